//! The score: each metric with its value and its way to the next band, the tier, and what would move it.

use std::io;

use super::Human;
use crate::language::{Arg, Message};
use crate::report::table::table;
use crate::score::{Measured, Score, decimal, percent};

impl Human<'_> {
    /// The score and, where it is asked for, how it came to be.
    pub fn score(&mut self) -> io::Result<()> {
        let Some(score) = &self.assessment.score else { return Ok(()) };
        let told = match score.total {
            Some(total) => total.told(score.card.most()),
            None => Message::new("score.no_score"),
        };
        let heading = Message::new("human.colon").with("before", Message::new("score.heading")).with("after", told);
        self.heading(&heading)?;
        if score.total.is_none() {
            return Ok(());
        }
        let header = ["score.metric", "score.points_title", "score.value_title", "score.next_title"];
        let header: Vec<_> = header.iter().map(|key| self.say(&Message::new(key))).collect();
        let rows: Vec<_> = score.measured.iter().map(|measured| self.metric(score, measured)).collect();
        write!(self.out, "{}", table(&header, &rows, &[1], self.view.width, self.view.language))?;
        for measured in &score.measured {
            let account =
                Message::new("human.colon").with("before", &measured.metric.title).with("after", measured.account());
            self.line(&account, 0)?;
        }
        for sentence in score.sentences() {
            self.line(&sentence, 0)?;
        }
        if self.view.history { self.history(score) } else { Ok(()) }
    }

    /// Title, points, value, and the way to the next band.
    fn metric(&self, score: &Score<'_>, measured: &Measured<'_>) -> Vec<String> {
        let title = measured.metric.title.get(self.view.language).to_owned();
        let Some(result) = &measured.result else {
            let points = score.share_of(measured).map(decimal).map(Arg::Figure);
            let points = points.map(|points| points.render(self.view.language)).unwrap_or_default();
            let why = self.say(&Message::new("score.no_data"));
            return vec![title, points, why, String::new()];
        };
        let value = self.say(&measured.metric.value(result.value));
        let way = result.next.map_or(Message::new("score.top"), |next| measured.metric.way(&next));
        vec![title, result.points.to_string(), value, self.say(&way)]
    }

    /// The score and the points of each metric, month by month.
    fn history(&mut self, score: &Score<'_>) -> io::Result<()> {
        self.heading(&Message::new("score.history"))?;
        let mut header = vec![self.say(&Message::new("score.month")), self.say(&Message::new("score.heading"))];
        header.extend(score.measured.iter().map(|measured| measured.metric.title.get(self.view.language).to_owned()));
        let row = |past: &crate::score::Past<'_>| {
            let total = past.total.map_or_else(|| "–".to_owned(), |total| self.say(&percent(total.points.percent())));
            let brief = |measured: &Measured<'_>| measured.brief().map_or_else(|| "–".to_owned(), |it| self.say(&it));
            let metrics = past.measured.iter().map(brief);
            // In figures, which leave room for the metrics.
            [past.as_of.to_string(), total].into_iter().chain(metrics).collect::<Vec<_>>()
        };
        let rows: Vec<_> = score.history.iter().map(row).collect();
        write!(self.out, "{}", table(&header, &rows, &[0, 1], self.view.width, self.view.language))
    }
}
