//! A mistake at its place, and how a user sees it.

use std::collections::HashSet;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::visible::{pictured, printable};
use super::{Source, Span};
use crate::language::{Language, Message};

/// A mistake in a text.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The text that has it.
    pub source: Arc<Source>,
    /// The bytes that are wrong; an empty span stands where something is missing.
    pub span: Span,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// The code of its kind, where it has one.
    pub code: Option<&'static Code>,
}

/// The code of a kind of mistake.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// As it is shown, such as `L012`.
    pub name: &'static str,
    /// Whether such a mistake keeps nothing from being done.
    pub is_warning: bool,
}

impl Code {
    /// The name of a level with the code, as in `error[L012]`; a space before the colon that follows stays at the end.
    #[must_use]
    pub fn after(&self, level: &str) -> String {
        let word = level.trim_end();
        format!("{word}[{}]{}", self.name, &level[word.len()..])
    }
}

impl Problem {
    /// A mistake with nothing to say about its cure.
    #[must_use]
    pub fn new(source: &Arc<Source>, span: Span, message: Message) -> Self {
        Self { source: Arc::clone(source), span, message, help: None, code: None }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Says of which kind it is.
    #[must_use]
    pub const fn with_code(mut self, code: &'static Code) -> Self {
        self.code = Some(code);
        self
    }

    /// Whether it keeps nothing from being done.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.code.is_some_and(|code| code.is_warning)
    }

    /// The first line of what is wrong, shown with carets below it and the cure after it.
    fn render(&self, renderer: &Renderer, language: Language) -> String {
        let text = &self.source.text;
        let start = text.floor_char_boundary(self.span.start);
        let line = self.source.line_at(start);
        // A caret may stand in the line break, where nothing is left to draw.
        let start = start.min(line.end);
        let end = text.floor_char_boundary(self.span.end).clamp(start, line.end);
        let before = pictured(&text[line.start..start]);
        let wrong = pictured(&text[start..end]);
        let after = pictured(&text[end..line.end]);

        let title = printable(&self.message.render(language));
        let (level, name) =
            if self.is_warning() { (Level::WARNING, "source.warning") } else { (Level::ERROR, "source.error") };
        let name = Message::new(name).render(language);
        let carets = before.len()..before.len() + wrong.len();
        let snippet = Snippet::source(before + &wrong + &after)
            .path(printable(&self.source.name))
            .line_start(self.source.position(start).line)
            .annotation(AnnotationKind::Primary.span(carets));
        let help = self.help.as_ref().map(|help| {
            let name = Message::new("source.help").render(language);
            Level::HELP.with_name(name).message(printable(&help.render(language)))
        });
        let name = self.code.map_or_else(|| name.clone(), |code| code.after(&name));
        renderer.render(&[level.with_name(name).primary_title(title).element(snippet).elements(help)])
    }
}

/// The mistakes of one text by place; a parser that stumbles says some of them many times.
pub(super) fn settled(mut problems: Vec<Problem>) -> Vec<Problem> {
    let mut seen = HashSet::new();
    problems.retain(|problem| seen.insert((problem.span.clone(), problem.message.clone())));
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    problems
}

/// Every mistake as a user sees it, by text and place: what, `name:line:column`, the line, carets, what to do.
///
/// Nothing of the evidence reaches the terminal as anything but letters. Without `color` there are no escape
/// sequences at all. Ends with a line break unless there is nothing to show.
#[must_use]
pub fn render(problems: &[Problem], language: Language, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut sorted: Vec<_> = problems.iter().collect();
    sorted.sort_by_key(|problem| (&problem.source.name, problem.span.start, problem.span.end));
    let reports: Vec<_> = sorted.into_iter().map(|problem| problem.render(&renderer, language) + "\n").collect();
    reports.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WRONG: Message = Message::new("test.wrong");

    fn shown(name: &str, text: &str, span: Span) -> String {
        let source = Arc::new(Source::new(name, text));
        render(&[Problem::new(&source, span, WRONG)], Language::En, false)
    }

    #[test]
    fn a_mistake_is_shown_with_place_carets_and_help() {
        let source = Arc::new(Source::new("facts.yaml", "title: x\nrto: soon\n"));
        let problem = Problem::new(&source, 14..18, WRONG).with_help(Message::new("test.cure"));
        insta::assert_snapshot!(render(&[problem], Language::Fr, false), @r"
        erreur : test.wrong
         --> facts.yaml:2:6
          |
        2 | rto: soon
          |      ^^^^
          |
          = aide : test.cure
        ");
    }

    #[test]
    fn mistakes_come_by_text_and_place() {
        let a = Arc::new(Source::new("a", "xyz"));
        let b = Arc::new(Source::new("b", "xyz"));
        let problem = |source, span| Problem::new(source, span, WRONG);
        let all = [problem(&b, 0..1), problem(&a, 2..3), problem(&a, 0..1)];
        let shown = render(&all, Language::En, false);
        let places: Vec<_> = shown.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
        assert_eq!(places, ["a:1:1", "a:1:3", "b:1:1"]);
        assert_eq!(render(&[], Language::En, false), "");
    }

    #[test]
    fn carets_stand_below_chinese() {
        let shown = shown("a", "公司: 中文 x\n", "公司: ".len().."公司: 中文".len());
        insta::assert_snapshot!(shown, @r"
        error: test.wrong
         --> a:1:5
          |
        1 | 公司: 中文 x
          |       ^^^^
        ");
    }

    #[test]
    fn of_several_lines_the_first_is_shown() {
        insta::assert_snapshot!(shown("a", "k: one\r\n  two\r\n", 3..13), @r"
        error: test.wrong
         --> a:1:4
          |
        1 | k: one
          |    ^^^
        ");
    }

    #[test]
    fn a_missing_end_is_shown_after_the_last_line() {
        insta::assert_snapshot!(shown("a", "k: [1", 5..5), @r"
        error: test.wrong
         --> a:1:6
          |
        1 | k: [1
          |      ^
        ");
    }

    #[test]
    fn a_long_line_is_trimmed_around_its_mistake() {
        let text = format!("{}wrong{}", "before ".repeat(50_000), " after".repeat(50_000));
        let shown = shown("a", &text, 350_000..350_005);
        assert!(shown.contains("a:1:350001"), "{shown}");
        assert!(shown.contains("before wrong after"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 160), "{shown}");
    }

    #[test]
    fn evidence_cannot_command_the_terminal() {
        let shown = shown("a\n\u{1b}[2J.md", "k: \u{1b}[31mred\u{9b}0m\u{202e}\u{7}\n", 3..4);
        insta::assert_snapshot!(shown, @r"
        error: test.wrong
         --> a\n\u{1b}[2J.md:1:4
          |
        1 | k: ␛[31mred�0m�␇
          |    ^
        ");
    }

    #[test]
    fn colour_comes_only_when_asked_for() {
        let source = Arc::new(Source::new("a", "xyz"));
        let problem = [Problem::new(&source, 0..1, WRONG)];
        assert!(!render(&problem, Language::Zh, false).contains('\u{1b}'));
        assert!(render(&problem, Language::Zh, true).contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn any_text_and_place_can_be_shown(
            text in r"([a公\t\r\n\x00-\x1f\u{7f}-\u{9f}\u{ad}\u{200d}-\u{202e}\u{feff}]|\PC){0,40}",
            start in 0..200usize,
            length in 0..200usize,
        ) {
            let shown = shown(&text, &text, start..start + length);
            prop_assert!(!shown.contains(|shown: char| shown.is_control() && shown != '\n'), "{shown:?}");
            prop_assert_eq!(shown.lines().count(), 5);
        }
    }
}
