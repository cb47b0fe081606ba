//! The book says what the simulation says.

use simulation::{book, measured};
use std::fs;

#[test]
fn the_tables_are_current() {
    book::write(&measured(), true).unwrap();
}

#[test]
fn another_number_is_seen() {
    let text = fs::read_to_string(book::path()).unwrap();
    let mut other = measured();
    other.receive_us *= 2.0;
    assert_ne!(book::with_tables(&text, &other).unwrap(), text);
}
