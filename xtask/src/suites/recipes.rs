//! The recipes of CONTRIBUTING.md, walked on a copy of the checkout: what is said to follow follows, and a step that is left
//! out is named.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use sdkgen::{TARGETS, Target};

use crate::{
    step::{self, Steps},
    toolchains::{GO, PHP, PYTHON, RUBY, go, php, ruby},
    workspace::{self, Metadata, cargo, command},
};

const DATA: &str = "core/src/event/data.rs";
const SAMPLES: &str = "tests/vectors/payloads/current";
const FIELD_VECTORS: &str = "tests/make_vectors/fields.py";
const TYPE_VECTORS: &str = "tests/make_vectors/events_current.py";

pub fn run(steps: &mut Steps) -> Result<()> {
    PYTHON.require()?;
    let copy = Checkout::copy()?;
    // Each begins with what the one before has added.
    for recipe in [field, event_type, error_code] {
        recipe(steps, &copy)?;
    }
    Ok(())
}

fn field(steps: &mut Steps, copy: &Checkout) -> Result<()> {
    copy.insert(
        DATA,
        "    EmailOpened {\n",
        "        /// The program that it was read with.
        read_with: Option<Cow<'a, str>> = \"readWith\" in Current;\n",
    )?;
    let missing = "email.opened, generation 2: readWith";
    steps.verdict("a field without a sample", copy.refuses_to_generate(missing));
    copy.insert(&format!("{SAMPLES}/email.opened.json"), "  \"data\": {\n", "    \"readWith\": \"Mail 4.0\",\n")?;
    copy.generate()?;
    steps.verdict("a field in every language", copy.is_everywhere(&["readWith", "read_with", "ReadWith"]));
    copy.make_vectors()?;
    steps.verdict("a field without a vector", names(copy.core_tests(&["schema"]), missing));
    let spelled = "    \"email.opened\": {**CURRENT_MESSAGE, \"readWith\": '\"Mail 4.0\"'},\n";
    copy.replace(FIELD_VECTORS, "    \"email.opened\": CURRENT_MESSAGE,\n", spelled)?;
    copy.make_vectors()?;
    steps.check("a field with its sample and its vector, in the core", copy.core_tests(&["schema", "vectors"]))?;
    copy.languages(steps, "a field", &["fields", "events-current"])
}

fn event_type(steps: &mut Steps, copy: &Checkout) -> Result<()> {
    copy.insert(
        "core/src/event/mod.rs",
        "events! {\n",
        "    EmailArchived = \"email.archived\", Engagement, false, \"a recipient archived a message\";\n",
    )?;
    copy.append(DATA, "\noutbound! {\n    /// A recipient archived a message.\n    EmailArchived {}\n}\n")?;
    let sample = format!("{SAMPLES}/email.archived.json");
    steps.verdict("an event type without a sample", copy.refuses_to_generate("samples/current/email.archived.json"));
    fs::copy(copy.folder.join(SAMPLES).join("email.sent.json"), copy.folder.join(&sample))?;
    copy.replace(&sample, "email.sent", "email.archived")?;
    copy.generate()?;
    steps.verdict("an event type in every language", copy.is_everywhere(&["EmailArchived", "emailArchived"]));
    steps.verdict("an event type without a vector", names(copy.vector_maker(), &sample));
    let created_at = "    \"email.archived\": \"2025-11-12T10:29:58.412Z\",\n";
    copy.insert(TYPE_VECTORS, "TYPES = {\n", created_at)?;
    copy.make_vectors()?;
    let missing = "email.archived, generation 2: emailId";
    steps.verdict("an event type whose fields have no vector", names(copy.core_tests(&["schema"]), missing));
    for (table, message) in [("CURRENT", "CURRENT_MESSAGE"), ("FIRST", "FIRST_MESSAGE")] {
        let fields = format!("    \"email.archived\": {message},\n");
        copy.insert(FIELD_VECTORS, &format!("\n{table}: dict[str, Data] = {{\n"), &fields)?;
    }
    copy.make_vectors()?;
    steps
        .check("an event type with its sample and its vectors, in the core", copy.core_tests(&["schema", "vectors"]))?;
    copy.languages(steps, "an event type", &["fields", "events-current", "mutations"])
}

fn error_code(steps: &mut Steps, copy: &Checkout) -> Result<()> {
    let code = "reserved_delivery_id";
    let verifier = "core/src/verifier.rs";
    let check = "fn check_delivery_id(value: &[u8]) -> Result<&str, WebhookError> {\n";
    let raise = "    if value == b\"reserved\" {\n        return Err(ErrorCode::ReservedDeliveryId.into());\n    }\n";
    copy.insert(verifier, check, raise)?;
    steps.verdict("an error code without a row", copy.refuses_to_generate("ReservedDeliveryId"));
    copy.insert(
        "core/src/error.rs",
        "\nerror_codes! {\n",
        "    /// The delivery id is reserved.
    ReservedDeliveryId = \"reserved_delivery_id\", 400, Header,
        \"The delivery id is a reserved word.\",
        \"Look at who sends it.\";\n",
    )?;
    copy.generate()?;
    let spellings = [code, "ReservedDeliveryId", "reservedDeliveryId", "RESERVED_DELIVERY_ID"];
    steps.verdict("an error code in every language", copy.is_in_every_package(&spellings));
    steps.verdict("an error code without a vector", names(copy.core_tests(&["vectors"]), "ReservedDeliveryId"));
    copy.insert(
        "tests/make_vectors/delivery_id.py",
        "    bad = \"two words\"\n",
        &format!("    g.refuse(\"delivery-id-reserved\", \"A word.\", \"{code}\", OPENED, delivery_id=\"reserved\")\n"),
    )?;
    copy.make_vectors()?;
    steps.check("an error code with its vector, in the core", copy.core_tests(&["vectors"]))?;

    let groups = ["delivery-id"];
    let python = copy.python(&groups)?;
    steps.verdict("a language that does not raise an error code", names(python, "delivery-id-reserved"));
    copy.insert(
        "bindings/python/src/autosend_webhooks/verifier.py",
        "        delivery_id = delivery_id or \"\"\n",
        &format!("        if delivery_id == \"reserved\":\n            raise refusal(\"{code}\")\n"),
    )?;
    steps.check("a language that raises it: Python", copy.python(&groups)?)?;

    let other = "sdkgen/tests/other_provider";
    let mut make = copy.here(PYTHON.command());
    make.arg(format!("{other}/make.py"));
    step::must("the other provider's catalog in the copy", make)?;
    let catalog = fs::read_to_string(copy.folder.join(other).join("catalog.json"))?;
    steps.verdict("an error code in the other provider's table", holds(&catalog, code));
    Ok(())
}

/// A copy of the checkout below the target directory. It has a target directory of its own, which stays for the next time: cargo
/// takes the crates of two copies for the same ones.
struct Checkout {
    folder: PathBuf,
}

impl Checkout {
    fn copy() -> Result<Self> {
        let copy = Self { folder: Metadata::read()?.target_directory().join("recipes") };
        let (here, there) = (files(&workspace::root())?, files_of_earlier(&copy.folder)?);
        for path in there.difference(&here) {
            fs::remove_file(copy.folder.join(path))?;
        }
        for path in &here {
            copy_file(&workspace::root().join(path), &copy.folder.join(path))
                .with_context(|| format!("cannot copy {}", path.display()))?;
        }
        // `generate` asks git for the files.
        let mut init = copy.here(command("git"));
        init.args(["init", "--quiet"]);
        step::must(&format!("copying {} files", here.len()), init)?;
        Ok(copy)
    }

    /// A command in the copy.
    fn here(&self, mut command: Command) -> Command {
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        command
    }

    fn replace(&self, path: &str, from: &str, to: &str) -> Result<()> {
        let file = self.folder.join(path);
        let text = fs::read_to_string(&file)?;
        ensure!(text.matches(from).count() == 1, "{path} has to hold {from:?} once: change the recipe's test with it");
        Ok(fs::write(file, text.replace(from, to))?)
    }

    /// Adds lines below one that is there once.
    fn insert(&self, path: &str, below: &str, lines: &str) -> Result<()> {
        self.replace(path, below, &format!("{below}{lines}"))
    }

    fn append(&self, path: &str, lines: &str) -> Result<()> {
        let file = self.folder.join(path);
        Ok(fs::write(&file, fs::read_to_string(&file)? + lines)?)
    }

    /// `cargo xtask generate` in the copy, by this very program.
    fn generator(&self) -> Result<Command> {
        let mut generate = self.here(command(env::current_exe()?));
        generate.arg("generate").env("CARGO_MANIFEST_DIR", self.folder.join("xtask"));
        Ok(generate)
    }

    fn generate(&self) -> Result<()> {
        step::must("cargo xtask generate in the copy", self.generator()?)
    }

    /// Whether generating fails, naming what is missing, before it has written anything.
    fn refuses_to_generate(&self, missing: &str) -> Result<String> {
        let before = self.generated_schema()?;
        let said = names(self.generator()?, missing)?;
        ensure!(self.generated_schema()? == before, "it wrote something before it failed");
        Ok(said)
    }

    fn generated_schema(&self) -> Result<Vec<u8>> {
        Ok([fs::read(self.folder.join("schema/catalog.json"))?, fs::read(self.folder.join("schema/errors.json"))?]
            .concat())
    }

    fn vector_maker(&self) -> Command {
        let mut make = self.here(PYTHON.command());
        make.arg("tests/make_vectors.py");
        make
    }

    fn make_vectors(&self) -> Result<()> {
        step::must("tests/make_vectors.py in the copy", self.vector_maker())
    }

    /// Some files of the core's tests.
    fn core_tests(&self, files: &[&str]) -> Command {
        let mut test = self.here(cargo("test --quiet --package autosend-webhooks"));
        test.args(files.iter().flat_map(|file| ["--test", file]));
        test
    }

    /// Whether the code that is generated for each target has a name, in one of its spellings.
    fn is_everywhere(&self, spellings: &[&str]) -> Result<String> {
        let targets = TARGETS.iter().filter(|target| target.is_in_repository());
        self.is_in(targets.map(|target| target.folder), spellings)
    }

    /// The same for the packages: native halves know codes by the core's own type.
    fn is_in_every_package(&self, spellings: &[&str]) -> Result<String> {
        let targets = Target::packages().filter(|target| target.is_in_repository());
        self.is_in(targets.map(|target| target.folder), spellings)
    }

    fn is_in<'f>(&self, folders: impl Iterator<Item = &'f str>, spellings: &[&str]) -> Result<String> {
        let folders: BTreeSet<&str> = folders.collect();
        let files = files(&self.folder)?;
        for folder in &folders {
            let has = |path: &&PathBuf| {
                let text = fs::read(self.folder.join(path)).unwrap_or_default();
                let text = String::from_utf8_lossy(&text);
                text.contains("cargo xtask generate") && spellings.iter().any(|spelling| text.contains(spelling))
            };
            let found = files.iter().filter(|path| path.starts_with(folder)).find(has);
            ensure!(found.is_some(), "no generated file in {folder} has {}", spellings.join(" or "));
        }
        Ok(format!("{} folders have it", folders.len()))
    }

    /// The languages that need no compiling but for Go run some groups of the vectors.
    fn languages(&self, steps: &mut Steps, what: &str, groups: &[&str]) -> Result<()> {
        steps.check(&format!("{what}: Python"), self.python(groups)?)?;
        let requests = self.requests(groups)?;
        let provide_php = php::provide as fn() -> Result<()>;
        for (tool, provide, program, arguments) in [
            (PHP, provide_php, PHP.command(), ["tests/conformance/php/run.php", "sdks/php"]),
            (RUBY, ruby::provide, RUBY.command(), ["tests/conformance/ruby/run.rb", "sdks/ruby"]),
            (GO, go::provide, command("sh"), ["tests/conformance/go/run.sh", "sdks/go"]),
        ] {
            let title = format!("{what}: {}", tool.name);
            steps.attempt(&title, |steps| {
                provide()?;
                let mut run = self.here(program);
                run.args(arguments).arg(&requests);
                steps.check(&title, run)?;
                Ok(())
            });
        }
        Ok(())
    }

    fn python(&self, groups: &[&str]) -> Result<Command> {
        let mut run = self.here(PYTHON.command());
        run.args(["-B", "tests/conformance/python/run.py", "bindings/python"]).arg(self.requests(groups)?);
        Ok(run)
    }

    /// A folder with some groups of the vectors.
    fn requests(&self, groups: &[&str]) -> Result<PathBuf> {
        let folder = self.folder.join("target/requests");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for file in groups.iter().map(|group| format!("{group}.json")) {
            fs::copy(self.folder.join("tests/vectors/requests").join(&file), folder.join(&file))?;
        }
        Ok(folder)
    }
}

/// Whether a program fails, and says what is missing.
fn names(command: Command, missing: &str) -> Result<String> {
    let outcome = step::run(&format!("looking for {missing}"), command)?;
    if outcome.status.success() {
        bail!("nobody missed {missing}");
    }
    holds(&outcome.plain_output(), missing).inspect_err(|_| outcome.print_in_full())?;
    Ok(format!("it names {missing}"))
}

fn holds(text: &str, wanted: &str) -> Result<String> {
    ensure!(text.contains(wanted), "{wanted} is not named");
    Ok(format!("{wanted} is there"))
}

/// The files of a checkout that are its own: those in version control, and new ones.
fn files(checkout: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut list = Command::new("git");
    list.current_dir(checkout).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = list.output().context("cannot run git")?;
    ensure!(output.status.success(), "git can't list the files: {}", String::from_utf8_lossy(&output.stderr));
    let paths = String::from_utf8(output.stdout)?;
    let paths = paths.split_terminator('\0').map(PathBuf::from);
    Ok(paths.filter(|path| checkout.join(path).symlink_metadata().is_ok()).collect())
}

/// The files of a copy that an earlier run has left.
fn files_of_earlier(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    fs::create_dir_all(folder)?;
    if folder.join(".git").exists() { files(folder) } else { Ok(BTreeSet::new()) }
}

/// With its permissions. A file that is the same is left alone, so that nothing is compiled for its date.
fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("a file without a folder")?)?;
    if from.is_symlink() {
        if fs::read_link(to).ok() != fs::read_link(from).ok() {
            std::os::unix::fs::symlink(fs::read_link(from)?, to)?;
        }
    } else if !to.exists() || fs::read(from)? != fs::read(to)? || mode(from)? != mode(to)? {
        fs::copy(from, to)?;
    }
    Ok(())
}

fn mode(file: &Path) -> Result<fs::Permissions> {
    Ok(file.metadata()?.permissions())
}
