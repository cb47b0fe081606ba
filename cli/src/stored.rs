//! Requests in files, as HTTP messages: a request line, headers, an empty line, and the body byte for byte.

use crate::{
    headers::{Header, header, split_header},
    output::UsageError,
};
use autosend_webhooks::{DELIVERY_ID_HEADER, unix_millis};
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Where `listen` saves, and `replay` looks for delivery ids, unless told otherwise.
pub const DEFAULT_DIRECTORY: &str = "webhooks";

const EXTENSION: &str = "http";

/// The longest part of a file's name that comes from a header.
const LONGEST_NAME: usize = 80;

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRequest {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
}

impl StoredRequest {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, UsageError> {
        let bytes = fs::read(path).map_err(|error| UsageError::unreadable(path, &error))?;
        Self::parse(&bytes).map_err(|problem| {
            let fix = "Give a file that `autosend-webhooks listen --save` wrote: request line, headers, an empty line, the body.";
            UsageError::new(format!("{} is no stored request: {problem}", path.display()), fix)
        })
    }

    /// Reads the text of a file.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let (start, rest) = split_line(bytes).ok_or("it has one line only")?;
        let start = str::from_utf8(start).map_err(|_| "line 1 is no text")?;
        let [method, target, version] = start.split(' ').collect::<Vec<_>>()[..] else {
            return Err("line 1 is not like POST /webhooks HTTP/1.1".into());
        };
        if method.is_empty() || target.is_empty() || !version.starts_with("HTTP/") {
            return Err("line 1 is not like POST /webhooks HTTP/1.1".into());
        }
        let (headers, body) = split_head(rest, 2)?;
        let body = body.ok_or("there is no empty line between the headers and the body")?;
        Ok(Self { method: method.into(), target: target.into(), headers, body: body.to_vec() })
    }

    /// The text of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend([name, &b": "[..], value, b"\r\n"].concat());
        }
        bytes.extend(b"\r\n");
        bytes.extend(&self.body);
        bytes
    }

    /// How many bytes a file has.
    pub fn size(&self) -> u64 {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        let start = self.method.len() + self.target.len() + "  HTTP/1.1\r\n\r\n".len();
        u64::try_from(start + headers + self.body.len()).unwrap_or(u64::MAX)
    }

    /// Writes a new file, named by the time and the values of these headers, which only its owner can read: it holds addresses,
    /// and a signature that is good for a while.
    pub fn save(&self, directory: &Path, received: SystemTime, names: [&str; 2]) -> io::Result<PathBuf> {
        fs::create_dir_all(directory)?;
        let name = self.file_name(received, names);
        let numbered = |number: u32| match number {
            1 => directory.join(format!("{name}.{EXTENSION}")),
            _ => directory.join(format!("{name}-{number}.{EXTENSION}")),
        };
        for path in (1..).map(numbered) {
            match create_private(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(mut file) => {
                    file.write_all(&self.to_bytes())?;
                    return Ok(path);
                }
            }
        }
        unreachable!("there is a free number")
    }

    /// Begins with the time, so that names sort by it. What headers add can't lead to another directory.
    fn file_name(&self, received: SystemTime, names: [&str; 2]) -> String {
        let part = |name| {
            let value = String::from_utf8_lossy(header(&self.headers, name).unwrap_or(b"none")).into_owned();
            let safe =
                |letter: char| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '_' };
            value.chars().take(LONGEST_NAME).map(safe).collect::<String>()
        };
        let [event, id] = names.map(part);
        format!("{}-{event}-{id}", unix_millis(received))
    }
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The sizes of the files in a directory, in bytes; none where it can't be read.
pub fn sizes(directory: &Path) -> impl Iterator<Item = u64> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == EXTENSION))
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
}

/// The requests with that delivery id among the files in a directory, latest first. Files that are something else don't
/// matter.
pub fn find<'a>(directory: &Path, id: &'a str) -> io::Result<impl Iterator<Item = StoredRequest> + use<'a>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == EXTENSION));
    paths.sort();
    let requests = paths.into_iter().rev().filter_map(|path| StoredRequest::parse(&fs::read(path).ok()?).ok());
    Ok(requests.filter(move |request| header(&request.headers, DELIVERY_ID_HEADER) == Some(id.as_bytes())))
}

/// Header lines, counted from a number, and what comes after the empty line, if there is one.
fn split_head(mut bytes: &[u8], first: usize) -> Result<(Vec<Header>, Option<&[u8]>), String> {
    let mut headers = Vec::new();
    for number in first.. {
        if bytes.is_empty() {
            break;
        }
        let (line, rest) = split_line(bytes).unwrap_or((bytes, b""));
        if line.is_empty() {
            return Ok((headers, Some(rest)));
        }
        headers.push(split_header(line).ok_or_else(|| format!("line {number} is not a header"))?);
        bytes = rest;
    }
    Ok((headers, None))
}

/// The first line without its end, and what comes after it.
fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let line = &bytes[..end];
    Some((line.strip_suffix(b"\r").unwrap_or(line), &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use autosend_webhooks::EVENT_HEADER;
    use proptest::prelude::*;

    const NAMES: [&str; 2] = [EVENT_HEADER, DELIVERY_ID_HEADER];

    fn request(id: &str, body: &[u8]) -> StoredRequest {
        let headers = vec![
            (EVENT_HEADER.as_bytes().to_vec(), b"email.sent".to_vec()),
            (DELIVERY_ID_HEADER.as_bytes().to_vec(), id.as_bytes().to_vec()),
        ];
        StoredRequest { method: "POST".into(), target: "/hook?a=b".into(), headers, body: body.to_vec() }
    }

    prop_compose! {
        /// What HTTP lets through: names of visible characters, values without line ends.
        fn any_request()(
            method in "[A-Z]{1,7}",
            target in "/[!-~]{0,40}",
            headers in prop::collection::vec(("[!#-9;-~]{1,20}", prop::collection::vec(prop_oneof![32_u8..=255, Just(9)], 0..40)), 0..10),
            body in prop::collection::vec(any::<u8>(), 0..300),
        ) -> StoredRequest {
            let headers = headers.into_iter().map(|(name, value)| (name.into_bytes(), value)).collect();
            StoredRequest { method, target, headers, body }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(request in any_request()) {
            prop_assert_eq!(request.to_bytes().len() as u64, request.size());
            prop_assert_eq!(StoredRequest::parse(&request.to_bytes()), Ok(request));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = StoredRequest::parse(&bytes);
        }

        #[test]
        fn no_damaged_file_breaks_the_reader(request in any_request(), cut in 0_usize..400, byte in any::<u8>()) {
            let mut bytes = request.to_bytes();
            let place = cut % bytes.len();
            bytes[place] = byte;
            let _ = StoredRequest::parse(&bytes);
            bytes.truncate(place);
            let _ = StoredRequest::parse(&bytes);
        }

        #[test]
        fn names_of_files_stay_in_their_directory(id in any::<String>()) {
            let name = request(&id, b"").file_name(SystemTime::UNIX_EPOCH, NAMES);
            let is_safe = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            prop_assert!(name.starts_with("0-email.sent-") && name.chars().all(is_safe) && name.len() < 200);
        }
    }

    #[test]
    fn line_ends_of_editors_are_fine() {
        let text = b"POST /hook?a=b HTTP/1.1\nX-Webhook-Event: email.sent\nX-Webhook-Delivery-Id: 1\n\n{\r\n}\n";
        assert_eq!(StoredRequest::parse(text).unwrap(), request("1", b"{\r\n}\n"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let problem = |text: &[u8]| StoredRequest::parse(text).unwrap_err();
        assert!(problem(b"").contains("one line"));
        assert!(problem(b"{\n}").contains("line 1"));
        assert!(problem(b"POST / HTTP/1.1\r\nA: 1\r\nnonsense\r\n\r\n").contains("line 3 is not a header"));
        assert!(problem(b"POST / HTTP/1.1\r\nA: 1\r\n").contains("empty line"));
    }

    #[test]
    fn files_are_private_and_never_written_over() {
        let directory = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        let saved: Vec<_> = (0..3).map(|_| request("../1", b"x").save(directory.path(), now, NAMES).unwrap()).collect();
        assert!(saved[0] != saved[1] && saved[1] != saved[2]);
        for path in &saved {
            assert_eq!(path.parent(), Some(directory.path()));
            assert_eq!(StoredRequest::read(path).unwrap(), request("../1", b"x"));
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
            }
        }
    }

    #[test]
    fn the_requests_of_an_id_are_found() {
        let directory = tempfile::tempdir().unwrap();
        let at = |millis| SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(millis);
        fs::write(directory.path().join("other.http"), "nonsense").unwrap();
        for (id, body, millis) in [("1", "old", 1_000_000_000_000), ("1", "new", 1_000_000_000_001), ("2", "", 1)] {
            request(id, body.as_bytes()).save(directory.path(), at(millis), NAMES).unwrap();
        }
        let bodies = |id| find(directory.path(), id).unwrap().map(|request| request.body).collect::<Vec<_>>();
        assert_eq!(bodies("1"), [b"new", b"old"]);
        assert!(bodies("3").is_empty());
        assert!(find(Path::new("/does/not/exist"), "1").is_err());
    }
}
