//! A limit in time: the day of another field, or a day computed from it.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Inquiry, Scope};
use crate::evidence::{Fact, Period};
use crate::language::{Arg, Message};

/// `end`, or `{field: end, plus: 30 days}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a field or `{field: …, plus: 30 days}`")]
pub enum Limit {
    /// The day that this field gives.
    Field(String),
    /// A day computed from a field.
    Computed(Computed),
}

/// A day computed from a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// The field.
    field: String,
    /// A field that counts in its place, where it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unless: Option<String>,
    /// How long after it.
    plus: Period,
    /// A day of the year that it does not pass, unless the day it is computed from has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latest: Option<Latest>,
}

/// `{day: 12-15, of: requested}`: a day of the year in which another field lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Latest {
    /// The day.
    day: YearDay,
    /// The field whose year it is in.
    of: String,
}

/// A day of every year, `12-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[0-9]{1,2}-[0-9]{1,2}$"))]
pub struct YearDay {
    month: u32,
    day: u32,
}

/// The day of a limit, and the facts it stands on.
pub struct Day<'a> {
    /// The last day, or the first.
    pub date: NaiveDate,
    /// Each with its field.
    pub facts: Vec<(&'a str, &'a Fact)>,
}

impl Limit {
    /// The day, or the field that says nothing.
    pub fn day<'a>(&'a self, inquiry: &'a Inquiry<'_>) -> Result<Day<'a>, &'a str> {
        let given = |field: &'a str| {
            let fact = inquiry.fact(field).ok_or(field)?;
            Ok((field, fact, fact.date().ok_or(field)?))
        };
        match self {
            Self::Field(field) => given(field).map(|(field, fact, date)| Day { date, facts: vec![(field, fact)] }),
            Self::Computed(Computed { field, unless, plus, latest }) => {
                let instead = unless.as_deref().and_then(|field| given(field).ok());
                let (field, fact, from) = instead.map_or_else(|| given(field), Ok)?;
                let mut day = Day { date: plus.after(from), facts: vec![(field, fact)] };
                if let Some(Latest { day: of_year, of }) = latest {
                    let (field, fact, date) = given(of)?;
                    let last = of_year.in_year(date.year());
                    if from <= last && last < day.date {
                        day.date = last;
                        day.facts.push((field, fact));
                    }
                }
                Ok(day)
            }
        }
    }

    /// What it is called: the field, or how the day is computed.
    pub fn label(&self, scope: &Scope<'_>) -> Arg {
        match self {
            Self::Field(field) => scope.label(field),
            Self::Computed(Computed { field, unless, plus, latest }) => {
                let field = scope.label(field);
                let field = match unless {
                    None => field,
                    Some(unless) => {
                        Message::new("limit.instead").with("field", field).with("unless", scope.label(unless)).into()
                    }
                };
                let label = Message::new("limit.plus").with("period", *plus).with("field", field);
                match latest {
                    None => label.into(),
                    Some(Latest { day, of }) => Message::new("limit.latest")
                        .with("limit", label)
                        .with("day", *day)
                        .with("field", scope.label(of))
                        .into(),
                }
            }
        }
    }

    /// Whether its day is computed.
    pub const fn is_computed(&self) -> bool {
        matches!(self, Self::Computed(_))
    }

    /// The fields it reads.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let (field, unless, latest) = match self {
            Self::Field(field) => (field, None, None),
            Self::Computed(Computed { field, unless, latest, .. }) => (field, unless.as_ref(), latest.as_ref()),
        };
        [Some(field), unless, latest.map(|latest| &latest.of)].into_iter().flatten().map(String::as_str)
    }
}

impl YearDay {
    /// The day in one year; the last of February stands for a 29th that is not there.
    pub fn in_year(self, year: i32) -> NaiveDate {
        let day = |day| NaiveDate::from_ymd_opt(year, self.month, day);
        day(self.day).or_else(|| day(28)).unwrap_or(NaiveDate::MAX)
    }

    /// Month and day, which sort as the days of a year do.
    pub const fn place(self) -> (u32, u32) {
        (self.month, self.day)
    }
}

impl TryFrom<String> for YearDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no day of the year: write it as `12-15`");
        let (month, day) = text.split_once('-').ok_or_else(wrong)?;
        let (month, day) = month.parse().ok().zip(day.parse().ok()).ok_or_else(wrong)?;
        // 2024 has every day that a year can have.
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| Self { month, day }).ok_or_else(wrong)
    }
}

impl From<YearDay> for Arg {
    fn from(YearDay { month, day }: YearDay) -> Self {
        Self::DayOfYear(month, day)
    }
}

impl From<YearDay> for String {
    fn from(YearDay { month, day }: YearDay) -> Self {
        format!("{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_year_is_a_month_and_a_day() {
        let day = |text: &str| YearDay::try_from(text.to_owned());
        assert_eq!(day("12-15").map(|day| day.in_year(2026).to_string()), Ok("2026-12-15".to_owned()));
        assert_eq!(day("02-29").map(|day| day.in_year(2026).to_string()), Ok("2026-02-28".to_owned()));
        assert!(day("12-32").is_err() && day("15 December").is_err() && day("13-01").is_err());
    }
}
