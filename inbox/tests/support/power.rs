//! A power loss: what a server's files hold when only flushed bytes are kept.
//!
//! strace writes down every system call that changes a file. Replayed up to a moment, they tell two states of the folder: what
//! the running system saw, and what was on the disk for certain.
//!
//! Bytes are kept from the flush on that began after they were written. Names and lengths are kept in order, as journaling file
//! systems do: with the next flush, of whichever file. Nothing else is kept, though a real disk may have written more by itself.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
    time::{Duration, Instant, SystemTime},
};

/// The calls that change files or flush them. What is missing here, a comparison with the real folder shows.
const TRACED: &str = "trace=openat,open,creat,write,pwrite64,writev,fsync,fdatasync,ftruncate,truncate,rename,renameat,renameat2,\
    unlink,unlinkat,mkdir,mkdirat,rmdir,lseek,fallocate";

/// A program under strace, as a child of whoever starts it; what follows are its own arguments.
pub fn traced(log: &Path) -> Vec<String> {
    let log = log.display().to_string();
    let options = ["-D", "-f", "-y", "-ttt", "-T", "-xx", "-s", "16777216", "-e", "signal=KILL", "--seccomp-bpf"];
    let words = ["strace"].into_iter().chain(options).chain(["-e", TRACED, "-o", &log]);
    words.map(str::to_owned).collect()
}

/// Whether it can be done here.
pub fn is_there() -> bool {
    Command::new("strace").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Microseconds since 1970, as the log has them.
pub fn moment() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    u64::try_from(since.as_micros()).unwrap()
}

/// What is in a folder, by path relative to it: nothing for folders.
pub type Files = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// Reads a folder.
pub fn files_in(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_owned();
            if path.is_dir() {
                files.insert(name, None);
                folders.push(path);
            } else {
                files.insert(name, Some(fs::read(path).unwrap()));
            }
        }
    }
    files
}

/// Makes a folder hold these files and nothing else.
pub fn write_files(root: &Path, files: &Files) {
    fs::remove_dir_all(root).unwrap();
    fs::create_dir_all(root).unwrap();
    for (name, content) in files {
        match content {
            // Parents come first.
            None => fs::create_dir_all(root.join(name)).unwrap(),
            Some(bytes) => fs::write(root.join(name), bytes).unwrap(),
        }
    }
}

/// What becomes of bytes that were written and not flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unflushed {
    Lost,
    /// Each write is lost, there, or there in its first part, by chance.
    Torn(u64),
}

/// What a program did to a folder.
pub struct Log {
    root: PathBuf,
    /// What was there before.
    before: Files,
    calls: Vec<Call>,
}

impl Log {
    /// Reads what strace wrote, once the program is gone. Its folder was empty, or held these files, which were on the disk.
    pub fn read(log: &Path, root: &Path, before: Files) -> Self {
        let start = Instant::now();
        let mut text = fs::read_to_string(log).unwrap();
        // strace is a process of its own, and ends a little later.
        while !text.lines().last().is_some_and(|line| line.contains("+++")) {
            assert!(start.elapsed() < Duration::from_secs(30), "strace does not end");
            std::thread::sleep(Duration::from_millis(20));
            text = fs::read_to_string(log).unwrap();
        }
        Self { root: root.to_owned(), before, calls: Reader::default().read(&text, root) }
    }

    /// What the running system saw in the end.
    pub fn seen(&self) -> Files {
        let mut disk = Disk::new(&self.root, &self.before);
        for call in &self.calls {
            disk.apply(call);
        }
        self.relative(&disk.names, |file| file.seen.clone())
    }

    /// Fails where files are otherwise than the log tells, other than those that do not count.
    pub fn assert_whole(&self, counts: impl Fn(&Path) -> bool) {
        let (told, found) = (named(&self.seen(), &counts), named(&files_in(&self.root), &counts));
        let differ: Vec<_> = told.symmetric_difference(&found).collect();
        assert!(differ.is_empty(), "the log does not tell everything: {differ:?}");
    }

    /// The same as if nothing had ever been flushed.
    pub fn without_flushes(mut self) -> Self {
        self.calls.retain(|call| !matches!(call.what, What::FlushBegins { .. } | What::Flushed { .. }));
        self
    }

    /// What is left after a power loss at a moment.
    pub fn left_at(&self, moment: u64, unflushed: Unflushed) -> Files {
        let mut disk = Disk::new(&self.root, &self.before);
        for call in self.calls.iter().take_while(|call| call.ended <= moment) {
            disk.apply(call);
        }
        let mut chance = Chance(match unflushed {
            Unflushed::Lost => 0,
            Unflushed::Torn(seed) => seed | 1,
        });
        self.relative(&disk.kept_names, |file| file.left(&mut chance))
    }

    fn relative(&self, names: &Names, mut content: impl FnMut(&File) -> Vec<u8>) -> Files {
        let files = names.iter().filter(|(path, _)| **path != self.root).map(|(path, node)| {
            let name = path.strip_prefix(&self.root).unwrap().to_owned();
            (name, node.as_ref().map(|file| content(&file.borrow())))
        });
        files.collect()
    }
}

/// Contents by their length and a sum, to be read by people.
fn named(files: &Files, counts: impl Fn(&Path) -> bool) -> BTreeSet<String> {
    let sum = |bytes: &Vec<u8>| bytes.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    let content = |bytes: &Vec<u8>| format!("{} bytes, {:x}", bytes.len(), sum(bytes));
    files
        .iter()
        .filter(|(path, _)| counts(path))
        .map(|(path, bytes)| format!("{}: {}", path.display(), bytes.as_ref().map_or("folder".into(), content)))
        .collect()
}

/// A call that succeeded.
struct Call {
    /// When it had ended, in microseconds since 1970.
    ended: u64,
    thread: u32,
    what: What,
}

enum What {
    Open {
        descriptor: Descriptor,
        creates: bool,
        truncates: bool,
        appends: bool,
        flushes: bool,
    },
    /// At an offset, or at the descriptor's own position.
    Write {
        descriptor: Descriptor,
        offset: Option<usize>,
        bytes: Vec<u8>,
    },
    Seek {
        descriptor: Descriptor,
        to: usize,
    },
    FlushBegins {
        path: PathBuf,
    },
    Flushed {
        path: PathBuf,
    },
    Length {
        path: PathBuf,
        length: usize,
    },
    /// Makes it so long at least.
    Extend {
        path: PathBuf,
        length: usize,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    Folder {
        path: PathBuf,
    },
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Descriptor {
    number: u32,
    path: PathBuf,
}

/// Files by their names; nothing for folders.
type Names = BTreeMap<PathBuf, Option<Rc<RefCell<File>>>>;

#[derive(Default)]
struct File {
    seen: Vec<u8>,
    kept: Vec<u8>,
    /// In order; the first so many of all are flushed.
    changes: Vec<Change>,
    flushed: usize,
}

#[derive(Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => {
                let end = offset + bytes.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                content[*offset..end].copy_from_slice(bytes);
            }
            Self::Length(length) => content.resize(*length, 0),
        }
    }
}

impl File {
    fn of(bytes: &[u8]) -> Self {
        Self { seen: bytes.to_vec(), kept: bytes.to_vec(), ..Self::default() }
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.seen);
        self.changes.push(change);
    }

    fn flush(&mut self, until: usize) {
        for change in self.flushed..until {
            self.changes[change].apply(&mut self.kept);
            // It is not needed any more; its place keeps the numbers.
            self.changes[change] = Change::Length(self.kept.len());
        }
        self.flushed = self.flushed.max(until);
    }

    /// Lengths are kept without the bytes.
    fn keep_lengths(&mut self) {
        for change in &self.changes[self.flushed..] {
            if matches!(change, Change::Length(_)) {
                change.apply(&mut self.kept);
            }
        }
    }

    fn left(&self, chance: &mut Chance) -> Vec<u8> {
        let mut left = self.kept.clone();
        for change in &self.changes[self.flushed..] {
            if let Change::Write { offset, bytes } = change {
                let part = chance.part(bytes.len());
                if part > 0 {
                    Change::Write { offset: *offset, bytes: bytes[..part].to_vec() }.apply(&mut left);
                }
            }
        }
        left
    }
}

/// xorshift; with 0 it stays 0.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// How many of so many bytes are kept.
    fn part(&mut self, all: usize) -> usize {
        match self.next() % 3 {
            0 => 0,
            1 => all,
            _ => usize::try_from(self.next()).unwrap() % (all + 1),
        }
    }
}

#[derive(Clone, Default)]
struct Opened {
    position: usize,
    appends: bool,
    flushes: bool,
}

struct Disk {
    names: Names,
    kept_names: Names,
    opened: HashMap<Descriptor, Opened>,
    /// What a flush that has begun will keep, by thread.
    flushing: HashMap<u32, Flushing>,
}

struct Flushing {
    file: Option<Rc<RefCell<File>>>,
    until: usize,
    names: Names,
}

impl Disk {
    fn new(root: &Path, before: &Files) -> Self {
        let file = |bytes: &Vec<u8>| Rc::new(RefCell::new(File::of(bytes)));
        let mut names: Names = before.iter().map(|(name, bytes)| (root.join(name), bytes.as_ref().map(file))).collect();
        names.insert(root.to_owned(), None);
        Self { kept_names: names.clone(), names, opened: HashMap::new(), flushing: HashMap::new() }
    }

    fn file(&self, path: &Path) -> Option<Rc<RefCell<File>>> {
        self.names.get(path).cloned().flatten()
    }

    fn apply(&mut self, call: &Call) {
        match &call.what {
            What::Open { descriptor, creates, truncates, appends, flushes } => {
                self.open(descriptor, *creates, *truncates);
                let opened = Opened { position: 0, appends: *appends, flushes: *flushes };
                self.opened.insert(descriptor.clone(), opened);
            }
            What::Write { descriptor, offset, bytes } => self.write(call.thread, descriptor, *offset, bytes),
            What::Seek { descriptor, to } => {
                if let Some(opened) = self.opened.get_mut(descriptor) {
                    opened.position = *to;
                }
            }
            What::FlushBegins { path } => self.begin_flush(call.thread, self.file(path)),
            What::Flushed { path } => {
                // Begun and ended in one line.
                if !self.flushing.contains_key(&call.thread) {
                    self.begin_flush(call.thread, self.file(path));
                }
                self.end_flush(call.thread);
            }
            What::Length { path, length } => {
                if let Some(file) = self.file(path) {
                    file.borrow_mut().change(Change::Length(*length));
                }
            }
            What::Extend { path, length } => {
                if let Some(file) = self.file(path) {
                    let length = file.borrow().seen.len().max(*length);
                    file.borrow_mut().change(Change::Length(length));
                }
            }
            What::Rename { from, to } => self.rename(from, to),
            What::Remove { path } => drop(self.names.remove(path)),
            What::Folder { path } => drop(self.names.insert(path.clone(), None)),
        }
    }

    fn open(&mut self, descriptor: &Descriptor, creates: bool, truncates: bool) {
        if creates && !self.names.contains_key(&descriptor.path) {
            self.names.insert(descriptor.path.clone(), Some(Rc::default()));
        } else if truncates && let Some(file) = self.file(&descriptor.path) {
            file.borrow_mut().change(Change::Length(0));
        }
    }

    fn write(&mut self, thread: u32, descriptor: &Descriptor, offset: Option<usize>, bytes: &[u8]) {
        let Some(file) = self.file(&descriptor.path) else { return };
        let opened = self.opened.entry(descriptor.clone()).or_default();
        let (appends, flushes) = (opened.appends, opened.flushes);
        let at = if appends { file.borrow().seen.len() } else { offset.unwrap_or(opened.position) };
        if offset.is_none() {
            opened.position = at + bytes.len();
        }
        file.borrow_mut().change(Change::Write { offset: at, bytes: bytes.to_vec() });
        if flushes {
            self.begin_flush(thread, Some(file));
            self.end_flush(thread);
        }
    }

    fn begin_flush(&mut self, thread: u32, file: Option<Rc<RefCell<File>>>) {
        let until = file.as_ref().map_or(0, |file| file.borrow().changes.len());
        self.flushing.insert(thread, Flushing { file, until, names: self.names.clone() });
    }

    fn end_flush(&mut self, thread: u32) {
        let Some(Flushing { file, until, names }) = self.flushing.remove(&thread) else { return };
        if let Some(file) = file {
            file.borrow_mut().flush(until);
        }
        self.kept_names = names;
        for file in self.names.values().flatten() {
            file.borrow_mut().keep_lengths();
        }
    }

    /// With all that is in it, where it is a folder.
    fn rename(&mut self, from: &Path, to: &Path) {
        let moved: Vec<PathBuf> = self.names.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for path in moved {
            let node = self.names.remove(&path).unwrap();
            let rest = path.strip_prefix(from).unwrap();
            let target = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
            for (descriptor, opened) in self.opened.clone() {
                if descriptor.path == path {
                    self.opened.remove(&descriptor);
                    self.opened.insert(Descriptor { path: target.clone(), ..descriptor }, opened);
                }
            }
            self.names.insert(target, node);
        }
    }
}

/// Reads the lines of strace.
#[derive(Default)]
struct Reader {
    /// The first halves of calls during which another thread's was written down.
    halves: HashMap<u32, String>,
    calls: Vec<Call>,
}

impl Reader {
    fn read(mut self, text: &str, root: &Path) -> Vec<Call> {
        for line in text.lines() {
            let mut words = line.splitn(3, ' ').filter(|word| !word.is_empty());
            let Some(thread) = words.next().and_then(|word| word.parse().ok()) else { continue };
            let rest = words.collect::<Vec<_>>().join(" ");
            let Some((time, call)) = rest.trim_start().split_once(' ') else { continue };
            self.line(thread, micros(time), call, root);
        }
        self.calls
    }

    fn line(&mut self, thread: u32, time: u64, text: &str, root: &Path) {
        if let Some(half) = text.strip_suffix(" <unfinished ...>") {
            self.halves.insert(thread, half.to_owned());
            let (name, arguments) = half.split_once('(').unwrap_or((half, ""));
            if is_flush(name)
                && let Some(path) = descriptor(arguments).filter(|one| one.path.starts_with(root))
            {
                self.calls.push(Call { ended: time, thread, what: What::FlushBegins { path: path.path } });
            }
        } else if let Some((_, rest)) = text.strip_prefix("<... ").and_then(|text| text.split_once(" resumed>")) {
            // Its time is that of the second half.
            let whole = self.halves.remove(&thread).unwrap_or_default() + rest;
            self.calls.extend(what(&whole, root).map(|what| Call { ended: time, thread, what }));
        } else {
            let took = text.rsplit_once(" <").map_or(0, |(_, took)| micros(took.trim_end_matches('>')));
            self.calls.extend(what(text, root).map(|what| Call { ended: time + took, thread, what }));
        }
    }
}

fn is_flush(name: &str) -> bool {
    matches!(name, "fsync" | "fdatasync")
}

/// Seconds with six decimal places.
fn micros(seconds: &str) -> u64 {
    seconds.replace('.', "").parse().unwrap_or(0)
}

/// What a call did below the folder; nothing where it failed or was about something else.
fn what(text: &str, root: &Path) -> Option<What> {
    let (call, result) = text.rsplit_once(") = ").or_else(|| text.rsplit_once(")     = "))?;
    let (name, arguments) = call.split_once('(')?;
    let result = result.trim_start();
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let words = split(arguments);
    let on = |word: &str| descriptor(word).filter(|descriptor| descriptor.path.starts_with(root));
    let named = |at: usize| words.get(at).and_then(|word| path(None, word, root));
    let named_in = |at: usize| path(words.get(at).copied(), words.get(at + 1)?, root);
    let number = |word: &str| word.trim().parse::<usize>().ok();
    let first = |text: &str| text.split([' ', '<']).next().and_then(number);
    match name {
        "open" | "openat" | "creat" => {
            let flags =
                if name == "creat" { "O_CREAT|O_TRUNC" } else { words.iter().find(|word| word.contains("O_"))? };
            let has = |flag: &str| flags.split('|').any(|one| one == flag);
            let flushes = has("O_SYNC") || has("O_DSYNC");
            let (creates, truncates, appends) = (has("O_CREAT"), has("O_TRUNC"), has("O_APPEND"));
            Some(What::Open { descriptor: on(result)?, creates, truncates, appends, flushes })
        }
        "write" | "pwrite64" | "writev" => {
            let descriptor = on(words.first()?)?;
            let mut bytes = strings(words.get(1)?);
            bytes.truncate(first(result)?);
            let offset = if name == "pwrite64" { Some(number(words.last()?)?) } else { None };
            Some(What::Write { descriptor, offset, bytes })
        }
        "lseek" => Some(What::Seek { descriptor: on(words.first()?)?, to: first(result)? }),
        _ if is_flush(name) => Some(What::Flushed { path: on(words.first()?)?.path }),
        "ftruncate" => Some(What::Length { path: on(words.first()?)?.path, length: number(words.get(1)?)? }),
        "truncate" => Some(What::Length { path: named(0)?, length: number(words.get(1)?)? }),
        "fallocate" => {
            let length = number(words.get(2)?)? + number(words.get(3)?)?;
            (words.get(1)?.trim() == "0").then_some(What::Extend { path: on(words.first()?)?.path, length })
        }
        "rename" => Some(What::Rename { from: named(0)?, to: named(1)? }),
        "renameat" | "renameat2" => Some(What::Rename { from: named_in(0)?, to: named_in(2)? }),
        "unlink" | "rmdir" => Some(What::Remove { path: named(0)? }),
        "unlinkat" => Some(What::Remove { path: named_in(0)? }),
        "mkdir" => Some(What::Folder { path: named(0)? }),
        "mkdirat" => Some(What::Folder { path: named_in(0)? }),
        _ => None,
    }
}

/// The arguments; strings hold no commas, for they are written in hexadecimal.
fn split(arguments: &str) -> Vec<&str> {
    let (mut depth, mut start, mut words) = (0, 0, Vec::new());
    for (at, letter) in arguments.bytes().enumerate() {
        match letter {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                words.push(arguments[start..at].trim_start());
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(arguments[start..].trim_start());
    words
}

/// `7<path>`.
fn descriptor(word: &str) -> Option<Descriptor> {
    let (number, rest) = word.split_once('<')?;
    let path = rest.split_once('>')?.0;
    Some(Descriptor { number: number.trim().parse().ok()?, path: text(path) })
}

/// A path below the folder; a relative one is relative to another, or to the folder itself, where the server works.
fn path(folder: Option<&str>, word: &str, root: &Path) -> Option<PathBuf> {
    let name = text(word.trim().strip_prefix('"')?.strip_suffix('"')?);
    let folder = folder.and_then(descriptor).map_or_else(|| root.to_owned(), |descriptor| descriptor.path);
    Some(folder.join(name)).filter(|path| path.starts_with(root))
}

fn text(hexadecimal: &str) -> PathBuf {
    String::from_utf8(bytes(hexadecimal)).unwrap().into()
}

/// All strings in a text, one after the other.
fn strings(text: &str) -> Vec<u8> {
    text.split('"').skip(1).step_by(2).flat_map(bytes).collect()
}

/// `\x61\x62`.
fn bytes(text: &str) -> Vec<u8> {
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap();
    text.as_bytes().chunks_exact(4).map(|one| digit(one[2]) << 4 | digit(one[3])).collect()
}
