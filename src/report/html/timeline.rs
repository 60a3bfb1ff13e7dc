//! The timeline: how long what the rows stand on counts, drawn against the day of the assessment, and as a table.

use std::fmt::Write as _;

use chrono::{Datelike, Months, NaiveDate};

use super::blocks::scrolled;
use super::{Program, escaped};
use crate::language::{Arg, Message};
use crate::report::wrap::shown_width;

/// The columns of the picture: names, bars, last days.
const WIDTH: f64 = 960.0;
const BARS: (f64, f64) = (320.0, 830.0);
/// The height of the scale, and of a line.
const TOP: f64 = 34.0;
const LINE: f64 = 38.0;
/// How many columns of letters a name may take, and what stands below it.
const NAME: usize = 42;
const OF: usize = 52;
/// How far the picture looks back and ahead of the day; what lies beyond ends at its edge.
const SIGHT: Months = Months::new(60);

/// One line of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span<'a> {
    /// The case study, or empty for the partner.
    subject: &'a str,
    /// What counts.
    of: Arg,
    /// The rows that stand on it.
    rows: Vec<&'a str>,
    /// The first day, where there is one.
    from: Option<NaiveDate>,
    /// The last day, where there is one.
    until: Option<NaiveDate>,
}

/// How a span lies to the day of the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Early,
    Counts,
    Over,
}

impl Span<'_> {
    fn state(&self, as_of: NaiveDate) -> State {
        if self.until.is_some_and(|day| day < as_of) {
            State::Over
        } else if self.from.is_some_and(|day| as_of < day) {
            State::Early
        } else {
            State::Counts
        }
    }
}

impl State {
    /// The class, the mark and the key of the word.
    const fn shown(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Early => ("early", "·", "html.early"),
            Self::Counts => ("counts", "✓", "html.counts"),
            Self::Over => ("over", "✗", "html.over"),
        }
    }
}

impl Program<'_> {
    /// The picture and the table of the same days; nothing where nothing has a last day.
    pub fn timeline(&self) -> String {
        let spans = self.spans();
        if spans.is_empty() {
            return String::new();
        }
        let (picture, table) = (self.picture(&spans), self.days(&spans));
        format!(
            "<div class=\"scroll\" role=\"group\" aria-label=\"{}\" tabindex=\"0\">\n{picture}</div>\n\
             <details>\n<summary>{}</summary>\n{table}</details>\n",
            self.word("html.timeline"),
            self.word("html.same_days")
        )
    }

    /// The case studies in their order, the partner, then what people attest. The same days of the same thing stand on one
    /// line with all the rows.
    fn spans(&self) -> Vec<Span<'_>> {
        let assessment = self.assessment;
        let mut spans: Vec<Span<'_>> = Vec::new();
        for row in &assessment.rows {
            for (subject, term) in row.terms().filter(|(_, term)| term.until.is_some()) {
                let (from, until) = (term.from, term.until);
                let same = |span: &&mut Span<'_>| {
                    (span.subject, &span.of, span.from, span.until) == (subject, &term.of, from, until)
                };
                match spans.iter_mut().find(same) {
                    Some(span) if span.rows.contains(&row.key) => {}
                    Some(span) => span.rows.push(row.key),
                    None => spans.push(Span { subject, of: term.of.clone(), rows: vec![row.key], from, until }),
                }
            }
        }
        spans.sort_by_key(|span| {
            assessment.case_studies.iter().position(|study| study.slug == span.subject).unwrap_or(usize::MAX)
        });
        spans.extend(assessment.attestations.iter().map(|attestation| Span {
            subject: &attestation.subject,
            of: Message::new("html.attested_by").with("who", attestation.who.as_str()).into(),
            rows: vec![&attestation.requirement],
            from: Some(attestation.date),
            until: attestation.until,
        }));
        spans
    }

    fn picture(&self, spans: &[Span<'_>]) -> String {
        let as_of = self.assessment.as_of;
        let scale = Scale::of(spans, as_of);
        let bottom = spans.iter().fold(TOP, |bottom, _| bottom + LINE);
        let height = bottom + 10.0;
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n",
            self.word("html.timeline_told")
        );
        for (day, label) in scale.ticks() {
            let x = scale.at(day);
            let _ = writeln!(
                svg,
                "<line class=\"tick\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>\n\
                 <text class=\"scale\" x=\"{x:.1}\" y=\"12\">{label}</text>"
            );
        }
        let mut y = TOP;
        for span in spans {
            self.draw(span, &scale, y, &mut svg);
            y += LINE;
        }
        let (x, label) = (scale.at(as_of), self.day(Some(as_of)));
        let _ = writeln!(
            svg,
            "<line class=\"as-of\" x1=\"{x:.1}\" y1=\"{}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>\n\
             <text class=\"as-of\" x=\"{x:.1}\" y=\"27\">{label}</text>\n</svg>",
            TOP - 4.0
        );
        svg
    }

    /// A line: the name, the bar from the first day to the last, and the last day with a mark for its state.
    fn draw(&self, span: &Span<'_>, scale: &Scale, y: f64, svg: &mut String) {
        let (class, mark, _) = span.state(self.assessment.as_of).shown();
        let from = span.from.map_or(BARS.0, |day| scale.at(day));
        let until = span.until.map_or(BARS.1, |day| scale.at(day));
        let (name, of) = (self.subject(span), span.of.render(self.view.language));
        let end = span.until.map_or_else(|| self.word("html.no_end"), |day| self.day(Some(day)));
        let _ = writeln!(
            svg,
            "<text class=\"name\" x=\"0\" y=\"{:.1}\">{}</text>\n<text class=\"of\" x=\"0\" y=\"{:.1}\">{}</text>\n\
             <rect class=\"bar {class}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\" rx=\"2\"/>\n\
             <text class=\"end {class}\" x=\"{WIDTH}\" y=\"{:.1}\">{mark} {end}</text>",
            y + 16.0,
            escaped(&shortened(&name, NAME)),
            y + 30.0,
            escaped(&shortened(&of, OF)),
            y + 13.0,
            (until - from).max(2.0),
            y + 23.0,
        );
    }

    /// The same as a table.
    fn days(&self, spans: &[Span<'_>]) -> String {
        let names = ["filled.subject", "html.dated", "human.row", "html.from", "filled.until", "html.state"];
        let mut table = self.columns(&names);
        for span in spans {
            let (class, mark, word) = span.state(self.assessment.as_of).shown();
            let rows: Vec<_> =
                span.rows.iter().map(|key| format!("<span class=\"key\">{}</span>", escaped(key))).collect();
            let (from, until) =
                (self.day(span.from), span.until.map_or_else(|| self.word("html.no_end"), |day| self.day(Some(day))));
            let _ = writeln!(
                table,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"day\">{from}</td><td class=\"day\">{until}</td>\
                 <td class=\"{class}\">{mark} {}</td></tr>",
                escaped(&self.subject(span)),
                escaped(&span.of.render(self.view.language)),
                rows.join(self.view.language.comma()),
                self.word(word),
            );
        }
        scrolled(&self.word("html.same_days"), "", &(table + "</tbody>\n"))
    }

    fn subject(&self, span: &Span<'_>) -> String {
        let partner = || Message::new("filled.partner").render(self.view.language);
        if span.subject.is_empty() { partner() } else { span.subject.to_owned() }
    }

    /// A day as the language writes it; nothing for none.
    fn day(&self, day: Option<NaiveDate>) -> String {
        day.map(|day| escaped(&Arg::Date(day).render(self.view.language))).unwrap_or_default()
    }
}

/// The days from the left edge of the bars to the right.
struct Scale {
    first: NaiveDate,
    last: NaiveDate,
}

impl Scale {
    /// Every day of the spans and the day of the assessment, with a margin, as far as the picture looks.
    fn of(spans: &[Span<'_>], as_of: NaiveDate) -> Self {
        let days = || spans.iter().flat_map(|span| [span.from, span.until]).flatten().chain([as_of]);
        let back = as_of.checked_sub_months(SIGHT).unwrap_or(NaiveDate::MIN);
        let ahead = as_of.checked_add_months(SIGHT).unwrap_or(NaiveDate::MAX);
        let margin = Months::new(1);
        let first = days().min().unwrap_or(as_of).max(back);
        let last = days().max().unwrap_or(as_of).min(ahead);
        Self {
            first: first.checked_sub_months(margin).unwrap_or(first),
            last: last.checked_add_months(margin).unwrap_or(last),
        }
    }

    /// Where a day lies.
    fn at(&self, day: NaiveDate) -> f64 {
        let share = days(self.first, day) / days(self.first, self.last).max(1.0);
        BARS.0 + share.clamp(0.0, 1.0) * (BARS.1 - BARS.0)
    }

    /// The firsts of months, quarters, half years or years, so that their labels have room.
    fn ticks(&self) -> Vec<(NaiveDate, String)> {
        let step = match days(self.first, self.last) {
            ..300.0 => 1,
            ..900.0 => 3,
            ..1800.0 => 6,
            _ => 12,
        };
        let of_year = |year| (1..=12).step_by(step).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 1));
        let days = (self.first.year()..=self.last.year()).flat_map(of_year);
        days.filter(|day| (self.first..=self.last).contains(day))
            .map(|day| (day, day.format("%Y-%m").to_string()))
            .collect()
    }
}

/// The days between two days.
fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    i32::try_from((to - from).num_days()).map_or(f64::MAX, f64::from)
}

/// As much of a name as so many columns hold.
fn shortened(name: &str, columns: usize) -> String {
    if shown_width(name) <= columns {
        return name.to_owned();
    }
    let mut short = String::new();
    for character in name.chars() {
        short.push(character);
        if shown_width(&short) >= columns {
            short.pop();
            break;
        }
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn span(from: &str, until: &str) -> Span<'static> {
        let day = |text: &str| (!text.is_empty()).then(|| day(text));
        Span { subject: "", of: "x".into(), rows: Vec::new(), from: day(from), until: day(until) }
    }

    #[test]
    fn a_span_counts_on_its_first_and_its_last_day() {
        let span = span("2026-01-01", "2026-06-30");
        for (as_of, state) in [
            ("2025-12-31", State::Early),
            ("2026-01-01", State::Counts),
            ("2026-06-30", State::Counts),
            ("2026-07-01", State::Over),
        ] {
            assert_eq!(span.state(day(as_of)), state, "{as_of}");
        }
        assert_eq!(self::span("", "").state(day("2026-01-01")), State::Counts);
    }

    #[test]
    fn every_bar_stays_in_the_picture_whatever_its_days() {
        let spans = [span("1970-01-01", "2026-06-30"), span("2026-01-01", "9999-12-31"), span("", "2020-01-01")];
        let scale = Scale::of(&spans, day("2026-11-16"));
        for day in spans.iter().flat_map(|span| [span.from, span.until]).flatten() {
            assert!((BARS.0..=BARS.1).contains(&scale.at(day)), "{day}");
        }
        assert!(scale.at(day("2026-11-16")) > scale.at(day("2026-11-15")));
        assert!((4..=14).contains(&scale.ticks().len()));
    }

    #[test]
    fn a_long_name_is_cut_by_what_it_takes() {
        assert_eq!(shortened("short", 5), "short");
        assert_eq!(shortened("longer", 5), "long…");
        assert_eq!(shortened("公公公公", 6), "公公…");
    }
}
