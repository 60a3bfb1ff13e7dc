//! Excel: the filled self-assessment as sheets to be filtered, sorted and printed.

mod names;
mod sheets;

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::office::{INK, RULE, colors, longest_word, one_line, shares, width};
use super::page::Tone;
use super::{View, filled};
use crate::assessment::Assessment;
use crate::evidence::Place;
use crate::language::Message;

use names::Names;
use sheets::{Sheet, Value};

/// What a cell can hold, in units of UTF-16.
const LIMIT: usize = 32_767;

/// How wide a column may be, how long a word that it does not break, and how much room there is across the page, in
/// letters.
const WIDEST: usize = 60;
const LONGEST: usize = 34;
const ROOM: usize = 165;

/// The height of a line, and the greatest height of a row, in points.
const LINE: f64 = 14.0;
const HIGHEST: f64 = 409.0;

/// A4, by its number in the file format.
const A4: u8 = 9;

/// Writes one workbook, with the sheets of each self-assessment one after the other.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(assessments, view).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(assessments: &[Assessment<'_>], view: View<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut names = Names::default();
    for assessment in assessments {
        let program = if assessments.len() > 1 { assessment.checklist.program.as_str() } else { "" };
        for sheet in sheets::sheets(assessment, view) {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(names.of(program, &sheet.name))?;
            Writer { worksheet, view }.sheet(&sheet)?;
        }
    }
    if let Some(first) = assessments.first() {
        let titles: Vec<_> = assessments.iter().map(|assessment| title(assessment, view)).collect();
        let properties = DocProperties::new().set_title(titles.join(" · "));
        let properties = properties.set_author(one_line(first.partner.as_deref().unwrap_or_default()));
        // Without a day of its own the file would say when it was written.
        let day = excel_day(first.as_of).unwrap_or_default();
        workbook.set_properties(&properties.set_creation_datetime(&day));
    }
    workbook.save_to_buffer()
}

fn title(assessment: &Assessment<'_>, view: View<'_>) -> String {
    one_line(&filled::title(assessment).render(view.language))
}

/// Writes one sheet.
struct Writer<'a> {
    worksheet: &'a mut Worksheet,
    view: View<'a>,
}

impl Writer<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        let first = u32::from(!sheet.header.is_empty());
        for (column, name) in (0..).zip(&sheet.header) {
            self.worksheet.write_string_with_format(0, column, self.cut(name), &header())?;
        }
        for (row, values) in (first..).zip(&sheet.rows) {
            for (column, value) in (0..).zip(values) {
                self.value(row, column, value, first == 0)?;
            }
        }
        self.fit(sheet)?;
        let page = &mut *self.worksheet;
        page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
        page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        let last = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.header.len()));
        if let (1, Ok(rows), Ok(columns)) = (first, last.0, last.1) {
            page.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?.autofilter(0, 0, rows, columns - 1)?;
        }
        Ok(())
    }

    /// Columns as wide as their words ask for, and rows as high as their lines: not every program finds the height itself.
    fn fit(&mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        let is_table = !sheet.header.is_empty();
        let count = if is_table { sheet.header.len() } else { 2 };
        // A line of the summary that stands alone runs on over the columns beside it.
        let rows = || sheet.rows.iter().filter(|row| is_table || row.len() > 1);
        let needs = (0..count).map(|column| {
            let header = sheet.header.get(column).map_or(0, |name| longest_word(name) + 3);
            let cells = || rows().filter_map(|row| row.get(column)).map(spread);
            let least = cells().map(|(least, _)| least).chain([header]).max().unwrap_or(0);
            let wish = cells().map(|(_, wish)| wish).max().unwrap_or(0);
            (least + 2, (wish + 2).min(if is_table { WIDEST } else { ROOM }).max(least + 2))
        });
        let widths = shares(&needs.collect::<Vec<_>>(), ROOM);
        for (column, letters) in (0..).zip(&widths) {
            self.worksheet.set_column_width(column, u32::try_from(*letters).unwrap_or(u32::MAX))?;
        }
        let header: Vec<_> = sheet.header.iter().cloned().map(Value::Strong).collect();
        let rows = is_table.then_some(&header).into_iter().chain(&sheet.rows);
        for (number, row) in (0..).zip(rows) {
            let lines = row.iter().zip(&widths).map(|(value, width)| if is_table { lines(value, *width) } else { 1 });
            let lines = lines.max().unwrap_or(1);
            let title = if is_table || number > 0 { 0.0 } else { LINE / 2.0 };
            self.worksheet.set_row_height(number, (f64::from(lines) * LINE + title + 1.5).min(HIGHEST))?;
        }
        Ok(())
    }

    /// A cell; in a sheet that is no table, it has no lines around it.
    fn value(&mut self, row: u32, column: u16, value: &Value, is_free: bool) -> Result<(), XlsxError> {
        let plain = if is_free { letters() } else { cell() };
        let is_title = is_free && row == 0;
        match value {
            Value::Words(words) if is_free && column == 0 => self.words(row, column, words, &letters()),
            Value::Words(words) => self.words(row, column, words, &plain.set_text_wrap()),
            Value::Strong(words) if is_title => {
                self.words(row, column, words, &letters().set_bold().set_font_size(16).set_font_color(ink()))
            }
            Value::Strong(words) if is_free => self.words(row, column, words, &plain.set_bold()),
            Value::Strong(words) => self.words(row, column, words, &plain.set_bold().set_text_wrap()),
            Value::Toned(tone, words) => self.words(row, column, words, &toned(plain, *tone)),
            Value::Code(words) => self.words(row, column, words, &plain.set_font_name("Consolas").set_font_size(9)),
            Value::Number(number) if is_free => self.number(row, column, *number, &plain.set_align(FormatAlign::Left)),
            Value::Number(number) => {
                self.number(row, column, *number, &plain.set_align(FormatAlign::Right).set_indent(1))
            }
            Value::Dollars(cents) => {
                let format = plain.set_num_format("[$$-409]#,##0.00");
                #[expect(clippy::cast_precision_loss, reason = "a cell holds no other numbers")]
                let dollars = *cents as f64 / 100.0;
                self.worksheet.write_number_with_format(row, column, dollars, &format).map(drop)
            }
            Value::Day(day) => match excel_day(*day) {
                Ok(date) => {
                    let format = plain.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
                    self.worksheet.write_datetime_with_format(row, column, &date, &format).map(drop)
                }
                Err(_) => self.words(row, column, &day.to_string(), &plain),
            },
            Value::Place(place) => self.place(row, column, place, &plain.set_text_wrap()),
        }
    }

    fn number(&mut self, row: u32, column: u16, number: u64, format: &Format) -> Result<(), XlsxError> {
        #[expect(clippy::cast_precision_loss, reason = "a cell holds no other numbers")]
        let number = number as f64;
        let format = format.clone().set_num_format("#,##0");
        self.worksheet.write_number_with_format(row, column, number, &format).map(drop)
    }

    /// A place with a link to its file. An address that Excel cannot hold is words alone.
    fn place(&mut self, row: u32, column: u16, place: &Place, format: &Format) -> Result<(), XlsxError> {
        let words = self.cut(&place.shown(self.view.language));
        let is_plain = !place.file.contains(['#', '%', '\\']);
        if let Some(links) = self.view.links.filter(|_| is_plain) {
            let url = Url::new(format!("file:///{links}{}", place.file)).set_text(&words);
            let linked =
                format.clone().set_font_color("0B5CAD").set_underline(rust_xlsxwriter::FormatUnderline::Single);
            if self.worksheet.write_url_with_format(row, column, url, &linked).is_ok() {
                return Ok(());
            }
        }
        self.worksheet.write_string_with_format(row, column, words, format).map(drop)
    }

    /// Words are always written as words: nothing in them is a formula, a number or an address.
    fn words(&mut self, row: u32, column: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
        if words.is_empty() {
            return self.worksheet.write_blank(row, column, format).map(drop);
        }
        self.worksheet.write_string_with_format(row, column, self.cut(words), format).map(drop)
    }

    /// Words that a cell can hold, paragraphs on lines of their own; what does not fit is counted.
    fn cut(&self, words: &str) -> String {
        let paragraphs = words.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        let words = paragraphs.map(one_line).collect::<Vec<_>>().join("\n");
        if words.encode_utf16().count() <= LIMIT {
            return words;
        }
        let (mut kept, mut units) = (0, 0);
        for character in words.chars() {
            units += character.len_utf16();
            if units > LIMIT - 200 {
                break;
            }
            kept += character.len_utf8();
        }
        let left = words[kept..].chars().count();
        format!("{}\n{}", &words[..kept], Message::new("sheet.cut").with("n", left).render(self.view.language))
    }
}

/// The width of the longest word of a cell and of its longest line, in letters.
fn spread(value: &Value) -> (usize, usize) {
    let line = |text: &str| text.lines().map(width).max().unwrap_or(0);
    let text = |text: &str| (longest_word(text).min(LONGEST), line(text));
    match value {
        Value::Words(words) | Value::Toned(_, words) => text(words),
        // Bold letters are wider.
        Value::Strong(words) => (text(words).0, text(words).1 * 9 / 8),
        Value::Code(words) => (line(words), line(words)),
        Value::Number(_) | Value::Day(_) => (10, 10),
        Value::Dollars(_) => (14, 14),
        Value::Place(place) => text(&place.to_string()),
    }
}

/// How many lines a cell takes in a column of so many letters.
fn lines(value: &Value, letters: usize) -> u32 {
    let of = |text: &str| text.lines().map(|line| width(line).div_ceil(letters.max(1)).max(1)).sum::<usize>();
    let lines = match value {
        Value::Words(words) | Value::Strong(words) => of(words),
        Value::Place(place) => of(&place.to_string()),
        Value::Toned(..) | Value::Code(_) | Value::Number(_) | Value::Dollars(_) | Value::Day(_) => 1,
    };
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let number = |number: u32| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or_default(), number(day.month()), number(day.day()))
}

fn ink() -> Color {
    Color::from(format!("#{INK}").as_str())
}

fn color(hex: &str) -> Color {
    Color::from(format!("#{hex}").as_str())
}

fn letters() -> Format {
    Format::new().set_font_size(10.5).set_align(FormatAlign::Top)
}

fn cell() -> Format {
    letters().set_border(FormatBorder::Thin).set_border_color(color(RULE))
}

fn header() -> Format {
    cell().set_bold().set_font_color(Color::White).set_background_color(ink()).set_text_wrap()
}

fn toned(format: Format, tone: Tone) -> Format {
    let (letters, ground) = colors(tone);
    let format = format.set_bold().set_align(FormatAlign::Center);
    format.set_font_color(color(letters)).set_background_color(color(ground))
}

#[cfg(test)]
mod tests;
