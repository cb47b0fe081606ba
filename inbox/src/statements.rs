//! The SQL of the stores as data, so that other languages speak the same.

use serde::Serialize;

/// A statement of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Its name, unique within its store.
    pub name: &'static str,
    /// Its text in the store's dialect.
    pub text: &'static str,
    /// The names of its parameters, in order.
    pub parameters: &'static [&'static str],
    /// The names of the columns that it returns; none where only the number of changed rows counts.
    pub result: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/statements.rs"));

/// The statements of a store, `sqlite` or `postgres`, and its migrations in order; of `redis` and `redis-streams` the scripts;
/// none for another name.
#[must_use]
pub fn statements(store: &str) -> Option<(&'static [Statement], &'static [&'static str])> {
    match store {
        "sqlite" => Some((sqlite::ALL, sqlite::MIGRATIONS)),
        "postgres" => Some((postgres::ALL, postgres::MIGRATIONS)),
        "redis" => Some((redis::ALL, redis::MIGRATIONS)),
        "redis-streams" => Some((redis_streams::ALL, redis_streams::MIGRATIONS)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_occurs_and_no_other() {
        for (store, sign) in [("sqlite", '?'), ("postgres", '$')] {
            for statement in statements(store).unwrap().0 {
                for number in 1..=statement.parameters.len() + 1 {
                    let place = format!("{sign}{number}");
                    let occurs = statement
                        .text
                        .split(&place)
                        .skip(1)
                        .any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
                    assert_eq!(occurs, number <= statement.parameters.len(), "{store} {} {place}", statement.name);
                }
            }
        }
    }
}
