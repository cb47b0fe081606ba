//! Embeds the templates, the runtimes, what only generated packages have and their tests, so that the installed generator needs no
//! files beside it.

#[path = "src/mark.rs"]
#[allow(dead_code, reason = "it is the library's too")]
mod mark;
#[path = "src/runtimes.rs"]
mod runtimes;

use glob::Pattern;
use mark::is_generated;
use runtimes::{RUNTIMES, Runtime};
use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut code = String::new();
    let templates = files(&root.join("templates"), &["**/*"])?;
    table(&mut code, "TEMPLATES", "The templates, by their paths below `templates/`", &templates)?;
    let packages = files(&root.join("packages"), &["**/*"])?;
    table(&mut code, "PACKAGES", "What only generated packages have, by the paths below `packages/`", &packages)?;
    let suites = files(&root.join("suites"), &["**/*"])?;
    table(&mut code, "SUITES", "The test suites of generated packages, by the paths below `suites/`", &suites)?;
    let mut all = Vec::new();
    for runtime in RUNTIMES {
        all.extend(sources(&root.join("runtimes"), runtime)?);
    }
    table(&mut code, "RUNTIME_FILES", "The files of the runtimes, by target and path", &all)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), code)?;
    println!("cargo::rerun-if-changed=src/mark.rs");
    println!("cargo::rerun-if-changed=src/runtimes.rs");
    Ok(())
}

/// The source files of a runtime, by their paths below the folder of all runtimes.
fn sources(folder: &Path, runtime: &Runtime) -> Result<Vec<(String, PathBuf)>> {
    let own = folder.join(runtime.target);
    let excluded = runtime.exclude.iter().map(|it| Pattern::new(it)).collect::<std::result::Result<Vec<_>, _>>()?;
    let mut sources = Vec::new();
    for (path, file) in files(&own, runtime.include)? {
        if !excluded.iter().any(|pattern| pattern.matches(&path)) && !is_generated(&file, &fs::read(&file)?) {
            sources.push((format!("{}/{path}", runtime.target), file));
        }
    }
    Ok(sources)
}

/// The files below a folder that match one of the patterns, by their paths below it, in order.
fn files(folder: &Path, patterns: &[&str]) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for pattern in patterns {
        let fixed = pattern.split_once('*').map_or(*pattern, |(before, _)| before);
        let fixed = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
        println!("cargo::rerun-if-changed={}", folder.join(fixed).display());
        for file in glob::glob(folder.join(pattern).to_str().ok_or("a path that is not UTF-8")?)? {
            let file = file?;
            if file.is_file() {
                let path = file.strip_prefix(folder)?.to_str().ok_or("a path that is not UTF-8")?.replace('\\', "/");
                files.push((path, file));
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn table(code: &mut String, name: &str, doc: &str, files: &[(String, PathBuf)]) -> Result<()> {
    writeln!(code, "/// {doc}.\npub const {name}: &[(&str, &str)] = &[")?;
    for (path, file) in files {
        writeln!(code, "    ({path:?}, include_str!({:?})),", file.display().to_string())?;
    }
    writeln!(code, "];")?;
    Ok(())
}
