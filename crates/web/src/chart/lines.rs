//! Lines over time: several series told apart by dash, marker and a name at the end of each line.

use std::fmt::Write as _;

use super::bars::figure;
use super::paper::{self, Frame};
use super::{Caption, DataTable, Decimals, Scale};

/// One value of a series; `None` breaks the line.
pub type Point = Option<i64>;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What the line stands for.
    pub name: String,
    /// One value for each place of the chart's axis.
    pub points: Vec<Point>,
}

/// Several lines over the same places (years, months, ages).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChart {
    /// The words around it.
    pub caption: Caption,
    /// The names of the places along the axis.
    pub places: Vec<String>,
    /// The lines, at most eight.
    pub series: Vec<Series>,
    /// How values are written.
    pub decimals: Decimals,
}

const DASHES: [&str; 4] =
    ["", " stroke-dasharray=\"10 5\"", " stroke-dasharray=\"3 5\"", " stroke-dasharray=\"14 4 3 4\""];
const NAME_GAP: i64 = 20;

impl LineChart {
    /// Draws the chart.
    pub fn svg(&self) -> String {
        let widest = self.series.iter().map(|series| paper::text_width(&series.name)).max().unwrap_or(0);
        let right = (widest + 34).clamp(30, 230);
        let frame = Frame { width: 800, height: 400, left: 90, right, top: 46, bottom: 48 };
        let scale = self.scale();
        let mut out = paper::open(&self.caption, frame, false);
        paper::value_axis_left(&mut out, frame, scale, self.decimals, &self.caption.unit);
        self.place_names(&mut out, frame);
        for (at, (series, y)) in self.series.iter().zip(self.name_heights(frame, scale)).enumerate() {
            self.line(&mut out, frame, scale, (at, series));
            let label = paper::shorten(&series.name, right - 20);
            let x = frame.width - right + 16;
            paper::text(&mut out, "strong", "start", (x, y + 5), &label);
        }
        out.push_str("</svg>");
        out
    }

    fn scale(&self) -> Scale {
        Scale::holding(self.series.iter().flat_map(|series| series.points.iter().flatten().copied()))
    }

    fn x(&self, frame: Frame, place: usize) -> i64 {
        let last = i64::try_from(self.places.len().saturating_sub(1)).unwrap_or(0);
        let place = i64::try_from(place).unwrap_or(0);
        let inset = 14;
        if last == 0 {
            return frame.left + frame.plot_width() / 2;
        }
        frame.left
            + inset
            + Scale { low: 0, high: last, step: 1 }.place(place, frame.plot_width() - 2 * inset)
    }

    /// Writes as many place names as fit, always the last one.
    fn place_names(&self, out: &mut String, frame: Frame) {
        let widest = self.places.iter().map(|place| paper::text_width(place)).max().unwrap_or(1) + 12;
        let fit = usize::try_from(frame.plot_width() / widest.max(1)).unwrap_or(1).max(1);
        let every = self.places.len().div_ceil(fit).max(1);
        let last = self.places.len().saturating_sub(1);
        for (at, place) in self.places.iter().enumerate() {
            let near_last = at != last && last - at < every;
            if at == last || (at % every == 0 && !near_last) {
                let spot = (self.x(frame, at), frame.height - frame.bottom + 26);
                paper::text(out, "tick-text", "middle", spot, place);
            }
        }
    }

    /// Draws one series: the line in one mark that can be reached, and its points with their own names.
    fn line(&self, out: &mut String, frame: Frame, scale: Scale, (at, series): (usize, &Series)) {
        paper::open_mark(out, &self.name_of(series), None);
        let (mut path, mut pen_down) = (String::new(), false);
        let mut markers = String::new();
        for (place, point) in series.points.iter().enumerate().take(self.places.len()) {
            let Some(value) = point else {
                pen_down = false;
                continue;
            };
            let spot = (self.x(frame, place), level(frame, scale, *value));
            let _ = write!(path, "{}{} {}", if pen_down { 'L' } else { 'M' }, spot.0, spot.1);
            pen_down = true;
            let words = format!(
                "{}, {}: {} {}",
                series.name,
                self.places[place],
                self.decimals.write(*value),
                self.caption.unit
            );
            marker(&mut markers, at, spot, &words);
        }
        let _ = write!(
            out,
            "<path class=\"shape line l{}\" d=\"{path}\"{}/>",
            at % 8 + 1,
            DASHES[(at + at / 8) % 4]
        );
        out.push_str(&markers);
        paper::close_mark(out, None);
    }

    /// Says where a line begins and ends.
    fn name_of(&self, series: &Series) -> String {
        let known = |(place, point): (&String, &Point)| {
            point.map(|value| format!("{place} {} {}", self.decimals.write(value), self.caption.unit))
        };
        let mut words = self.places.iter().zip(&series.points).filter_map(known);
        match (words.next(), words.next_back()) {
            (Some(first), Some(last)) => format!("{}: {first} → {last}", series.name),
            (Some(only), None) => format!("{}: {only}", series.name),
            _ => series.name.clone(),
        }
    }

    /// Places the names beside the last points and moves them apart where they would touch.
    fn name_heights(&self, frame: Frame, scale: Scale) -> Vec<i64> {
        let wish = |series: &Series| {
            series.points.iter().rev().flatten().next().map_or(frame.top, |v| level(frame, scale, *v))
        };
        let mut order: Vec<(usize, i64)> = self.series.iter().map(wish).enumerate().collect();
        order.sort_by_key(|(at, y)| (*y, *at));
        let mut least = i64::MIN;
        for (_, y) in &mut order {
            *y = (*y).max(least);
            least = *y + NAME_GAP;
        }
        let overflow = (least - NAME_GAP - (frame.height - frame.bottom)).max(0);
        let mut heights = vec![0; order.len()];
        for (at, y) in order {
            heights[at] = y - overflow;
        }
        heights
    }

    /// Gives the same numbers as a table: a row for each place, a column for each series.
    pub fn data_table(&self) -> DataTable {
        let mut heads = vec![self.caption.row_head.clone()];
        heads.extend(self.series.iter().map(|series| format!("{} ({})", series.name, self.caption.unit)));
        let rows = self.places.iter().enumerate().map(|(place, name)| {
            let mut cells = vec![name.clone()];
            for series in &self.series {
                let point = series.points.get(place).copied().flatten();
                cells.push(point.map_or_else(String::new, |value| self.decimals.write(value)));
            }
            cells
        });
        DataTable { caption: self.caption.title.clone(), heads, rows: rows.collect() }
    }

    /// Wraps the drawing in a figure with its caption and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        figure(&self.caption, &self.svg(), &self.data_table(), summary)
    }
}

fn level(frame: Frame, scale: Scale, value: i64) -> i64 {
    frame.top + frame.plot_height() - scale.place(value, frame.plot_height())
}

/// Draws a point: disc, square, diamond or triangle by series, with its own name for the pointer.
fn marker(out: &mut String, series: usize, (x, y): (i64, i64), words: &str) {
    let class = format!("f{}", series % 8 + 1);
    let words = super::escape(words);
    let _ = match series % 4 {
        0 => write!(
            out,
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"5\"><title>{words}</title></circle>"
        ),
        1 => write!(
            out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"><title>{words}</title></rect>",
            x - 5,
            y - 5
        ),
        2 => write!(
            out,
            "<path class=\"{class}\" d=\"M{x} {}l7 7l-7 7l-7 -7Z\"><title>{words}</title></path>",
            y - 7
        ),
        _ => write!(
            out,
            "<path class=\"{class}\" d=\"M{x} {}l7 12h-14Z\"><title>{words}</title></path>",
            y - 7
        ),
    };
}
