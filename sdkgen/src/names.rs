//! Names, resolved once for all templates: no two alike, none that the language or a runtime has taken, none refused.
//!
//! What is named first keeps its name, others get a suffix, so that a name stays when a catalog grows at its end.

use crate::{
    language::Language,
    model::{FieldType, Model},
    recursion::Circles,
};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// What the runtimes, or a language's own library, call something that generated code stands beside; in lower case.
const TAKEN: &str = "
    dataproblem ed25519key envelopereader formbody jsonpath readbody requesttarget signatureheader signaturetext
    signedcontent signingkey unions
    and as bool break case catch clone const continue declare die do echo else elseif empty enddeclare endfor endforeach
    endif endswitch endwhile envelopedevent eval exit extends fn for foreach global goto if implements include
    instanceof insteadof isset match new or parent plainevent plainmodel print return tabledmodel throw try unset var
    while xor
    abstract action admissible admission annotation any anyevent answer answerbody app array arraylist backend
    backendverifier basemodel body bodyerror boolean builder byte call callable cause char character checker claim class
    classvar client codec collection collections comparable configdict configurationerror contactevent controller date
    datetime deadline decimal decodeerror decodeexception deduplicator deduplicatorlike default defer delegate delivery
    deliveryargumentresolver deliveryheaders dict document double duration emailevent encoding enum enumerable envelope
    error errorcode errorhandler errorreport event eventerror eventgroup eventof eventreader events eventtype eventtypes
    exception explanation extra extract fastifywebhookoptions fetchhandler field file final finally float form function
    generation generations generator handler handlers hash headererror headers headerslike headervalues hex hmac
    httpexception httplistenerreceiver ideduplicator inboundevent inbox instant int integer interface invalid
    invalidevent io ireadonlylist issue iterable iterator json jsondocument jsonnumber jsonparser kernel keyring kind
    known lambdaevent lambdaresult laravelmiddleware limits list listener literal lock logentry logger long map math
    maybe members memory memorydeduplicator method middleware mixed model models module names namespace native never
    nodecrypto noderequest none null number object objectreader objectread objectwriter option optional options outcome
    override package pdodeduplicator phase pipeline pipelinedelivery pipelineoptions places private problem process
    promise proof property protected provider proxy psrmiddleware public queue rack rails range rawevent rawtext read
    reader readers reading readonly receiver receiverexception record regexp registrar registry reply request requests
    resource response row runner runtime samples secret secretform secretreader secrets secretsource self sendable set
    sha256 short shown signature signatureerror signaturescheme signedheaders signedpart signedparts signedrequest
    signedrequestoptions signer signoption signoptions slowrequesterror source standardschema state static strictpath
    stream string struct super switch symbol syntaxexception system task testing text thread throwable time timeouterror
    timestamp timestamperror timestampform trait true false tuple type typedevent unauthorized union unknown
    unknownevent use values verifieddelivery verifier verifieroptions verifiersource verifiersourceoptions version void
    aggregateexception argumentexception argumentnullexception argumentoutofrangeexception comparer convert
    cryptographicoperations cultureinfo datetimeoffset datetimestyles dictionary equalitycomparer formatexception func guid
    hashalgorithmname hashset idictionary ienumerable iequatable incrementalhash interlocked invalidoperationexception
    ioexception ireadonlydictionary keyform keyvaluepair lazy linkedlist linkedlistnode memorystream numberstyles regex
    regexoptions serializable serializationinfo sha512 signatureencoding signatureform signaturehash signaturekind
    stopwatch streamingcontext stringbuilder stringcomparison textsource threadabortexception timeform timespan trace
    utf8encoding
    waituntil webhookapplication webhookconfiguration webhookerror webhookexception webhookexceptionadvice webhookfilter
    webhookguard webhookhandler webhookheaders webhookmiddleware webhookrequest webhookresponse webhooks
    webhookservlet webhooksoptions work writable yield";

impl Model {
    /// Gives events, objects and enumerations names that no other has, whatever a file system makes of capitals. An object
    /// that is an event's data may be called as the event is: templates append `Data`.
    pub(crate) fn resolve_type_names(&mut self) {
        let mut taken: HashSet<String> = TAKEN.split_whitespace().map(str::to_owned).collect();
        let data: HashSet<String> = self.events.iter().map(|event| event.data.clone()).collect();
        for event in &mut self.events {
            event.name = claim(&mut taken, &event.name, "Event");
        }
        let mut renamed = HashMap::new();
        let (of_events, others): (Vec<_>, Vec<_>) =
            self.objects.iter_mut().partition(|object| data.contains(&object.name));
        for object in of_events {
            let name = claim_with(&mut taken, &object.name, "Object", "Data");
            renamed.insert(object.name.clone(), name.clone());
            object.name = name;
        }
        renamed.extend(claim_all(&mut taken, others.into_iter().map(|it| &mut it.name), "Object"));
        let enums = claim_all(&mut taken, self.enums.iter_mut().map(|it| &mut it.name), "Value");
        let unions = claim_all(&mut taken, self.unions.iter_mut().map(|it| &mut it.name), "Union");
        for event in &mut self.events {
            event.data.clone_from(&renamed[&event.data]);
        }
        let fields = self.objects.iter_mut().flat_map(|it| &mut it.fields).map(|it| &mut it.field_type);
        let variants = self.unions.iter_mut().flat_map(|it| &mut it.variants).map(|it| &mut it.field_type);
        for field_type in fields.chain(variants) {
            rename(field_type, &renamed, &enums, &unions);
        }
    }
}

/// Gives each of some types a name that is free; what it was called, and is.
fn claim_all<'a>(
    taken: &mut HashSet<String>,
    names: impl Iterator<Item = &'a mut String>,
    suffix: &str,
) -> HashMap<String, String> {
    let renamed = names.map(|name| {
        let old = name.clone();
        *name = claim(taken, &old, suffix);
        (old, name.clone())
    });
    renamed.collect()
}

/// The name, or with a suffix what nobody has yet.
fn claim(taken: &mut HashSet<String>, name: &str, suffix: &str) -> String {
    claim_with(taken, name, suffix, "")
}

/// The same for what is written with an end of its own.
fn claim_with(taken: &mut HashSet<String>, name: &str, suffix: &str, end: &str) -> String {
    // A type begins with a capital in most languages, and has to in Ruby.
    let name = name[..1].to_uppercase() + &name[1..];
    let first = [name.clone(), format!("{name}{suffix}")];
    let more = (2..).map(|number| format!("{name}{suffix}{number}"));
    let free = |name: &String| taken.insert((name.clone() + end).to_lowercase());
    first.into_iter().chain(more).find(free).expect("numbers do not end")
}

type Renamed = HashMap<String, String>;

fn rename(of: &mut FieldType, objects: &Renamed, enums: &Renamed, unions: &Renamed) {
    match of {
        FieldType::Object(name) => name.clone_from(&objects[&**name]),
        FieldType::Enum(name) => name.clone_from(&enums[&**name]),
        FieldType::Union(name) => name.clone_from(&unions[&**name]),
        FieldType::List(inner) | FieldType::Map(inner) | FieldType::Nullable(inner) => {
            rename(inner, objects, enums, unions);
        }
        _ => {}
    }
}

/// The model as templates see it: each field with its `ident`, its `constant`, and whether it is `recursive`; each
/// enumeration with `members`, which have a `value` and an `ident`; each variant of a union with its `ident`.
pub(crate) fn resolved(model: &Model, language: &Language) -> Result<Value> {
    let mut seen = serde_json::to_value(model)?;
    let circles = Circles::of(model);
    for (index, object) in model.objects.iter().enumerate() {
        let names = || object.fields.iter().map(|field| &*field.name);
        let idents = unique(names(), |name| language.field_name(name));
        let constants = unique(names(), |name| language.member_name(name));
        for (place, field) in object.fields.iter().enumerate() {
            let shown = &mut seen["objects"][index]["fields"][place];
            shown["ident"] = json!(idents[place]);
            shown["constant"] = json!(constants[place]);
            shown["recursive"] = json!(circles.close(index, &field.field_type));
        }
    }
    for (index, choice) in model.enums.iter().enumerate() {
        let idents = unique(choice.values.iter().map(|value| &**value), |value| language.member_name(value));
        let members = choice.values.iter().zip(idents).map(|(value, ident)| json!({ "value": value, "ident": ident }));
        seen["enums"][index]["members"] = members.collect();
    }
    for (index, union) in model.unions.iter().enumerate() {
        let idents = unique(union.variants.iter().map(|it| &*it.name), |name| language.member_name(name));
        for (place, ident) in idents.into_iter().enumerate() {
            seen["unions"][index]["variants"][place]["ident"] = json!(ident);
        }
    }
    Ok(seen)
}

/// The names of members in a language: later ones that would be the same get a number.
fn unique<'a>(names: impl Iterator<Item = &'a str>, spell: impl Fn(&str) -> String) -> Vec<String> {
    let mut taken = HashSet::new();
    let all = names.map(|name| {
        let name = spell(&spelled(name));
        let candidates = (2..).map(|number| format!("{name}_{number}"));
        let free = |name: &String| taken.insert(name.to_lowercase());
        std::iter::once(name.clone()).chain(candidates).find(free).expect("numbers do not end")
    });
    all.collect()
}

/// Words for what has none: `+1` is `plus 1`, `*` is `star`, nothing is `empty`.
fn spelled(name: &str) -> String {
    let word = |it: char| match it {
        '+' => "plus".to_owned(),
        '-' => "minus".to_owned(),
        '*' => "star".to_owned(),
        _ => format!("u{:x}", u32::from(it)),
    };
    if name.is_empty() {
        return "empty".to_owned();
    }
    if !name.chars().any(|it| it.is_ascii_alphanumeric()) {
        return name.chars().map(word).collect::<Vec<_>>().join(" ");
    }
    match name.chars().next().filter(|it| "+-*".contains(*it)) {
        Some(sign) => format!("{} {}", word(sign), &name[1..]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{GO, PHP, PYTHON, RUBY};

    #[test]
    fn members_have_distinct_names() {
        let values = ["ACTIVE", "active", "+1", "-1", "*", "", "класс", "a-b", "a_b"];
        let of = |language: &Language| unique(values.into_iter(), |name| language.member_name(name));
        assert_eq!(
            of(&PYTHON),
            ["ACTIVE", "ACTIVE_2", "PLUS_1", "MINUS_1", "STAR", "EMPTY", "U43A_U43B_U430_U441_U441", "A_B", "A_B_2"]
        );
        assert_eq!(of(&RUBY)[..2], ["ACTIVE", "ACTIVE_2"]);
        for language in [&GO, &PYTHON, &RUBY] {
            let names = of(language);
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), values.len(), "{names:?}");
        }
    }

    #[test]
    fn names_that_php_keeps_for_itself_are_not_used() {
        let members = unique(["class", "VALUES", "on"].into_iter(), |name| PHP.member_name(name));
        assert_eq!(members, ["CLASS_", "VALUES_", "ON"]);
        let mut taken: HashSet<String> = TAKEN.split_whitespace().map(str::to_owned).collect();
        let types = ["Match", "Bool", "TabledModel", "Money"].map(|name| claim(&mut taken, name, "Object"));
        assert_eq!(types, ["MatchObject", "BoolObject", "TabledModelObject", "Money"]);
    }

    #[test]
    fn types_have_names_that_nobody_else_has() {
        let mut taken = HashSet::from(["event".to_owned()]);
        let mut of = |name: &str| claim(&mut taken, name, "Object");
        assert_eq!(
            ["Event", "Event", "EventObject", "Money", "MONEY"].map(&mut of),
            ["EventObject", "EventObject2", "EventObjectObject", "Money", "MONEYObject"]
        );
    }

    /// A class of a catalog that is called so would take its place.
    #[test]
    fn the_names_of_the_csharp_runtime_are_taken() {
        let taken: HashSet<&str> = TAKEN.split_whitespace().collect();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../sdks/csharp/src");
        let files = std::fs::read_dir(source).unwrap().map(|entry| entry.unwrap().path());
        let mut names = 0;
        for file in files.filter(|path| path.extension().is_some_and(|it| it == "cs")) {
            let text = std::fs::read_to_string(file).unwrap();
            for line in text.lines().filter(|line| line.starts_with("    public ") || line.starts_with("    internal "))
            {
                let words: Vec<&str> = line.split(|it: char| !it.is_alphanumeric()).collect();
                let kind = words.iter().position(|it| ["class", "struct", "enum", "interface"].contains(it));
                let name = kind.map(|at| words[at + 1].to_lowercase()).unwrap();
                assert!(taken.contains(&*name), "{name}");
                names += 1;
            }
        }
        assert!(names > 40, "{names}");
    }

    #[test]
    fn this_projects_names_stay() {
        let before: Value = serde_json::from_str(include_str!("../schema/catalog.json")).unwrap();
        let model = Model::builtin().unwrap();
        let names = |of: &Value| of.as_array().unwrap().iter().map(|it| it["name"].clone()).collect::<Vec<_>>();
        let now = serde_json::to_value(&model).unwrap();
        for kind in ["events", "objects", "enums"] {
            assert_eq!(names(&before[kind]), names(&now[kind]));
        }
    }
}
