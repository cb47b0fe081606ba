//! Which file a type stands in, where a catalog is large: the events of a group and the types that only they use are together;
//! what several groups use is apart. A small catalog is one file.

use crate::model::{FieldType, Model};
use heck::ToSnakeCase;
use std::collections::{HashMap, HashSet};

/// From so many types on a catalog is split: fewer can be read in one file.
const LARGE: usize = 200;

/// A part of a catalog: positions in its lists.
#[derive(Debug, Default)]
pub struct Group {
    /// Words of a file's name in snake case; none for what is not one group's alone, and for a catalog that is not split.
    pub name: String,
    pub events: Vec<usize>,
    pub objects: Vec<usize>,
    pub enums: Vec<usize>,
    pub unions: Vec<usize>,
}

/// The parts of a catalog: first what belongs to no group alone, then the groups in the order of their first events.
pub fn of(model: &Model) -> Vec<Group> {
    let files = file_names(model);
    let mut groups = vec![Group::default()];
    let mut places = HashMap::from([("", 0)]);
    for (event, file) in files.iter().enumerate() {
        let place = *places.entry(file.as_str()).or_insert_with(|| {
            groups.push(Group { name: file.clone(), ..Group::default() });
            groups.len() - 1
        });
        groups[place].events.push(event);
    }
    let users = users(model, &groups);
    let place = |reference: FieldType| users.get(&reference).copied().unwrap_or(0);
    for (index, object) in model.objects.iter().enumerate() {
        groups[place(FieldType::Object(object.name.clone()))].objects.push(index);
    }
    for (index, one) in model.enums.iter().enumerate() {
        groups[place(FieldType::Enum(one.name.clone()))].enums.push(index);
    }
    for (index, union) in model.unions.iter().enumerate() {
        groups[place(FieldType::Union(union.name.clone()))].unions.push(index);
    }
    groups
}

/// The group that each type is used by, 0 where it is several.
fn users(model: &Model, groups: &[Group]) -> HashMap<FieldType, usize> {
    let holds = references(model);
    let mut users = HashMap::new();
    for (place, group) in groups.iter().enumerate() {
        let mut open: Vec<_> =
            group.events.iter().map(|it| FieldType::Object(model.events[*it].data.clone())).collect();
        let mut seen = HashSet::new();
        while let Some(reference) = open.pop() {
            if seen.insert(reference.clone()) {
                open.extend(holds.get(&reference).into_iter().flatten().cloned());
                users.entry(reference).and_modify(|user| *user = 0).or_insert(place);
            }
        }
    }
    users
}

/// What each object and union refers to.
fn references(model: &Model) -> HashMap<FieldType, Vec<FieldType>> {
    let objects = model.objects.iter().map(|object| {
        let fields = object.fields.iter().filter_map(|field| field.field_type.reference().cloned());
        (FieldType::Object(object.name.clone()), fields.collect())
    });
    let unions = model.unions.iter().map(|union| {
        let variants = union.variants.iter().filter_map(|variant| variant.field_type.reference().cloned());
        (FieldType::Union(union.name.clone()), variants.collect())
    });
    objects.chain(unions).collect()
}

/// The name of each event's file: its group, as words that differ on every file system and in every spelling of words.
fn file_names(model: &Model) -> Vec<String> {
    let types = model.events.len() + model.objects.len() + model.enums.len() + model.unions.len();
    if types < LARGE {
        return vec![String::new(); model.events.len()];
    }
    let mut taken = HashSet::from([String::new()]);
    let mut by_group = HashMap::new();
    let named = model.events.iter().map(|event| {
        let name = by_group.entry(&event.group).or_insert_with(|| {
            let words: String =
                event.group.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { ' ' }).collect();
            let name = words.to_snake_case();
            let numbered = (2..).map(|number| format!("{name}_{number}").trim_start_matches('_').to_owned());
            let unused = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.replace('_', "")));
            unused.unwrap_or_default()
        });
        name.clone()
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large() -> Model {
        let mut model = Model::builtin().unwrap();
        for number in 0..LARGE {
            let mut one = model.enums[0].clone();
            one.name = format!("Unused{number}");
            model.enums.push(one);
        }
        model
    }

    fn sorted(groups: &[Group], list: impl Fn(&Group) -> &Vec<usize>) -> Vec<usize> {
        let mut all: Vec<_> = groups.iter().flat_map(|group| list(group).clone()).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_small_catalog_is_one_part() {
        let groups = of(&Model::builtin().unwrap());
        assert_eq!(groups.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn everything_is_in_one_part_of_a_large_one() {
        let model = large();
        let groups = of(&model);
        assert!(groups.len() > 2, "{groups:?}");
        assert!(groups[0].events.is_empty());
        assert_eq!(sorted(&groups, |it| &it.events), (0..model.events.len()).collect::<Vec<_>>());
        assert_eq!(sorted(&groups, |it| &it.objects), (0..model.objects.len()).collect::<Vec<_>>());
        assert_eq!(sorted(&groups, |it| &it.enums), (0..model.enums.len()).collect::<Vec<_>>());
        assert_eq!(sorted(&groups, |it| &it.unions), (0..model.unions.len()).collect::<Vec<_>>());
    }

    #[test]
    fn what_a_part_uses_is_in_it_or_in_the_first() {
        let model = large();
        let holds = references(&model);
        let groups = of(&model);
        let mut own = 0;
        for (place, group) in groups.iter().enumerate() {
            for object in &group.objects {
                for used in &holds[&FieldType::Object(model.objects[*object].name.clone())] {
                    let FieldType::Object(name) = used else { continue };
                    let at = model.objects.iter().position(|it| it.name == *name).unwrap();
                    assert!(group.objects.contains(&at) || groups[0].objects.contains(&at), "{name} of {}", group.name);
                    own += usize::from(place > 0);
                }
            }
        }
        assert!(own > 0 && groups[1..].iter().any(|it| !it.objects.is_empty()));
    }

    #[test]
    fn groups_with_names_that_are_no_words_have_files_all_the_same() {
        let mut model = large();
        for (event, group) in model.events.iter_mut().zip(["a/b", "a b", "AB", "é", "../.."]) {
            event.group = group.into();
        }
        let groups = of(&model);
        let names: Vec<_> = groups.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names[..6], ["", "a_b", "a_b_2", "ab_3", "2", "3"]);
    }
}
