//! One SVG image: the score on its scale of tiers, and below it a plot for each metric, two in a row.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Sheet;
use super::plot::{MONTHS, SCALE, STYLE, Scale, WIDTH};
use crate::language::{Arg, Message};
use crate::report::markup::escaped;
use crate::score::{Fraction, Measured, Metric, Total, decimal};

const MARGIN: f64 = 24.0;
/// The height of the lines about the score; its scale stands below them.
const HEAD: f64 = 72.0;
const TITLE: f64 = 40.0;

/// Writes the image.
pub fn write(sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let panel = TITLE + SCALE + if sheet.history { MONTHS } else { 0.0 } + 16.0;
    let rows = sheet.score.measured.len().div_ceil(2);
    let width = 2.0 * WIDTH + 3.0 * MARGIN;
    let head = MARGIN + HEAD + if sheet.history { MONTHS } else { SCALE } + MARGIN;
    let height = (0..rows).fold(head, |height, _| height + panel);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{}\">\n",
        sheet.language
    );
    let (title, subject, total) = (escaped(sheet.title), sheet.subject(), sheet.total());
    let _ = writeln!(svg, "<title>{title}: {total}</title>\n<style>{STYLE}{OWN}</style>");
    let _ = writeln!(svg, r##"<rect width="{width}" height="{height}" fill="#ffffff"/>"##);
    let _ = writeln!(svg, r#"<g transform="translate({MARGIN} {MARGIN})">"#);
    let _ =
        writeln!(svg, "<text y=\"12\" class=\"about\">{title}</text>\n<text y=\"30\" class=\"about\">{subject}</text>");
    let _ = writeln!(svg, r#"<text y="62" class="total">{total}</text>"#);
    let _ = writeln!(svg, "<g transform=\"translate(0 {HEAD})\">\n{}</g>", tiers(sheet));
    if sheet.history {
        let line = total_by_month(sheet);
        let _ = writeln!(svg, "<g transform=\"translate({} {HEAD})\">\n{line}</g>", WIDTH + MARGIN);
    }
    let _ = writeln!(svg, "</g>");
    let (mut x, mut y) = (MARGIN, head);
    for measured in &sheet.score.measured {
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">\n{}</g>", metric(sheet, measured));
        (x, y) = if x > MARGIN { (MARGIN, y + panel) } else { (2.0 * MARGIN + WIDTH, y) };
    }
    svg += "</svg>\n";
    out.write_all(svg.as_bytes())
}

const OWN: &str = ".about{font-size:13px;fill:#59636e}.total{font-size:20px;font-weight:600}\
.name{font-size:14px;font-weight:600}.value{font-size:12px}.points{font-size:14px;font-weight:600;text-anchor:end}";

/// The scale of the tiers with the score on it.
pub fn tiers(sheet: Sheet<'_>) -> String {
    tier_scale(sheet).bar(sheet.score.total.map(rounded))
}

/// The score, month by month.
pub fn total_by_month(sheet: Sheet<'_>) -> String {
    let history = sheet.score.history.iter();
    let months = history.map(|past| (sheet.day(past.as_of), past.total.map(rounded)));
    tier_scale(sheet).line(&months.collect::<Vec<_>>())
}

/// The whole percent that tiers go by.
fn rounded(total: Total<'_>) -> Fraction {
    Fraction { part: total.points.percent(), whole: 100 }
}

/// The bands of a metric.
pub fn scale(metric: &Metric) -> Scale {
    Scale(metric.bands.iter().rev().map(|band| band.from).collect())
}

/// The values of a metric, month by month.
pub fn by_month(sheet: Sheet<'_>, metric: &Metric) -> Vec<(String, Option<Fraction>)> {
    let of = |measured: &&Measured<'_>| measured.metric.id == metric.id;
    let history = sheet.score.history.iter();
    let value = |past: &crate::score::Past<'_>| Some(past.measured.iter().find(of)?.result?.value);
    history.map(|past| (sheet.day(past.as_of), value(past))).collect()
}

/// The points of a metric, or the mean that it takes, out of all there are; and its value.
pub fn told(sheet: Sheet<'_>, measured: &Measured<'_>) -> (String, String) {
    let points = sheet.score.share_of(measured);
    let points = points.map(|points| Arg::Figure(decimal(points)).render(sheet.language));
    let points = points.map(|points| format!("{points} / {}", measured.metric.most())).unwrap_or_default();
    let value = match &measured.result {
        Some(result) => measured.metric.value(result.value),
        None => Message::new("score.no_data"),
    };
    (points, sheet.say(&value))
}

fn metric(sheet: Sheet<'_>, measured: &Measured<'_>) -> String {
    let title = escaped(measured.metric.title.get(sheet.language));
    let (points, value) = told(sheet, measured);
    let scale = scale(measured.metric);
    let mut svg = format!(
        "<text y=\"14\" class=\"name\">{title}</text>\n<text x=\"{WIDTH}\" y=\"14\" class=\"points\">{points}</text>\n\
         <text y=\"32\" class=\"value\">{value}</text>\n"
    );
    let bar = scale.bar(measured.result.map(|result| result.value));
    let _ = writeln!(svg, "<g transform=\"translate(0 {TITLE})\">\n{bar}</g>");
    if sheet.history {
        let line = scale.line(&by_month(sheet, measured.metric));
        let _ = writeln!(svg, "<g transform=\"translate(0 {})\">\n{line}</g>", TITLE + SCALE);
    }
    svg
}

/// The tiers as bands; the lowest has everything below the next one.
fn tier_scale(sheet: Sheet<'_>) -> Scale {
    let tiers = sheet.score.card.tiers.iter().rev();
    Scale(tiers.enumerate().map(|(place, tier)| if place == 0 { 0 } else { tier.from }).collect())
}
