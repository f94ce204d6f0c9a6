//! The year as bars: a small SVG of whole numbers, with words for readers who do not see it.
//!
//! Kinds differ by fill (strengthening solid, regular hatched), a bar that stands still has a dashed edge
//! and no fill; a table of the same rows stands beside the drawing, so nothing is told by shape alone.

use std::fmt::Write as _;

use jiff::civil::{Date, date};

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Whether it is regular work.
    pub regular: bool,
    /// Whether it stands still today.
    pub stopped: bool,
    /// Milestones: day and whether reached.
    pub marks: Vec<(Date, bool)>,
}

/// The words around the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Accessible name.
    pub title: String,
    /// Longer description.
    pub description: String,
    /// The twelve months.
    pub months: Vec<String>,
}

const LEFT: i64 = 300;
const WIDTH: i64 = 1_200;
const TOP: i64 = 40;
const ROW: i64 = 34;

/// Text that is safe inside SVG.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Cuts a label to what fits at the left; Hangul takes two.
fn fitted(text: &str) -> String {
    let mut room = 28_i64;
    let mut cut = String::new();
    for c in text.chars() {
        room -= if c.is_ascii() { 1 } else { 2 };
        if room < 0 {
            cut.push('…');
            break;
        }
        cut.push(c);
    }
    cut
}

/// Where a day stands in the year, clipped to it.
fn x(year: i16, day: Date, after: bool) -> i64 {
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let days = i64::from((day.clamp(first, last) - first).get_days()) + i64::from(after);
    LEFT + days * (WIDTH - LEFT - 10) / (i64::from((last - first).get_days()) + 1)
}

/// Draws the bars of a year.
pub fn svg(year: i16, bars: &[Bar], words: &Words) -> String {
    let height = TOP + ROW * bars.len() as i64 + 10;
    let mut out = String::with_capacity(400 * (bars.len() + 4));
    let _ = write!(
        out,
        "<svg class=\"chart\" role=\"group\" aria-labelledby=\"gantt-t gantt-d\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">\
         <title id=\"gantt-t\">{}</title><desc id=\"gantt-d\">{}</desc>\
         <defs><pattern id=\"gantt-h\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect width=\"3\" height=\"8\" fill=\"currentColor\"/></pattern></defs>",
        escaped(&words.title),
        escaped(&words.description)
    );
    grid(&mut out, year, height, words);
    for (at, bar) in bars.iter().enumerate() {
        row(&mut out, year, TOP + ROW * at as i64, bar);
    }
    out.push_str("</svg>");
    out
}

/// Months across the top with a line down from each.
fn grid(out: &mut String, year: i16, height: i64, words: &Words) {
    for (at, month) in words.months.iter().enumerate().take(12) {
        let left = x(year, date(year, at as i8 + 1, 1), false);
        let _ = write!(
            out,
            "<line x1=\"{left}\" y1=\"8\" x2=\"{left}\" y2=\"{height}\" stroke=\"currentColor\" stroke-opacity=\".25\"/>\
             <text x=\"{}\" y=\"26\" font-size=\"18\" fill=\"currentColor\">{}</text>",
            left + 4,
            escaped(month)
        );
    }
}

/// One bar with its label and milestones.
fn row(out: &mut String, year: i16, top: i64, bar: &Bar) {
    let (left, right) = (x(year, bar.from, false), x(year, bar.until, true));
    let fill = match (bar.stopped, bar.regular) {
        (true, _) => "fill=\"none\" stroke-dasharray=\"6 4\"",
        (_, true) => "fill=\"url(#gantt-h)\"",
        _ => "fill=\"currentColor\" fill-opacity=\".75\"",
    };
    let _ = write!(
        out,
        "<a href=\"{}\"><title>{} {} – {}</title><text x=\"0\" y=\"{}\" font-size=\"20\" fill=\"currentColor\">{}</text>\
         <rect x=\"{left}\" y=\"{}\" width=\"{}\" height=\"18\" rx=\"3\" stroke=\"currentColor\" {fill}/></a>",
        escaped(&bar.href),
        escaped(&bar.label),
        bar.from,
        bar.until,
        top + 21,
        escaped(&fitted(&bar.label)),
        top + 7,
        (right - left).max(3)
    );
    for (day, reached) in &bar.marks {
        let (x, y) = (x(year, *day, false), top + 16);
        let fill = if *reached { "currentColor" } else { "none" };
        let _ = write!(
            out,
            "<path d=\"M{x} {} l9 9 l-9 9 l-9 -9z\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"2\"/>",
            y - 9
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stands_where_its_days_are_and_markup_in_titles_is_harmless() {
        let bar = Bar {
            label: "<b>".into(),
            href: "/plan/activities/1".into(),
            from: date(2019, 6, 1),
            until: date(2020, 12, 31),
            regular: true,
            stopped: false,
            marks: vec![(date(2020, 1, 1), true)],
        };
        let words = Words { title: "t".into(), description: "d".into(), months: vec!["1".into()] };
        let svg = svg(2020, &[bar], &words);
        assert!(svg.contains("<rect x=\"300\" y=\"47\" width=\"890\""), "{svg}");
        assert!(svg.contains("&lt;b&gt;") && !svg.contains("<b>"));
    }
}
