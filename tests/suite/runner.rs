//! A line of a log as the runner of GitHub Actions reads it (`ActionCommand.cs` of actions/runner): `::name key=value,…::data`
//! at the beginning of a line, whatever the indent, or `##[name key=value;…]data` anywhere in it.

/// A command that is obeyed.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// `error`, `notice`, …
    pub name: String,
    /// The properties with their values.
    pub properties: Vec<(String, String)>,
    /// What stands behind it.
    pub data: String,
}

/// The commands that it knows.
const KNOWN: [&str; 13] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "save-state",
    "set-output",
    "stop-commands",
    "warning",
];

/// The command of a line, if there is one. What was escaped is undone in the order in which the runner does it.
pub fn command(line: &str) -> Option<Command> {
    new_form(line).or_else(|| old_form(line))
}

fn new_form(line: &str) -> Option<Command> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let property = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let data = undone(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]);
    parsed(head, ',', &property, data)
}

fn old_form(line: &str) -> Option<Command> {
    let (head, data) = line.split_once("##[")?.1.split_once(']')?;
    let both = [("%25", "%"), ("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]")];
    parsed(head, ';', &both, undone(data, &both))
}

fn parsed(head: &str, between: char, escapes: &[(&str, &str)], data: String) -> Option<Command> {
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.trim().split(between).filter_map(|pair| pair.split_once('='));
    let properties = pairs.map(|(key, value)| (key.to_owned(), undone(value, escapes))).collect();
    let is_known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_known.then(|| Command { name: name.to_lowercase(), properties, data })
}

fn undone(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (escape, character)| text.replace(escape, character))
}

#[test]
fn it_reads_what_the_runner_reads() {
    let told = command("  ::error file=a%2Cb,line=1::50%25%0Adone").expect("a command");
    let properties = vec![("file".to_owned(), "a,b".to_owned()), ("line".to_owned(), "1".to_owned())];
    assert_eq!(told, Command { name: "error".to_owned(), properties, data: "50%\ndone".to_owned() });
    assert_eq!(command("x ##[Error]y").expect("a command").data, "y");
    assert_eq!((command("x ::error::y"), command("::unknown::y"), command("C::error")), (None, None, None));
}
