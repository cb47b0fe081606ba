//! The provider's document, and the files that it refers to: JSON or YAML, nothing from the network, nothing from outside
//! of its folder.

use super::{anchors::Anchors, pointer};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;
/// How many files one document may consist of.
const MAX_FILES: usize = 1000;
/// How many values a YAML file may hold, aliases counted as often as they are used.
const MAX_YAML_NODES: usize = 1_000_000;

/// Members that refer to another schema. What a dynamic reference means depends on who refers; here it is the anchor of its file.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// The files of a document, by number; the first is the one that was named.
pub(crate) struct Documents {
    files: Vec<Value>,
    by_path: HashMap<PathBuf, usize>,
    paths: Vec<PathBuf>,
    /// Why a file could not be read, which matters only if something on the way refers to it.
    failed: HashMap<PathBuf, String>,
    anchors: Anchors,
    root: PathBuf,
}

/// A value in a document, and where it stands.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub file: usize,
    /// Its JSON pointer within the file.
    pub at: Rc<str>,
    pub value: &'a Value,
}

impl<'a> Node<'a> {
    /// A member, or an item by its number.
    pub(crate) fn child(&self, name: &str) -> Option<Node<'a>> {
        let value = match self.value {
            Value::Object(members) => members.get(name)?,
            Value::Array(items) => items.get(name.parse::<usize>().ok()?)?,
            _ => return None,
        };
        Some(Node { file: self.file, at: pointer::join(&self.at, name).into(), value })
    }

    /// All members, or all items.
    pub(crate) fn children(&self) -> Vec<(String, Node<'a>)> {
        let node = |name: &str, value: &'a Value| {
            (name.to_owned(), Node { file: self.file, at: pointer::join(&self.at, name).into(), value })
        };
        match self.value {
            Value::Object(members) => members.iter().map(|(name, value)| node(name, value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(at, value)| node(&at.to_string(), value)).collect(),
            _ => Vec::new(),
        }
    }

    /// The text of a member.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    /// What it refers to.
    pub(crate) fn reference(&self) -> Option<&'a str> {
        REFERENCES.into_iter().find_map(|name| self.text(name))
    }

    /// Where it stands, for the cache of what was read already.
    pub(crate) fn key(&self) -> (usize, Rc<str>) {
        (self.file, self.at.clone())
    }
}

impl Documents {
    /// Reads a document and all files that it refers to.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let path = path.canonicalize().with_context(|| format!("cannot read {}", path.display()))?;
        let root = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let first = parse_file(&path)?;
        let mut all = Self {
            files: Vec::new(),
            by_path: HashMap::new(),
            paths: Vec::new(),
            failed: HashMap::new(),
            anchors: Anchors::default(),
            root,
        };
        let mut open = vec![(path, Ok(first))];
        while let Some((path, read)) = open.pop() {
            let value = match read {
                Ok(value) => value,
                Err(error) => {
                    all.failed.insert(path, format!("{error:#}"));
                    continue;
                }
            };
            ensure!(all.files.len() < MAX_FILES, "the document refers to more than {MAX_FILES} files");
            let mut found = HashSet::new();
            references(&value, &mut found);
            let targets: Vec<_> = found.iter().filter_map(|file| all.locate(&path, file).ok()).collect();
            all.by_path.insert(path.clone(), all.files.len());
            all.anchors.add(all.files.len(), &value);
            all.files.push(value);
            all.paths.push(path);
            for target in targets {
                let is_known = all.by_path.contains_key(&target) || all.failed.contains_key(&target);
                if !is_known && open.iter().all(|(path, _)| *path != target) {
                    let read = parse_file(&target);
                    open.push((target, read));
                }
            }
        }
        Ok(all)
    }

    /// A document of one file.
    pub(crate) fn of(value: Value) -> Self {
        let mut anchors = Anchors::default();
        anchors.add(0, &value);
        Self {
            files: vec![value],
            by_path: HashMap::from([(PathBuf::new(), 0)]),
            paths: vec![PathBuf::new()],
            failed: HashMap::new(),
            anchors,
            root: PathBuf::new(),
        }
    }

    /// How many values its files hold.
    pub(crate) fn size(&self) -> usize {
        let mut open: Vec<_> = self.files.iter().collect();
        let mut size = 0;
        while let Some(value) = open.pop() {
            size += 1;
            match value {
                Value::Object(members) => open.extend(members.values()),
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        size
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { file: 0, at: "".into(), value: &self.files[0] }
    }

    /// Sets members of what stands at a pointer of the first file.
    pub(crate) fn set(&mut self, pointer: &str, members: &serde_json::Map<String, Value>) -> Result<()> {
        let place = self.files[0].pointer_mut(pointer);
        let Some(Value::Object(there)) = place else { bail!("schema.overrides: there is no object at {pointer}") };
        there.extend(members.clone());
        Ok(())
    }

    /// What a pointer of the first file leads to.
    pub(crate) fn at(&self, pointer: &str) -> Result<Node<'_>> {
        let value = self.files[0].pointer(pointer).with_context(|| format!("there is nothing at {pointer}"))?;
        Ok(Node { file: 0, at: pointer.into(), value })
    }

    /// What a reference of a node refers to: by a JSON pointer, or by the names that schemas give themselves.
    pub(crate) fn target(&self, node: &Node, reference: &str) -> Result<Node<'_>> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let describe = || format!("{}: the reference {reference:?}", self.describe(node));
        let (file, resource) = self.resource(node, uri).with_context(describe)?;
        if !fragment.is_empty() && !fragment.starts_with(['/', '%']) {
            let at = self.anchors.by_name(&(file, resource), fragment);
            let at = at.with_context(|| {
                format!("{} is no JSON pointer, which is #/a/b, and no $anchor has that name", describe())
            })?;
            return self.node(file, at.to_owned()).with_context(|| format!("{} leads nowhere", describe()));
        }
        let at = pointer::from_fragment(fragment)
            .with_context(|| format!("{} is no JSON pointer: write #/a/b", describe()))?;
        // Many count from the file where they should from the schema with an $id.
        let found = self.node(file, format!("{resource}{at}")).or_else(|| self.node(file, at));
        found.with_context(|| format!("{} leads nowhere", describe()))
    }

    /// What a discriminator's mapping refers to: by a reference, or by the name of a schema of OpenAPI's.
    pub(crate) fn mapped(&self, node: &Node) -> Option<Node<'_>> {
        let text = node.value.as_str()?;
        let named = || self.node(node.file, pointer::join("/components/schemas", text));
        named().or_else(|| self.target(node, text).ok())
    }

    /// The file that a URI names as seen from a node, and the pointer of the schema in it that has this URI as its `$id`.
    fn resource(&self, node: &Node, uri: &str) -> Result<(usize, String)> {
        let around = self.anchors.resource(node.file, &node.at);
        if uri.is_empty() {
            return Ok(around);
        }
        if let Some(found) = self.anchors.by_id(&around, uri) {
            return Ok(found);
        }
        let path = self.locate(&self.paths[node.file], uri)?;
        if let Some(problem) = self.failed.get(&path) {
            bail!("{problem}");
        }
        let file = self.by_path.get(&path).context("is not among the files of the document")?;
        Ok((*file, String::new()))
    }

    fn node(&self, file: usize, at: String) -> Option<Node<'_>> {
        let value = self.files[file].pointer(&at)?;
        Some(Node { file, at: at.into(), value })
    }

    /// What a node is called by where it stands: the last member on the way to it, or its file.
    pub(crate) fn name(&self, node: &Node) -> String {
        let file = || self.paths[node.file].file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        match (node.at.is_empty(), node.file) {
            (false, _) => pointer::last(&node.at),
            // What the user's own file is called says nothing of the event in it.
            (true, 0) => String::new(),
            (true, _) => file(),
        }
    }

    /// The path of a file that another one refers to.
    fn locate(&self, from: &Path, reference: &str) -> Result<PathBuf> {
        ensure!(
            !reference.contains("://"),
            "leads to the network: save the file beside the document and refer to that"
        );
        let folder = from.parent().unwrap_or(Path::new(""));
        let path = folder.join(reference);
        let path = path.canonicalize().with_context(|| format!("cannot read {}", path.display()))?;
        ensure!(path.starts_with(&self.root), "leads out of the document's folder");
        Ok(path)
    }

    /// Where a node stands, for people: its pointer, and the file if it is not the first.
    pub(crate) fn describe(&self, node: &Node) -> String {
        let name = self.paths[node.file].file_name().filter(|_| node.file > 0).map(|name| name.to_string_lossy());
        format!("{}#{}", name.unwrap_or_default(), node.at)
    }
}

/// The files that a value refers to.
fn references<'a>(value: &'a Value, found: &mut HashSet<&'a str>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for reference in REFERENCES.into_iter().filter_map(|name| members.get(name)?.as_str()) {
                    let file = reference.split('#').next().unwrap_or_default();
                    if !file.is_empty() {
                        found.insert(file);
                    }
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

fn parse_file(path: &Path) -> Result<Value> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let size = fs::metadata(path).with_context(|| format!("cannot read {name}"))?.len();
    ensure!(size <= MAX_FILE, "{name} has {size} bytes, and no more than {MAX_FILE} are read");
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    parse(&text).with_context(|| name.into_owned())
}

/// Reads JSON, or else YAML.
pub(crate) fn parse(text: &str) -> Result<Value> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '[']) {
        match serde_json::from_str(text) {
            Ok(value) => return Ok(value),
            // YAML may begin so too; what JSON says of JSON is clearer.
            Err(error) => match yaml(text) {
                Ok(value) => return Ok(value),
                Err(_) => bail!("it is no JSON: {error}"),
            },
        }
    }
    yaml(text).context("it is neither JSON nor YAML")
}

fn yaml(text: &str) -> Result<Value> {
    let budget = serde_saphyr::budget! {
        max_nodes: MAX_YAML_NODES,
        max_events: 4 * MAX_YAML_NODES,
        max_recorded_anchor_events: MAX_YAML_NODES,
        max_depth: 64,
    };
    let options = serde_saphyr::options! { budget: budget, strict_booleans: true, with_snippet: false };
    Ok(serde_saphyr::from_str_with_options(text, options)?)
}
