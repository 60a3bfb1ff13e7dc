//! The rows: as a table that can be filtered, and one by one with gaps, quotes and the partner's own words.

use std::fmt::Write as _;

use super::blocks::scrolled;
use super::{Program, escaped, shown};
use crate::assessment::{Gap, Row, Verdict};
use crate::checklist::Erratum;
use crate::evidence::Place;
use crate::language::Message;
use crate::report::page::Line;
use crate::report::verdict_key;
use crate::rule::{Cause, Lack};
use crate::source::printable;

impl Program<'_> {
    /// The official rows with their verdicts, and what filters them.
    pub fn overview(&self) -> String {
        let mut table = self.columns(&["human.row", "human.title", "human.verdict", "human.gaps"]);
        for row in &self.assessment.rows {
            let (key, id, (sort, _)) = (escaped(row.key), self.row_id(row.key), shown(&row.verdict));
            let (title, verdict) = (escaped(row.title.get(self.view.language)), self.verdict(&row.verdict));
            let gaps = gaps(row).len();
            let gaps = if gaps == 0 { String::new() } else { gaps.to_string() };
            let _ = writeln!(
                table,
                "<tr data-row=\"{id}\" data-verdict=\"{sort}\"><th scope=\"row\"><a href=\"#{id}\">{key}</a></th>\
                 <td>{title}</td><td>{verdict}</td><td class=\"number\">{gaps}</td></tr>"
            );
        }
        self.filter() + &scrolled(&self.word("filled.rows"), "rows", &(table + "</tbody>\n"))
    }

    /// The controls of the filter, which the script brings to light.
    fn filter(&self) -> String {
        let count = |is: fn(&Verdict) -> bool| self.assessment.count(is);
        let sorts = [
            ("", "html.all", self.assessment.rows.len()),
            ("met", "verdict.met", count(|verdict| *verdict == Verdict::Met)),
            ("not-met", "verdict.not_met", count(|verdict| *verdict == Verdict::NotMet)),
            ("na", "verdict.na", count(|verdict| matches!(verdict, Verdict::NotApplicable(_)))),
        ];
        let name = self.id("verdict");
        let choices = sorts.map(|(sort, key, count)| {
            let (word, checked) = (self.word(key), if sort.is_empty() { " checked" } else { "" });
            format!(
                "<label><input type=\"radio\" name=\"{name}\" value=\"{sort}\"{checked}> {word} <small>{count}</small></label>\n"
            )
        });
        let all = self.assessment.rows.len().to_string();
        let told = |n: &str| self.say(&Message::new("html.shown").with("n", n).with("all", all.as_str()));
        format!(
            "<form class=\"filter\" role=\"search\" aria-label=\"{show}\" hidden>\n<fieldset>\n<legend>{show}</legend>\n{}</fieldset>\n\
             <label>{} <input type=\"search\" autocomplete=\"off\"></label>\n\
             <output aria-live=\"polite\" data-told=\"{}\">{}</output>\n</form>\n",
            choices.concat(),
            self.word("html.search"),
            told("#"),
            told(&all),
            show = self.word("html.show"),
        )
    }

    /// Every row by itself, in official order.
    pub fn rows(&self) -> String {
        self.assessment.rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &Row<'_>) -> String {
        let (id, (sort, _)) = (self.row_id(row.key), shown(&row.verdict));
        let (key, title) = (escaped(row.key), escaped(row.title.get(self.view.language)));
        let level = self.level(3);
        let mut html = format!(
            "<section class=\"row\" id=\"{id}\" data-row=\"{id}\" data-verdict=\"{sort}\">\n\
             <h{level}><span class=\"key\">{key}</span> {title} {}</h{level}>\n",
            self.verdict(&row.verdict)
        );
        if let Verdict::NotApplicable(reason) = &row.verdict {
            let _ = writeln!(html, "<p>{}</p>", self.say(reason));
        }
        let requirement = self.assessment.checklist.requirement(row.key);
        if let Some(requirement) = requirement {
            let _ =
                writeln!(html, "<p class=\"question\">{}</p>", escaped(requirement.question.get(self.view.language)));
        }
        if let Some(statement) = &row.statement {
            html += &self.heading(4, &self.word("filled.statement"));
            let paragraphs = statement.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
            let paragraphs: Vec<_> = paragraphs.map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
            let _ = writeln!(html, "<blockquote>\n{}</blockquote>", paragraphs.concat());
        }
        let gaps = gaps(row);
        if !gaps.is_empty() {
            html += &self.heading(4, &self.word("human.gaps"));
            let gaps: String = gaps.iter().map(|gap| self.gap(gap)).collect();
            let _ = writeln!(html, "<ul class=\"gaps\">\n{gaps}</ul>");
        }
        let found: Vec<_> = row.criteria.iter().filter_map(|result| self.filled().found(result)).collect();
        if !found.is_empty() {
            html += &self.heading(4, &self.word("filled.found"));
        }
        for (statement, quotes) in found {
            html += &self.quoted(&statement, &quotes);
        }
        if let Some(requirement) = requirement.filter(|requirement| !requirement.errata.is_empty()) {
            html += &(self.heading(4, &self.word("explain.errata")) + &self.errata(&requirement.errata));
        }
        html + "</section>\n"
    }

    /// What was found for a criterion, whose quotes open in place.
    fn quoted(&self, statement: &Line, quotes: &[Line]) -> String {
        let statement = self.line(statement);
        if quotes.is_empty() {
            return format!("<p>{statement}</p>\n");
        }
        format!("<details>\n<summary>{statement}</summary>\n{}</details>\n", self.list(quotes))
    }

    /// What is missing, what stands there instead, where to put it, and what would pass.
    fn gap(&self, gap: &Gap<'_>) -> String {
        let Lack { what, found, claim, put, passes, cause } = gap.lack;
        let subject = if gap.subject.is_empty() { String::new() } else { format!("<b>{}</b> ", escaped(gap.subject)) };
        let what = self.say(what);
        if let Cause::Follows(criterion) = cause {
            return format!("<li>\n<p>{subject}{}</p>\n</li>\n", self.leading(criterion, &what));
        }
        let mut html = format!("<li>\n<p>{subject}{what}</p>\n");
        let file = printable(&put.file);
        let put = match &put.field {
            Some(field) => format!("{file} › {}", printable(field)),
            None => file,
        };
        let place = |place: &Place| self.place(place);
        let facts = [
            ("html.claimed_in", claim.as_ref().map(place)),
            ("html.found_in", found.as_ref().map(place)),
            ("html.put", Some(format!("<code>{}</code>", escaped(&put)))),
            ("html.passes", Some(self.say(passes))),
        ];
        html += "<dl>\n";
        for (key, value) in facts.into_iter().filter_map(|(key, value)| Some((key, value?))) {
            let _ = writeln!(html, "<dt>{}</dt><dd>{value}</dd>", self.word(key));
        }
        html += "</dl>\n";
        let aside = match cause {
            Cause::Unreadable => Some("human.unreadable"),
            Cause::NeedsAttestation => Some("human.needs_attestation"),
            Cause::Missing | Cause::Contradicted | Cause::Follows(_) => None,
        };
        if let Some(key) = aside {
            let _ = writeln!(html, "<p class=\"aside\">{}</p>", self.word(key));
        }
        html + "</li>\n"
    }

    /// Where the source is wrong or unclear; nothing where it is not.
    pub fn errata(&self, errata: &[Erratum]) -> String {
        let told: Vec<_> =
            errata.iter().map(|erratum| Line::plain(erratum.told().render(self.view.language))).collect();
        if told.is_empty() { String::new() } else { self.list(&told) }
    }

    /// Words that lead to the row of a criterion, where that is on the page.
    fn leading(&self, criterion: &str, escaped: &str) -> String {
        let key = |row: &&Row<'_>| criterion.strip_prefix(row.key).is_some_and(|rest| rest.starts_with('.'));
        match self.assessment.rows.iter().find(key) {
            Some(row) => format!("<a href=\"#{}\">{escaped}</a>", self.row_id(row.key)),
            None => escaped.to_owned(),
        }
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        let (sort, mark) = shown(verdict);
        let word = self.word(verdict_key(verdict));
        format!("<span class=\"verdict {sort}\"><span aria-hidden=\"true\">{mark}</span> {word}</span>")
    }
}

/// What a row lacks, each lack once.
fn gaps<'a>(row: &'a Row<'_>) -> Vec<Gap<'a>> {
    let mut gaps: Vec<Gap<'a>> = Vec::new();
    for gap in row.gaps() {
        if !gaps.iter().any(|told| (told.subject, told.lack) == (gap.subject, gap.lack)) {
            gaps.push(gap);
        }
    }
    gaps
}
