//! An HTML page: the score, a plot and the numbers of each metric, what would move it, and the months. It loads nothing.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::plot::{MONTHS, SCALE, STYLE, WIDTH};
use super::{Sheet, svg};
use crate::language::Message;
use crate::report::markup::{Document, escaped};
use crate::score::{Measured, Past, percent};

/// Writes the page.
pub fn write(sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (title, subject, total) = (escaped(sheet.title), sheet.subject(), sheet.total());
    let mut page = format!("<header>\n<p>{title}</p>\n<p>{subject}</p>\n<h1>{total}</h1>\n");
    page += &plot(SCALE, &svg::tiers(sheet), &total);
    if sheet.history {
        page += &plot(MONTHS, &svg::total_by_month(sheet), &sheet.say(&Message::new("score.history")));
    }
    page += "<ul>\n";
    for sentence in sheet.score.sentences() {
        let _ = writeln!(page, "<li>{}</li>", sheet.say(&sentence));
    }
    page += "</ul>\n</header>\n<main>\n";
    for measured in &sheet.score.measured {
        metric(sheet, measured, &mut page);
    }
    page += "</main>\n";
    if sheet.history {
        history(sheet, &mut page);
    }
    let style = format!("{STYLE}{PAGE}");
    let page = Document { language: sheet.language, title: sheet.title, style: &style, script: None, body: &page };
    write!(out, "{page}")
}

const PAGE: &str = "body{font-family:system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC',sans-serif;color:#1d242c;\
max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.45}header p{margin:0;color:#59636e}\
h1{font-size:1.4rem;margin:.6rem 0}h2{font-size:1.05rem;margin:0}\
main h2{display:flex;justify-content:space-between;gap:.8rem;font-size:1rem}main h2 span+span,td:first-child{white-space:nowrap}\
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1.6rem;margin:1.6rem 0}\
main p{margin:.3rem 0;font-size:.9rem}.aside{color:#59636e}svg{display:block;width:100%;max-width:22rem;height:auto;overflow:visible}\
ul{padding-left:1.2rem;font-size:.9rem}table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums}\
th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #dde2e7;vertical-align:bottom}";

fn plot(height: f64, drawn: &str, told: &str) -> String {
    format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{told}\">\n{drawn}</svg>\n")
}

fn metric(sheet: Sheet<'_>, measured: &Measured<'_>, page: &mut String) {
    let title = escaped(measured.metric.title.get(sheet.language));
    let (points, value) = svg::told(sheet, measured);
    let scale = svg::scale(measured.metric);
    let _ = writeln!(page, "<section>\n<h2><span>{title}</span><span>{points}</span></h2>\n<p>{value}</p>");
    *page += &plot(SCALE, &scale.bar(measured.result.map(|result| result.value)), &value);
    if sheet.history {
        let line = scale.line(&svg::by_month(sheet, measured.metric));
        *page += &plot(MONTHS, &line, &sheet.say(&Message::new("score.history")));
    }
    if let Some(result) = &measured.result {
        let way = result.next.map_or(Message::new("score.top"), |next| measured.metric.way(&next));
        let _ = writeln!(page, "<p>{}</p>", sheet.say(&way));
    }
    let _ = writeln!(page, "<p class=\"aside\">{}</p>\n</section>", sheet.say(&measured.account()));
}

/// The score and the points of each metric, month by month.
fn history(sheet: Sheet<'_>, page: &mut String) {
    let metrics = sheet.score.measured.iter().map(|measured| escaped(measured.metric.title.get(sheet.language)));
    let head: Vec<_> = [Message::new("score.month"), Message::new("score.heading")]
        .iter()
        .map(|message| sheet.say(message))
        .chain(metrics)
        .map(|title| format!("<th scope=\"col\">{title}</th>"))
        .collect();
    let title = sheet.say(&Message::new("score.history"));
    let _ = writeln!(page, "<h2>{title}</h2>\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>", head.concat());
    for past in &sheet.score.history {
        let cells: Vec<_> = month(sheet, past).into_iter().map(|cell| format!("<td>{cell}</td>")).collect();
        let _ = writeln!(page, "<tr>{}</tr>", cells.concat());
    }
    *page += "</tbody>\n</table>\n";
}

fn month(sheet: Sheet<'_>, past: &Past<'_>) -> Vec<String> {
    let total = past.total.map(|total| sheet.say(&percent(total.points.percent())));
    let metrics = past.measured.iter().map(|measured| measured.brief().map(|brief| sheet.say(&brief)));
    let cells = [Some(sheet.day(past.as_of)), total].into_iter().chain(metrics);
    cells.map(|cell| cell.unwrap_or_else(|| "–".to_owned())).collect()
}
