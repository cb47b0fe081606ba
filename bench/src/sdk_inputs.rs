//! `cargo run --release -p bench --bin sdk-inputs -- DIR`: writes the measured requests as files, signed now, for the
//! benches of other languages: `<label>.body`, `<label>.headers` (a line `name: value` each) and `secret`.

use bench::request::{self, FILLERS, SECRET};
use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| io::Error::other("usage: sdk-inputs DIR"))?;
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("secret"), SECRET)?;
    for (label, size, filler) in FILLERS {
        let body = request::body(size, filler);
        let lines: Vec<String> = request::autosend(&body)
            .iter()
            .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        fs::write(folder.join(format!("{label}.body")), &body)?;
        fs::write(folder.join(format!("{label}.headers")), lines.concat())?;
    }
    Ok(())
}
