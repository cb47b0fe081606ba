//! The book says what the simulation says.

use simulation::{
    book::{self, with_tables},
    measured,
    table::Table,
    tables::Shown,
};

#[test]
fn the_tables_are_current() {
    book::write(&measured(), true).unwrap();
}

#[test]
fn each_table_has_its_place() {
    let shown = |cell: &str| {
        let mut table = Table::new(&["engine", "1"]);
        table.row(["SQLite".into(), cell.into()]);
        [Shown { name: "rates", title: "Rates".into(), table }]
    };
    let book = "before\n<!-- simulated: rates -->\nold\n<!-- end -->\nafter\n";
    let first = with_tables(book, &shown("7")).unwrap();
    let table = "Rates:\n\n| engine | 1 |\n| --- | ---: |\n| SQLite | 7 |\n";
    assert_eq!(first, format!("before\n<!-- simulated: rates -->\n{table}<!-- end -->\nafter\n"));
    assert_eq!(with_tables(&first, &shown("7")).unwrap(), first, "it stays as it is");
    assert_ne!(with_tables(&first, &shown("8")).unwrap(), first, "another number is seen");
    for (book, fault) in [("", "no place for rates"), ("<!-- simulated: rates -->", "does not end")] {
        assert!(with_tables(book, &shown("7")).unwrap_err().to_string().contains(fault), "{fault}");
    }
    let more = format!("{book}<!-- simulated: gone -->\n<!-- end -->\n");
    assert!(with_tables(&more, &shown("7")).is_err());
}
