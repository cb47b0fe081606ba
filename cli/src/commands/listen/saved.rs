//! Where requests are saved, and how much of them.

use crate::stored::{self, StoredRequest};
use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

/// What a file takes on a disk, however small it is.
const BLOCK: u64 = 4096;

/// A directory that is not filled beyond a limit, whoever sends.
pub struct Saver {
    directory: PathBuf,
    limit: u64,
    /// Bytes that are taken.
    taken: Mutex<u64>,
}

impl Saver {
    /// What is in the directory already counts.
    pub fn new(directory: PathBuf, limit: u64) -> Self {
        let taken = stored::sizes(&directory).map(on_disk).sum();
        Self { directory, limit, taken: Mutex::new(taken) }
    }

    /// Writes a file, named by the values of these headers, too; returns its path, or why there is none.
    pub fn save(&self, request: &StoredRequest, at: SystemTime, names: [&str; 2]) -> Result<PathBuf, String> {
        // One after the other, so that all together keep to the limit.
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let size = on_disk(request.size());
        if size > self.limit.saturating_sub(*taken) {
            return Err(format!("the limit of {} bytes is reached; --save-limit sets another", self.limit));
        }
        let path = request.save(&self.directory, at, names).map_err(|error| error.to_string())?;
        *taken += size;
        Ok(path)
    }
}

fn on_disk(size: u64) -> u64 {
    size.div_ceil(BLOCK) * BLOCK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_already_counts() {
        let directory = tempfile::tempdir().unwrap();
        let request =
            StoredRequest { method: "POST".into(), target: "/".into(), headers: Vec::new(), body: vec![0; 5000] };
        let save = |saver: &Saver| saver.save(&request, SystemTime::now(), ["", ""]);
        let saver = Saver::new(directory.path().to_owned(), 20_000);
        assert!(save(&saver).is_ok() && save(&saver).is_ok());
        assert!(save(&saver).unwrap_err().contains("--save-limit"));
        assert!(save(&Saver::new(directory.path().to_owned(), 20_000)).is_err());
        assert!(save(&Saver::new(directory.path().to_owned(), 30_000)).is_ok());
    }
}
