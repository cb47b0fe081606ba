//! The generator as a whole: what it makes, how fast, and that nothing in it is one provider's.

use sdkgen::{File, Model, Settings, Target};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// What only the catalog may say.
const PROVIDER_WORDS: [&str; 3] = ["autosend", "x-webhook", "whsec"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn other_provider() -> Model {
    Model::read(&folder().join("tests/other_provider/catalog.json")).unwrap()
}

fn all(model: &Model) -> Vec<(&'static str, Vec<File>)> {
    let render = |target: &'static Target| (target.name, target.package(model, &Settings::repository()).unwrap());
    Target::packages().map(render).collect()
}

fn provider_word(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    PROVIDER_WORDS.into_iter().find(|word| text.contains(word))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn no_template_of_a_package_knows_a_provider() {
    let mut seen = 0;
    for target in Target::packages() {
        for path in files_below(&folder().join("templates").join(target.name)) {
            seen += 1;
            let word = provider_word(&fs::read_to_string(&path).unwrap());
            assert_eq!(word, None, "{}", path.display());
        }
    }
    assert!(seen > 30, "only {seen} templates");
}

#[test]
fn a_template_holds_only_what_varies_with_a_catalog() {
    let mut lines = 0;
    let folders = ["templates", "packages"].map(|name| folder().join(name));
    for path in folders.iter().flat_map(|folder| files_below(folder)).filter(|path| path.extension().unwrap() == "j2") {
        let text = fs::read_to_string(&path).unwrap();
        lines += text.lines().count();
        let name = path.file_name().unwrap().to_str().unwrap();
        // One for each event, object or enumeration is a loop too; a part is written by those that import it.
        let is_in_a_loop =
            ["__event__", "__object__", "__enum__", "__union__", ".part."].iter().any(|word| name.contains(word));
        let varies =
            ["{% for ", "{% if ", "{%- for ", "{%- if "].iter().any(|word| text.contains(word)) || is_in_a_loop;
        assert!(varies, "{} is the same for every catalog: make it a source file of the runtime", path.display());
    }
    assert!(lines <= 4900, "{lines} lines of templates");
}

#[test]
fn nothing_that_is_made_for_another_provider_names_this_one() {
    for (language, files) in all(&other_provider()) {
        for File { path, content } in files {
            assert_eq!(provider_word(&content), None, "{language}: {path}");
            assert_eq!(provider_word(&path), None, "{language}: {path}");
        }
    }
}

#[test]
fn the_same_model_gives_the_same_files_in_no_time() {
    let model = Model::builtin().unwrap();
    let first = all(&model);
    assert_eq!(first, all(&Model::builtin().unwrap()));
    assert!(first.len() >= 5, "{} languages", first.len());
    let time = || {
        let start = Instant::now();
        all(&model);
        start.elapsed()
    };
    // The best of a few: this test shares the machine with others.
    let best = (0..5).map(|_| time()).min().unwrap();
    assert!(best < Duration::from_secs(2), "{} languages took {best:?}", first.len());
}

#[test]
fn every_file_says_that_it_is_generated_and_is_there_once() {
    for (language, files) in all(&Model::builtin().unwrap()) {
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        let number = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), number, "{language}");
        for File { path, content } in &files {
            // JSON has no comments, and some of its schemas a place for remarks at the end.
            let is_json = Path::new(path).extension().is_some_and(|extension| extension == "json");
            let lines = if is_json { usize::MAX } else { 5 };
            let head: String = content.lines().take(lines).collect();
            assert!(head.contains("cargo xtask generate"), "{language}: {path}");
            assert!(content.ends_with('\n') && !content.ends_with("\n\n"), "{language}: {path}");
        }
    }
}

#[test]
fn catalogs_that_make_no_sense_are_refused() {
    let text = fs::read_to_string(folder().join("tests/other_provider/catalog.json")).unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("catalog.json");
    for (from, to, complaint) in [
        ("hmac-sha256", "md5", "unknown variant `md5`"),
        ("{timestamp}.{body}", "{timestamp}", "{body} must be there once"),
        ("{timestamp}.{body}", "{when}.{body}", "{when} is not"),
        ("\"code\": \"body_too_deep\"", "\"code\": \"body_too_blue\"", "lacks body_too_deep"),
        ("\"object\": \"Money\"", "\"object\": \"Gold\"", "there is no object Gold"),
        ("\"enum\": \"Currency\"", "\"enum\": \"Coin\"", "there is no enumeration Coin"),
        ("\"type\": \"parcel/lost\"", "\"type\": \"order.placed\"", "order.placed is there twice"),
        ("\"name\": \"order_no\"", "\"name\": \"lines\"", "the field lines is there twice"),
        ("\"Pigeon-Ring\"", "\"pigeon-flight\"", "can't carry the delivery id and the signature"),
        ("\"Pigeon Post\"", "\"Pigeon*/Post\"", "holds what a name can't"),
        ("https://pigeonpost.example", "https://x\\u0022;evil()", "holds what a name can't"),
        ("\"name\": \"Money\"", "\"name\": \"Mon;ey\"", "must be letters and digits"),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        let error = format!("{:#}", Model::read(&path).unwrap_err());
        assert!(error.contains(complaint), "{complaint:?} is not in: {error}");
    }
}

#[test]
fn names_that_would_collide_get_a_number() {
    let fields = ["some-plan:string", "somePlan:integer"].map(|field| field.parse().unwrap());
    let model = Model::builtin().unwrap().with_custom_fields(&fields).unwrap();
    let python = Target::packages().find(|target| target.name == "python").unwrap();
    let files = python.generated(&model, &Settings::repository()).unwrap();
    let events = files.iter().find(|file| file.path.ends_with("events.py")).unwrap();
    for line in ["    some_plan: Optional[str]", "    some_plan_2: Optional[int]"] {
        assert!(events.content.contains(line), "{line} is missing");
    }
}
