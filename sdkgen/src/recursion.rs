//! Which fields make an object hold itself.

use crate::model::{FieldType, Model};
use std::collections::HashMap;

/// The objects in groups, each of which holds one of the others in it, directly or through others (strongly connected
/// components).
pub(crate) struct Circles {
    by_name: HashMap<String, usize>,
    /// The group of each object.
    group: Vec<usize>,
}

impl Circles {
    pub(crate) fn of(model: &Model) -> Self {
        let by_name: HashMap<_, _> = model.objects.iter().enumerate().map(|(at, it)| (it.name.clone(), at)).collect();
        let mut holds = vec![Vec::new(); by_name.len()];
        let mut held_by = vec![Vec::new(); by_name.len()];
        for (at, object) in model.objects.iter().enumerate() {
            for field in &object.fields {
                if let FieldType::Object(name) = &field.field_type {
                    holds[at].push(by_name[name]);
                    held_by[by_name[name]].push(at);
                }
            }
        }
        // Whoever is reached backwards from the one that was finished last, and has no group yet, is in its group.
        let mut group = vec![usize::MAX; by_name.len()];
        for start in finished(&holds).into_iter().rev() {
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if group[at] == usize::MAX {
                    group[at] = start;
                    open.extend(&held_by[at]);
                }
            }
        }
        Self { by_name, group }
    }

    /// Whether an object holds itself by a field of this type, which needs a pointer where values are stored in place.
    pub(crate) fn close(&self, object: usize, field_type: &FieldType) -> bool {
        matches!(field_type, FieldType::Object(name) if self.group[self.by_name[name]] == self.group[object])
    }
}

/// All nodes in the order in which a search in depth leaves them. Without recursion: a chain may be long.
fn finished(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut is_seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut path = vec![(start, 0)];
        if std::mem::replace(&mut is_seen[start], true) {
            continue;
        }
        while let Some((at, next)) = path.last_mut() {
            if let Some(&to) = edges[*at].get(*next) {
                *next += 1;
                if !std::mem::replace(&mut is_seen[to], true) {
                    path.push((to, 0));
                }
            } else {
                order.push(*at);
                path.pop();
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Objects `O0`, `O1` … that hold those of these numbers.
    fn model(edges: &[&[usize]]) -> Model {
        let mut model = Model::builtin().unwrap();
        let (object, field) = (model.objects[0].clone(), model.objects[0].fields[0].clone());
        let fields = |to: &[usize]| {
            let one =
                |to: &usize| crate::FieldSpec { field_type: FieldType::Object(format!("O{to}")), ..field.clone() };
            to.iter().map(one).collect()
        };
        let named = |(at, to): (usize, &&[usize])| crate::ObjectSpec {
            name: format!("O{at}"),
            fields: fields(to),
            ..object.clone()
        };
        model.objects = edges.iter().enumerate().map(named).collect();
        model
    }

    #[test]
    fn fields_on_a_circle_are_found_and_no_others() {
        let edges: &[&[usize]] = &[&[1, 3], &[2], &[0, 4], &[4], &[], &[5]];
        let model = model(edges);
        let circles = Circles::of(&model);
        let is_closed = |(at, to): (usize, &&[usize])| {
            to.iter().map(|to| circles.close(at, &FieldType::Object(format!("O{to}")))).collect::<Vec<_>>()
        };
        let found: Vec<_> = edges.iter().enumerate().map(is_closed).collect();
        assert_eq!(found, [vec![true, false], vec![true], vec![true, false], vec![false], vec![], vec![true]]);
        assert!(!circles.close(0, &FieldType::String));
    }

    #[test]
    fn a_long_chain_is_no_problem() {
        let edges: Vec<_> = (1..50_000).map(|to| [to]).collect();
        let mut edges: Vec<&[usize]> = edges.iter().map(<[usize; 1]>::as_slice).collect();
        edges.push(&[0]);
        let model = model(&edges);
        assert!(Circles::of(&model).close(7, &FieldType::Object("O8".into())));
    }
}
