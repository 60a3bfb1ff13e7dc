//! A strict reader of calendar files, written from RFC 5545 and knowing nothing of the writer.

/// A component with its properties and the components in it.
#[derive(Debug, Default)]
pub struct Component {
    /// Its name, such as `VEVENT`.
    pub name: String,
    /// Name, parameters and raw value, in their order.
    pub properties: Vec<(String, String, String)>,
    /// What lies in it.
    pub inner: Vec<Component>,
}

impl Component {
    /// The value of the only property of a name, unescaped as a text.
    pub fn text(&self, name: &str) -> String {
        unescaped(&self.raw(name))
    }

    /// The value of the only property of a name.
    pub fn raw(&self, name: &str) -> String {
        let found: Vec<_> = self.properties.iter().filter(|(known, ..)| known == name).collect();
        assert_eq!(found.len(), 1, "{name} of {self:?}");
        found[0].2.clone()
    }

    /// The day of a property that says one.
    pub fn day(&self, name: &str) -> String {
        let found = self.properties.iter().find(|(known, ..)| known == name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!((found.1.as_str(), found.2.len()), ("VALUE=DATE", 8), "{found:?}");
        format!("{}-{}-{}", &found.2[..4], &found.2[4..6], &found.2[6..])
    }
}

/// Reads a calendar; it fails where a line, a fold, an escape or the nesting is not as the standard says.
pub fn calendar(text: &str) -> Component {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "lines end with CRLF");
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75 && !line.is_empty(), "{} bytes: {line}", line.len());
        assert!(!line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().expect("a line to go on").push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open = vec![Component::default()];
    for line in lines {
        let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("no value: {line}"));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'), "{line}");
        match name {
            "BEGIN" => open.push(Component { name: value.to_owned(), ..Component::default() }),
            "END" => {
                let ended = open.pop().expect("one that is open");
                assert_eq!(ended.name, value);
                open.last_mut().expect("one around it").inner.push(ended);
            }
            _ => {
                let property = (name.to_owned(), parameters.to_owned(), value.to_owned());
                open.last_mut().expect("one that is open").properties.push(property);
            }
        }
    }
    assert_eq!(open.len(), 1, "every component ends");
    let mut all = open.pop().expect("the outermost").inner;
    assert_eq!(all.len(), 1, "one calendar");
    let calendar = all.pop().expect("one");
    assert_eq!((calendar.name.as_str(), calendar.raw("VERSION").as_str()), ("VCALENDAR", "2.0"));
    assert!(!calendar.raw("PRODID").is_empty() && !calendar.inner.is_empty());
    let mut ids = std::collections::BTreeSet::new();
    for component in &calendar.inner {
        assert!(ids.insert(component.raw("UID")), "an id twice");
        let stamp = component.raw("DTSTAMP");
        assert!(stamp.len() == 16 && stamp.ends_with("T000000Z"), "{stamp}");
        component.day("DTSTART");
    }
    calendar
}

fn unescaped(value: &str) -> String {
    let (mut text, mut rest) = (String::new(), value.chars());
    while let Some(character) = rest.next() {
        match character {
            '\\' => match rest.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped @ ('\\' | ';' | ',')) => text.push(escaped),
                other => panic!("no escape: {other:?} in {value}"),
            },
            ';' | ',' => panic!("not escaped: {value}"),
            _ => text.push(character),
        }
    }
    text
}
