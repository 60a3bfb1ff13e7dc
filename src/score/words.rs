//! What is said of a score, in rules and in every report.

use super::{Distance, Flip, Fraction, Measured, Measurement, Metric, Score, Total};
use crate::language::{Arg, Message};

/// Whole percent, as in “85%”.
#[must_use]
pub fn percent(percent: i128) -> Message {
    Message::new("score.percent").with("value", Arg::Figure(percent.to_string()))
}

/// A number with its hundredths, unless there are none, as programs write it.
#[must_use]
pub fn decimal(number: Fraction) -> String {
    let hundredths = number.percent();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
}

impl Metric {
    /// A sum of what it is about: a number of items, or an amount.
    #[must_use]
    pub fn amount(&self, sum: i128) -> Arg {
        if self.is_of_items() {
            Arg::Figure(sum.to_string())
        } else {
            Arg::Dollars(i64::try_from(sum).unwrap_or(i64::MAX))
        }
    }

    /// A value in whole percent. One that is rounded up to a band that it does not reach is said to be below that.
    #[must_use]
    pub fn percent(&self, value: Fraction) -> Message {
        let rounded = value.percent();
        let beyond = self.bands.iter().find(|band| i128::from(band.from) == rounded && !value.reaches(band.from));
        match beyond {
            Some(_) => Message::new("score.below_percent").with("value", Arg::Figure(rounded.to_string())),
            None => percent(rounded),
        }
    }

    /// “85 of 100 = 85%”.
    #[must_use]
    pub fn value(&self, value: Fraction) -> Message {
        Message::new("score.value")
            .with("part", self.amount(value.part))
            .with("whole", self.amount(value.whole))
            .with("percent", self.percent(value))
    }

    /// What leads to the next band.
    #[must_use]
    pub fn way(&self, next: &Distance) -> Message {
        // Whole dollars are enough of an answer.
        let same = if self.is_of_items() { next.same } else { (next.same + 99) / 100 * 100 };
        let way = match next.further {
            _ if !self.is_of_items() => Message::new("score.way_amount"),
            Some(further) => Message::new("score.way").with("further", Arg::Figure(further.to_string())),
            None => Message::new("score.way_same"),
        };
        way.with("success", &self.success).with("same", self.amount(same)).with("points", next.band.points.to_string())
    }
}

impl Measurement {
    /// “2 of 3 points”.
    #[must_use]
    pub fn points(&self, metric: &Metric) -> Message {
        Message::new("score.points").with("n", self.points as usize).with("most", metric.most().to_string())
    }
}

impl Measured<'_> {
    /// “2 (64%)”; nothing without data.
    #[must_use]
    pub fn brief(&self) -> Option<Message> {
        let result = self.result?;
        let percent = self.metric.percent(result.value);
        Some(Message::new("human.aside").with("text", result.points.to_string()).with("aside", percent))
    }

    /// How many items of the list count, and why the others do not.
    #[must_use]
    pub fn account(&self) -> Message {
        let parts = [
            (Message::new("score.outside"), self.outside),
            (Message::new("score.unsettled"), self.unsettled),
            (Message::new("score.silent"), self.silent),
        ];
        let counted = Message::new("score.counted").with("n", self.counted.len());
        let others = parts.into_iter().filter(|(_, n)| *n > 0).map(|(message, n)| message.with("n", n));
        Message::new("score.account").with("parts", std::iter::once(counted).chain(others).collect::<Arg>())
    }
}

impl Total<'_> {
    /// “8 of 12 points = 67%: High Performance”.
    #[must_use]
    pub fn told(&self, most: u32) -> Message {
        let points = Fraction { part: self.points.part * i128::from(most), whole: self.points.whole };
        Message::new("score.total")
            .with("points", Arg::Figure(decimal(points)))
            .with("most", most.to_string())
            .with("percent", percent(self.points.percent()))
            .with("tier", &self.tier.title)
    }
}

impl Score<'_> {
    /// What is wanted, what leads to more, and which item moves it most.
    #[must_use]
    pub fn sentences(&self) -> Vec<Message> {
        let mut sentences = vec![Message::new("score.target").with("tier", &self.target.title)];
        sentences.extend(self.next());
        sentences.extend(self.gain.as_ref().map(|flip| self.flip(flip, true)));
        sentences.extend(self.risk.as_ref().map(|flip| self.flip(flip, false)));
        sentences
    }

    /// The next tier and what leads to it; nothing in the highest.
    #[must_use]
    pub fn next(&self) -> Option<Message> {
        let (tier, points) = self.next_tier()?;
        let from = percent(tier.from.into());
        Some(Message::new("score.next_tier").with("tier", &tier.title).with("from", from).with("n", points as usize))
    }

    /// “had P-17 (Harbour & Hale) done well: 67% → 75%”, with the metrics whose value it changes.
    #[must_use]
    pub fn flip(&self, flip: &Flip, well: bool) -> Message {
        let name = match &flip.called {
            Some(called) => Message::new("human.aside").with("text", flip.name.as_str()).with("aside", called.as_str()),
            None => Message::new("score.named").with("name", flip.name.as_str()),
        };
        let now = self.total.map_or(0, |total| total.points.percent());
        let metrics = flip.changes.iter().map(|(metric, _)| Arg::from(&self.card.metrics[*metric].title));
        let message = match (well, flip.moves) {
            (true, true) => Message::new("score.gain"),
            (false, true) => Message::new("score.risk"),
            (true, false) => Message::new("score.no_gain"),
            (false, false) => Message::new("score.no_risk"),
        };
        message
            .with("name", name)
            .with("now", percent(now))
            .with("then", percent(flip.points.percent()))
            .with("metrics", metrics.collect::<Arg>())
    }
}
