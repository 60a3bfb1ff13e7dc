//! What is taken for a table, and what its cells are.

use crate::evidence::{Cell, Phrases, SheetRow, Sheets, Spot, Vocabulary};
use crate::language::Localised;

use super::*;

fn field(name: &str, kind: FieldType, headers: &[&str]) -> Field {
    let words = || Localised { en: name.to_owned(), fr: name.to_owned(), zh: name.to_owned() };
    let headers = Phrases { en: headers.iter().map(|header| (*header).to_owned()).collect(), ..Phrases::default() };
    let column = crate::evidence::Column { headers, key: name == "ship", ..crate::evidence::Column::default() };
    Field {
        name: name.to_owned(),
        was: None,
        kind,
        label: words(),
        hint: words(),
        choices: Vec::new(),
        fields: Vec::new(),
        table: None,
        column: Some(column),
    }
}

fn lexicon() -> Lexicon {
    let fields = vec![
        field("ship", FieldType::Text, &["Ship"]),
        field("captain", FieldType::Text, &["Captain"]),
        field("launched", FieldType::Date, &["Launched on"]),
        field("price", FieldType::Money, &["Price (USD)"]),
    ];
    let ships = Field { fields, table: Some("ships.csv".to_owned()), ..field("ships", FieldType::Records, &[]) };
    let vocabulary = Vocabulary { partner: vec![ships], ..Vocabulary::default() };
    Lexicon { vocabulary, ..Lexicon::default() }
}

fn read(text: &str) -> Found {
    in_text(&Arc::new(Source::new("fleet.csv", text)), &lexicon())
}

/// The names, prices in cents and places of the ships of the one table found.
fn ships(found: &Found) -> Vec<(String, Option<i64>, Spot)> {
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let [table] = &found.tables[..] else { panic!("one table") };
    let ship = |fact: &Fact| {
        let record = fact.record().expect("a record");
        let name = record.get("ship").expect("named").written.clone();
        (name, record.get("price").and_then(Fact::cents), fact.place.spot.clone())
    };
    table.list.items().iter().map(ship).collect()
}

#[test]
fn a_table_is_known_by_its_titles_wherever_they_stand() {
    let found = read(
        "Our fleet;2026\n\nPRICE; Launched-on ;ship;Notes\n\"1 000,50\";2020-01-31;Nebula;\"a;\nb\"\n;;;\n5;;Orion;\n",
    );
    assert_eq!(
        ships(&found),
        [("Nebula".to_owned(), Some(100_050), Spot::Line(4)), ("Orion".to_owned(), Some(500), Spot::Line(7))]
    );
    assert_eq!(found.ignored, ["Notes"]);
}

#[test]
fn other_tables_are_left_alone() {
    for text in [
        "",
        "Ship,Captain\nNebula,Ahab\n",
        "Captain,Launched on,Price\nAhab,2020-01-31,5\n",
        "a,b,c\n1,2,3\n",
        "\"Ship,Launched on,Price",
    ] {
        let found = read(text);
        assert!(found.tables.is_empty() && found.problems.is_empty(), "{text}");
    }
}

#[test]
fn a_file_of_the_name_without_the_titles_is_a_mistake() {
    let found = in_text(&Arc::new(Source::new("data/Ships.tsv", "a\tb\n")), &lexicon());
    assert_eq!(found.problems.iter().map(|problem| problem.message.key()).collect::<Vec<_>>(), ["table.untitled"]);
}

#[test]
fn a_mistake_stands_at_its_cell() {
    let found = read("Ship,Launched on,Price\nNebula,\"soon\",5\n,2020-01-31,\n");
    let wrong: Vec<_> = found
        .problems
        .iter()
        .map(|problem| (problem.message.key(), problem.source.position(problem.span.start)))
        .map(|(key, at)| (key, at.line, at.column))
        .collect();
    assert_eq!(wrong, [("facts.wrong_value", 2, 9), ("table.nameless", 3, 1)]);
}

#[test]
fn a_cell_that_goes_on_and_on_is_a_mistake() {
    let text = format!("Ship,Launched on,Price\n\"{}\n", "\"".repeat(2 * config::MAX_TABLE_CELL + 3));
    let found = read(&text);
    let wrong: Vec<_> = found.problems.iter().map(|problem| problem.message.key()).collect();
    assert!(wrong.contains(&"table.long_cell"), "{wrong:?}");
}

fn workbook(rows: Vec<SheetRow>) -> Text {
    Text { sheets: Some(Box::new(Sheets { rows })), ..Text::default() }
}

#[test]
fn a_cell_of_a_sheet_counts_as_it_is_stored_and_stands_in_its_row() {
    let row = |row, cells: &[(u32, &str, Option<&str>)]| {
        let cell = |(column, shown, number): &(u32, &str, Option<&str>)| {
            (*column, Cell { shown: (*shown).to_owned(), number: number.map(str::to_owned) })
        };
        SheetRow { sheet: "Fleet".into(), row, cells: cells.iter().map(cell).collect() }
    };
    let titles = row(3, &[(2, "Ship", None), (3, "Launched on", None), (5, "Price", None)]);
    let ship = row(7, &[(2, "007", Some("7")), (5, "1,235", Some("1234.567"))]);
    let text = workbook(vec![titles, ship]);
    let found = in_sheets("a.xlsx", &text, &lexicon());
    assert_eq!(ships(&found), [("007".to_owned(), Some(123_457), Spot::Row("Fleet".into(), 7))]);
}

#[test]
fn a_sheet_that_goes_on_beyond_what_is_kept_is_a_mistake() {
    let cell = |words: &str| Cell { shown: words.to_owned(), number: None };
    let titles = ["Ship", "Launched on", "Price"].map(cell).into_iter().zip(1..).map(|(cell, column)| (column, cell));
    let row = |row, cells| SheetRow { sheet: "Fleet".into(), row, cells };
    let far = u32::try_from(config::MAX_TABLE_ROWS).expect("small") + 2;
    for last in [row(2, Vec::new()), row(far, vec![(1, cell("Nebula"))]), row(u32::MAX, vec![(1, cell("Nebula"))])] {
        let text = workbook(vec![row(1, titles.clone().collect()), last.clone()]);
        let found = in_sheets("a.xlsx", &text, &lexicon());
        assert_eq!(found.problems.len(), 1, "row {}", last.row);
        assert_eq!(found.problems[0].message.key(), "table.too_long");
    }
}
