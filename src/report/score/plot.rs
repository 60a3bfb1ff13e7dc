//! Plots: a scale of percent with its bands and where a value lies, and a line through the months.

use std::fmt::Write as _;

use crate::score::Fraction;

/// The width of a plot.
pub const WIDTH: f64 = 300.0;

/// The height of a scale.
pub const SCALE: f64 = 46.0;

/// The height of the line through the months.
pub const MONTHS: f64 = 84.0;

/// The most that is drawn; more is drawn at the end.
const MOST: f64 = 1.0;

/// The colours of bands, from the lowest to the highest, and those of what lies in them.
const BANDS: [(&str, &str); 3] = [("#f2d3cc", "#a63d2a"), ("#f3e7bd", "#8a6a00"), ("#cfe6da", "#1f6b4a")];

/// A scale and its bands, as edges in percent from the lowest up.
pub struct Scale(pub Vec<u32>);

impl Scale {
    /// The colours of the band that a percentage lies in.
    fn colors(&self, reached: impl Fn(u32) -> bool) -> (&'static str, &'static str) {
        let band = self.0.iter().filter(|edge| reached(**edge)).count().saturating_sub(1);
        let last = BANDS.len() - 1;
        BANDS[(band + BANDS.len()).saturating_sub(self.0.len()).min(last)]
    }

    /// The colour of a value.
    pub fn color(&self, value: Fraction) -> &'static str {
        self.colors(|edge| value.reaches(edge)).1
    }

    /// The bands side by side, their edges named, and a mark at the value.
    pub fn bar(&self, value: Option<Fraction>) -> String {
        let mut svg = String::new();
        for (band, edge) in self.0.iter().enumerate() {
            let (from, to) = (at(*edge), self.0.get(band + 1).map_or(WIDTH, |next| at(*next)));
            let (fill, _) = self.colors(|other| other <= *edge);
            let width = to - from;
            let _ = writeln!(svg, r#"<rect x="{from:.1}" y="14" width="{width:.1}" height="16" fill="{fill}"/>"#);
            if *edge > 0 {
                let _ = writeln!(svg, r#"<text x="{from:.1}" y="43" class="edge">{edge}</text>"#);
            }
        }
        if let Some(value) = value {
            let (x, color) = (share(value) * WIDTH, self.color(value));
            let (left, right) = (x - 5.0, x + 5.0);
            let _ =
                writeln!(svg, r#"<line x1="{x:.1}" y1="12" x2="{x:.1}" y2="32" stroke="{color}" stroke-width="2.5"/>"#);
            let _ = writeln!(svg, r#"<path d="M{left:.1} 4 L{right:.1} 4 L{x:.1} 12 Z" fill="{color}"/>"#);
        }
        svg
    }

    /// A line through the values of the months, over the bands; months without one leave a gap.
    pub fn line(&self, months: &[(String, Option<Fraction>)]) -> String {
        let (top, height) = (6.0, 60.0);
        let y = |share: f64| top + height * (1.0 - share);
        let mut svg = String::new();
        for (band, edge) in self.0.iter().enumerate() {
            let to = self.0.get(band + 1).map_or(1.0, |next| f64::from(*next) / 100.0);
            let (above, below) = (y(to), y(f64::from(*edge) / 100.0));
            let (fill, _) = self.colors(|other| other <= *edge);
            let tall = below - above;
            let _ = writeln!(
                svg,
                r#"<rect x="0" y="{above:.1}" width="{WIDTH}" height="{tall:.1}" fill="{fill}" opacity="0.55"/>"#
            );
        }
        let steps = u32::try_from(months.len().max(2) - 1).unwrap_or(1);
        let step = (WIDTH - 12.0) / f64::from(steps);
        let mut x = 6.0 - step;
        let points: Vec<_> = months
            .iter()
            .map(|(_, value)| {
                x += step;
                value.map(|value| (x, y(share(value)), self.color(value)))
            })
            .collect();
        for run in points.split(Option::is_none) {
            let line: Vec<_> = run.iter().flatten().map(|(x, y, _)| format!("{x:.1},{y:.1}")).collect();
            if line.len() > 1 {
                let line = line.join(" ");
                let _ =
                    writeln!(svg, r##"<polyline points="{line}" fill="none" stroke="#3b4652" stroke-width="1.5"/>"##);
            }
        }
        for (x, y, color) in points.into_iter().flatten() {
            let _ = writeln!(svg, r#"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="{color}"/>"#);
        }
        if let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) {
            let _ = writeln!(svg, r#"<text x="0" y="80" class="month">{first}</text>"#);
            let _ = writeln!(svg, r#"<text x="{WIDTH}" y="80" class="month end">{last}</text>"#);
        }
        svg
    }
}

fn at(percent: u32) -> f64 {
    f64::from(percent.min(100)) / 100.0 * WIDTH
}

fn share(value: Fraction) -> f64 {
    value.drawn().clamp(0.0, MOST)
}

/// The letters of every plot.
pub const STYLE: &str = "text{font-family:system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC',sans-serif;fill:#1d242c}\
.edge{font-size:10px;text-anchor:middle;fill:#59636e}.month{font-size:10px;fill:#59636e}.end{text-anchor:end}";

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: [u32; 3] = [0, 45, 75];

    #[test]
    fn a_value_has_the_colour_of_its_band() {
        let scale = Scale(SCALE.to_vec());
        let colors = [44, 45, 75].map(|part| scale.color(Fraction { part, whole: 100 }));
        assert_eq!(colors, [BANDS[0].1, BANDS[1].1, BANDS[2].1]);
    }

    #[test]
    fn what_lies_beyond_the_scale_is_drawn_at_its_end() {
        let bar = Scale(SCALE.to_vec()).bar(Some(Fraction { part: 9, whole: 1 }));
        assert!(bar.contains(r#"<line x1="300.0""#), "{bar}");
    }

    #[test]
    fn a_month_without_a_value_leaves_a_gap() {
        let one = || Some(Fraction { part: 1, whole: 2 });
        let months = [one(), one(), None, one(), one(), None, one()].map(|value| ("2026-01-01".to_owned(), value));
        let line = Scale(SCALE.to_vec()).line(&months);
        assert_eq!((line.matches("<polyline").count(), line.matches("<circle").count()), (2, 5));
        assert!(!Scale(SCALE.to_vec()).line(&[]).contains("NaN"));
    }
}
