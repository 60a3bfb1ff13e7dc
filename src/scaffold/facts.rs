//! Empty facts with a hint beside each: YAML for a case study, TOML for the partner.

use std::fmt::Write as _;

use crate::evidence::{Field, FieldType};
use crate::language::{Language, Message};

/// The front matter of a case study; a field without a value is not given.
pub fn yaml(fields: &[Field], language: Language) -> String {
    let mut text = String::new();
    for field in fields {
        yaml_field(&mut text, field, "", "", language);
    }
    text
}

/// `first` is what stands before the name: the dash of a list item, or nothing.
fn yaml_field(text: &mut String, field: &Field, indent: &str, first: &str, language: Language) {
    let hint = hint(field, language);
    let _ = writeln!(text, "{indent}{first}{}:  # {hint}", field.name);
    let inner = format!("{indent}{}  ", " ".repeat(first.len()));
    for (number, part) in field.fields.iter().enumerate() {
        let in_list = field.kind == FieldType::Records;
        match (in_list, number) {
            (true, 0) => yaml_field(text, part, &inner, "- ", language),
            (true, _) => yaml_field(text, part, &format!("{inner}  "), "", language),
            (false, _) => yaml_field(text, part, &inner, "", language),
        }
    }
}

/// The table `[partner]`, every field of it commented out: TOML has no empty value.
pub fn toml(fields: &[Field], language: Language) -> String {
    let mut text = String::from("[partner]\n");
    toml_fields(&mut text, fields, "", language);
    for field in fields.iter().filter(|field| !field.fields.is_empty()) {
        let hint = hint(field, language);
        let header = if field.kind == FieldType::Records {
            format!("[[partner.{}]]", field.name)
        } else {
            format!("[partner.{}]", field.name)
        };
        let _ = writeln!(text, "\n# {hint}\n# {header}");
        toml_fields(&mut text, &field.fields, "", language);
    }
    text.push('\n');
    text
}

fn toml_fields(text: &mut String, fields: &[Field], indent: &str, language: Language) {
    for field in fields.iter().filter(|field| field.fields.is_empty()) {
        let empty = match field.kind {
            kind if kind.item().is_some() => "[]",
            FieldType::Date | FieldType::Number | FieldType::Money | FieldType::Boolean => "",
            _ => "\"\"",
        };
        let line = format!("{indent}# {} = {empty}", field.name);
        let _ = writeln!(text, "{line}  # {}", hint(field, language));
    }
}

/// A table without rows, as a spreadsheet of the language opens it: above the titles, what belongs into each column.
pub fn csv(table: &Field, language: Language) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let title = |field: &Field| field.title().get(language).to_owned();
    let mut text = String::from("\u{feff}");
    let _ = writeln!(text, "{}", quoted(&format!("# {}", hint(table, language))));
    for field in &table.fields {
        let about = Message::new("human.colon").with("before", title(field)).with("after", hint(field, language));
        let _ = writeln!(text, "{}", quoted(&format!("# {}", about.render(language))));
    }
    let comma = if language == Language::Fr { ";" } else { "," };
    let titles: Vec<_> = table.fields.iter().map(|field| quoted(&title(field))).collect();
    let _ = writeln!(text, "{}", titles.join(comma));
    text
}

/// What to write, with the allowed values.
fn hint(field: &Field, language: Language) -> String {
    let hint = field.hint.get(language).split_whitespace().collect::<Vec<_>>().join(" ");
    if field.choices.is_empty() {
        return hint;
    }
    let values: Vec<_> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
    format!("{hint} [{}]", values.join(" | "))
}
