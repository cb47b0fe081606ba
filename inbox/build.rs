//! Makes constants of the named statements in `sql/`, so that a misspelt name does not compile.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=sql");
    let mut code = String::new();
    for (store, language) in [("sqlite", "sql"), ("postgres", "sql"), ("redis", "lua"), ("redis-streams", "lua")] {
        write_store(&mut code, store, language);
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("statements.rs"), code).expect("OUT_DIR can be written");
}

fn write_store(code: &mut String, store: &str, language: &str) {
    let folder = Path::new("sql").join(store);
    let text = fs::read_to_string(folder.join(format!("statements.{language}"))).expect("each store has statements");
    let statements = text.split("\n\n").filter_map(parse);
    let mut names = Vec::new();
    let module = store.replace('-', "_");
    writeln!(code, "#[allow(dead_code, missing_docs, reason = \"generated\")]\npub(crate) mod {module} {{\n    use super::Statement;").unwrap();
    for (name, parameters, result, text) in statements {
        let constant = name.to_uppercase();
        writeln!(
            code,
            "    pub const {constant}: Statement = Statement {{ name: {name:?}, text: {text:?}, parameters: &{parameters:?}, result: &{result:?} }};"
        )
        .unwrap();
        names.push(constant);
    }
    writeln!(code, "    pub const ALL: &[Statement] = &[{}];", names.join(", ")).unwrap();
    writeln!(code, "    pub const MIGRATIONS: &[&str] = &{:?};\n}}", migrations(&folder)).unwrap();
}

/// `-- NAME(parameters) -> columns`, then the statement.
fn parse(block: &str) -> Option<(String, Vec<String>, Vec<String>, String)> {
    let (head, text) = block.trim().split_once('\n')?;
    let (call, result) = head.strip_prefix("-- ")?.split_once(" -> ")?;
    let (name, parameters) = call.strip_suffix(')')?.split_once('(')?;
    let list = |text: &str| text.split(", ").filter(|one| !one.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let result = if result == "!" { Vec::new() } else { list(result) };
    Some((name.to_owned(), list(parameters), result, text.trim_end_matches(';').to_owned()))
}

/// `0001.sql`, `0002.sql` …
fn migrations(folder: &Path) -> Vec<String> {
    (1..)
        .map(|number| folder.join(format!("{number:04}.sql")))
        .map_while(|path| fs::read_to_string(path).ok())
        .collect()
}
