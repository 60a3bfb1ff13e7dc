//! `dated: {field: completed, within: 18 months}` holds where a date lies where it should.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::limit::{Limit, YearDay};
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope, Term};
use crate::evidence::{Fact, Period};
use crate::language::{Arg, Message};

/// A date and where it must lie. Every test that is written has to pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// The field of the date.
    field: String,
    /// The period that ends on the as-of date, which the date must lie in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
    /// The last day that it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Limit>,
    /// The first day that it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Limit>,
    /// Days of every year that it must not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outside: Option<Closed>,
    /// A field with a date in the same calendar year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    same_year: Option<String>,
    /// Whether it must not be later than the as-of date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    past: bool,
    /// Whether it must not be earlier than the as-of date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ahead: bool,
}

/// `{from: 12-16, to: 01-01}`: days of every year, both ends among them, over its end as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// The first.
    from: YearDay,
    /// The last.
    to: YearDay,
}

impl Judge for Dated {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let mut lacks = Vec::new();
        let mut lack = |field: &str, what: Message, cause: Cause| {
            lacks.push(inquiry.lack_of_fact(field, what, self.describe(&inquiry.scope), cause));
        };
        let missing = |field: &str| Message::new("fact.missing").with("field", inquiry.label(field));
        let Some((fact, date)) = inquiry.fact(&self.field).and_then(|fact| Some((fact, fact.date()?))) else {
            lack(&self.field, missing(&self.field), Cause::Missing);
            return Answer::Gap(lacks);
        };
        let mut citations = vec![Citation::fact(&self.field, fact)];
        let wrong = |key| Message::new(key).with("field", inquiry.label(&self.field)).with("date", date);
        let today = inquiry.audit.as_of;
        if (self.past || self.within.is_some()) && date > today {
            lack(&self.field, wrong("dated.future").with("today", today), Cause::Contradicted);
        }
        if self.ahead && date < today {
            lack(&self.field, wrong("dated.gone_by").with("today", today), Cause::Contradicted);
        }
        if let Some(period) = self.within.filter(|period| date < period.before(today)) {
            let what = wrong("dated.too_old").with("first", period.before(today)).with("period", period);
            lack(&self.field, what, Cause::Contradicted);
        }
        for (limit, order, keys) in [
            (&self.before, Ordering::Greater, ["dated.too_late", "dated.beyond"]),
            (&self.after, Ordering::Less, ["dated.too_early", "dated.short"]),
        ] {
            let Some(limit) = limit else { continue };
            match limit.day(inquiry) {
                Err(silent) => lack(silent, missing(silent), Cause::Missing),
                Ok(day) if date.cmp(&day.date) == order => {
                    let label = limit.label(&inquiry.scope);
                    let what = if limit.is_computed() {
                        wrong(keys[1]).with("how", label)
                    } else {
                        wrong(keys[0]).with("other", label)
                    };
                    lack(&self.field, what.with("limit", day.date), Cause::Contradicted);
                }
                Ok(day) => citations.extend(day.facts.iter().map(|(field, fact)| Citation::fact(field, fact))),
            }
        }
        if let Some(closed) = self.outside.filter(|closed| closed.holds(date)) {
            let (before, after) = closed.open_around(date);
            let what = closed.fill(wrong("dated.closed")).with("before", before).with("after", after);
            lack(&self.field, what, Cause::Contradicted);
        }
        match self
            .same_year
            .as_deref()
            .map(|other| (other, inquiry.fact(other).and_then(|fact| Some((fact, fact.date()?)))))
        {
            None => {}
            Some((other, None)) => lack(other, missing(other), Cause::Missing),
            Some((other, Some((_, limit)))) if limit.year() != date.year() => {
                let what = wrong("dated.other_year").with("other", inquiry.label(other)).with("limit", limit);
                lack(&self.field, what, Cause::Contradicted);
            }
            Some((other, Some((fact, _)))) => citations.push(Citation::fact(other, fact)),
        }
        citations.dedup();
        if lacks.is_empty() { Answer::Satisfied(citations) } else { Answer::Gap(lacks) }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let with_field = |key| Message::new(key).with("field", scope.label(&self.field));
        let limit = |limit: &Limit, keys: [&'static str; 2]| {
            let label = limit.label(scope);
            if limit.is_computed() {
                with_field(keys[1]).with("how", label)
            } else {
                with_field(keys[0]).with("other", label)
            }
        };
        let mut clauses: Vec<Message> = Vec::new();
        clauses.extend(self.within.map(|period| with_field("dated.within").with("period", period)));
        clauses.extend(self.after.as_ref().map(|after| limit(after, ["dated.after", "dated.from"])));
        clauses.extend(self.before.as_ref().map(|before| limit(before, ["dated.before", "dated.until"])));
        clauses.extend(self.outside.map(|closed| closed.fill(with_field("dated.outside"))));
        let same_year = self.same_year.as_deref().map(|other| scope.label(other));
        clauses.extend(same_year.map(|other| with_field("dated.same_year").with("other", other)));
        match clauses.len() {
            0 => with_field(if self.ahead { "dated.ahead" } else { "dated.past" }),
            1 => clauses.remove(0),
            _ => {
                Message::new("all.describe").with("clauses", Arg::Clauses(clauses.into_iter().map(Arg::from).collect()))
            }
        }
    }

    /// A date within a period counts until the period has gone by; one that lies ahead, until it is there. One that must
    /// have passed and has not counts from its day on.
    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        let Some(date) = inquiry.fact(&self.field).and_then(Fact::date) else { return Vec::new() };
        let of = inquiry.label(&self.field);
        let within = self.within.map(|period| Term {
            of: Message::new("dated.term").with("period", period).with("field", of.clone()).into(),
            from: Some(date),
            until: Some(period.last(date)),
        });
        let ahead = self.ahead.then(|| Term { of: of.clone(), from: None, until: Some(date) });
        let to_come = self.past && self.within.is_none() && date > inquiry.audit.as_of;
        let past = to_come.then(|| Term { of: of.clone(), from: Some(date), until: None });
        within.into_iter().chain(ahead).chain(past).collect()
    }

    fn fields(&self) -> Vec<&str> {
        let limits = self.before.iter().chain(&self.after).flat_map(Limit::fields);
        std::iter::once(self.field.as_str()).chain(limits).chain(self.same_year.as_deref()).collect()
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let others = self.same_year.as_deref().into_iter();
        let limits = self.before.iter().chain(&self.after);
        let itself = limits.clone().any(|limit| matches!(limit, Limit::Field(field) if *field == self.field));
        let itself = itself.then(|| Message::new("lint.itself").with("name", self.field.as_str()));
        let fields = std::iter::once(self.field.as_str()).chain(others).chain(limits.flat_map(Limit::fields));
        fields.filter_map(|field| flaw::no_date(scope, field)).chain(itself).collect()
    }
}

impl Closed {
    /// Whether a date is one of the days.
    fn holds(self, date: NaiveDate) -> bool {
        let (from, to, day) = (self.from.place(), self.to.place(), (date.month(), date.day()));
        if from <= to { from <= day && day <= to } else { day >= from || day <= to }
    }

    /// The last open day before a closed one, and the first after it.
    fn open_around(self, date: NaiveDate) -> (NaiveDate, NaiveDate) {
        let wraps = self.from.place() > self.to.place();
        let began = if wraps && (date.month(), date.day()) <= self.to.place() { date.year() - 1 } else { date.year() };
        let (from, to) = (self.from.in_year(began), self.to.in_year(began + i32::from(wraps)));
        (from.pred_opt().unwrap_or(NaiveDate::MIN), to.succ_opt().unwrap_or(NaiveDate::MAX))
    }

    fn fill(self, message: Message) -> Message {
        message.with("from", self.from).with("to", self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_days_run_over_the_end_of_the_year() {
        let day = |text: &str| YearDay::try_from(text.to_owned()).expect("a day");
        let closed = Closed { from: day("12-16"), to: day("01-01") };
        let holds = |text: &str| closed.holds(text.parse().expect("a date"));
        assert!(holds("2026-12-16") && holds("2026-12-31") && holds("2027-01-01"));
        let around = closed.open_around("2027-01-01".parse().expect("a date"));
        assert_eq!((around.0.to_string(), around.1.to_string()), ("2026-12-15".to_owned(), "2027-01-02".to_owned()));
        assert!(!holds("2026-12-15") && !holds("2027-01-02") && !holds("2026-06-30"));
    }
}
