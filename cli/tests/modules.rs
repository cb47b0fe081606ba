//! The modules of the command line and of the emulator depend on each other in one direction only.

use std::{collections::HashMap, fs, path::Path};

const TABLE: &str = "Each uses only those below it.";

/// The modules in the table of the crate's root, with the number of their row.
fn rows(root: &str) -> HashMap<&str, usize> {
    let (_, table) = root.split_once(TABLE).expect("the root has a table of modules");
    let rows = table.lines().filter_map(|line| line.strip_prefix("//! | ")).enumerate();
    rows.flat_map(|(number, row)| {
        let (first, _) = row.split_once(" | ").expect("a row has two columns");
        first.split('`').skip(1).step_by(2).map(move |module| (module, number))
    })
    .collect()
}

/// The modules of the crate that a source names after `crate::`, alone or in braces.
fn named(source: &str) -> Vec<&str> {
    let first = |text: &str| text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let mut names = Vec::new();
    for rest in source.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            names.push(&rest[..first(rest).unwrap_or(rest.len())]);
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (at, letter) in list.char_indices() {
            match letter {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    let item = list[start..at].trim_start();
                    names.push(&item[..first(item).unwrap_or(item.len())]);
                    start = at + 1;
                    if letter == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    names
}

fn sources(path: &Path) -> Vec<String> {
    if path.is_file() {
        return vec![fs::read_to_string(path).unwrap()];
    }
    fs::read_dir(path).into_iter().flatten().flat_map(|entry| sources(&entry.unwrap().path())).collect()
}

fn check(folder: &str, root: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let root = fs::read_to_string(folder.join(root)).unwrap();
    let rows = rows(&root);
    for line in root.lines() {
        let declared = line.trim_start_matches("pub ").strip_prefix("mod ").and_then(|line| line.strip_suffix(';'));
        assert!(declared.is_none_or(|module| rows.contains_key(module)), "the table lacks {line}");
    }
    for (module, row) in &rows {
        let roots =
            [format!("{module}.rs"), format!("{module}/mod.rs")].map(|path| sources(&folder.join(path))).concat();
        // To the root of a module, its parent is the crate.
        let roots = roots.iter().map(|text| text.replace("super::", "crate::"));
        let texts: Vec<_> = roots.chain(sources(&folder.join(module))).collect();
        assert!(!texts.is_empty(), "there is no module {module}");
        for name in texts.iter().flat_map(|text| named(text)) {
            assert!(rows.get(name).is_none_or(|other| other >= row), "{module} uses {name}, which is above it");
        }
    }
}

#[test]
fn modules_of_the_command_line_depend_downwards() {
    check("src", "main.rs");
}

#[test]
fn modules_of_the_emulator_depend_downwards() {
    check("../emulator/src", "lib.rs");
}

#[test]
fn dependencies_are_read_from_sources() {
    let source = "use crate::{\n    a::{b, c},\n    d,\n};\nuse crate::e;\nlet f = crate::g::h();";
    assert_eq!(named(source).into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(), ["a", "d", "e", "g"]);
}
