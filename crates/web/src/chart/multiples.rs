//! Small multiples: the same small line for many places, all on one scale, so that they can be compared.

use std::fmt::Write as _;

use super::paper::{self, Frame};
use super::{Caption, DataTable, Decimals, Scale, Series, escape};

/// One small drawing per series, on a common scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallMultiples {
    /// The words around the whole.
    pub caption: Caption,
    /// The names of the places along each axis.
    pub places: Vec<String>,
    /// One drawing each.
    pub series: Vec<Series>,
    /// How values are written.
    pub decimals: Decimals,
}

impl SmallMultiples {
    /// Draws all of them, each an image with its own name; a grid that follows the width of the screen.
    pub fn svg(&self) -> String {
        let scale =
            Scale::holding(self.series.iter().flat_map(|series| series.points.iter().flatten().copied()));
        let mut out = String::from("<div class=\"chart-grid\">");
        for (at, series) in self.series.iter().enumerate() {
            out.push_str(&self.one(scale, at, series));
        }
        out.push_str("</div>");
        out
    }

    fn one(&self, scale: Scale, at: usize, series: &Series) -> String {
        let frame = Frame { width: 320, height: 180, left: 12, right: 12, top: 60, bottom: 30 };
        let known: Vec<(usize, i64)> = series
            .points
            .iter()
            .enumerate()
            .take(self.places.len())
            .filter_map(|(p, v)| v.map(|v| (p, v)))
            .collect();
        let words = |spot: Option<&(usize, i64)>| {
            spot.map(|(place, value)| format!("{} {}", self.places[*place], self.decimals.write(*value)))
        };
        let ends =
            [words(known.first()), words(known.last())].into_iter().flatten().collect::<Vec<_>>().join(" → ");
        let caption = Caption {
            id: format!("{}-{at}", self.caption.id),
            title: series.name.clone(),
            description: format!("{ends} {}", self.caption.unit),
            ..self.caption.clone()
        };
        let mut out = paper::open(&caption, frame, true);
        let foot = frame.height - frame.bottom;
        let zero = foot - scale.place(0, frame.plot_height());
        let _ =
            write!(out, "<path class=\"base\" d=\"M{} {zero}H{}\"/>", frame.left, frame.width - frame.right);
        paper::text(&mut out, "strong", "start", (frame.left, 20), &paper::shorten(&series.name, 290));
        if let Some((_, value)) = known.last() {
            let last = format!("{} {}", self.decimals.write(*value), self.caption.unit);
            paper::text(&mut out, "", "start", (frame.left, 42), &last);
        }
        self.line(&mut out, frame, scale, &known);
        if let (Some(first), Some(last)) = (self.places.first(), self.places.last()) {
            paper::text(&mut out, "tick-text", "start", (frame.left, frame.height - 8), first);
            paper::text(&mut out, "tick-text", "end", (frame.width - frame.right, frame.height - 8), last);
        }
        out.push_str("</svg>");
        out
    }

    fn line(&self, out: &mut String, frame: Frame, scale: Scale, known: &[(usize, i64)]) {
        let last = i64::try_from(self.places.len().saturating_sub(1)).unwrap_or(0).max(1);
        let along = Scale { low: 0, high: last, step: 1 };
        let mut path = String::new();
        let mut before: Option<usize> = None;
        let mut end = None;
        for (place, value) in known {
            let x = frame.left + along.place(i64::try_from(*place).unwrap_or(0), frame.plot_width());
            let y = frame.height - frame.bottom - scale.place(*value, frame.plot_height());
            let joined = before.is_some_and(|before| before + 1 == *place);
            // A line of no length still shows as a dot, so a value between two gaps does not vanish.
            let _ = if joined { write!(path, "L{x} {y}") } else { write!(path, "M{x} {y}h0") };
            before = Some(*place);
            end = Some((x, y));
        }
        let _ = write!(out, "<path class=\"shape line l1\" d=\"{path}\"/>");
        if let Some((x, y)) = end {
            let _ = write!(out, "<circle class=\"f1\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
        }
    }

    /// Gives the same numbers as one table: a row for each place, a column for each drawing.
    pub fn data_table(&self) -> DataTable {
        let chart = super::LineChart {
            caption: self.caption.clone(),
            places: self.places.clone(),
            series: self.series.clone(),
            decimals: self.decimals,
        };
        chart.data_table()
    }

    /// Wraps the drawings in a figure with its caption and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        let title = escape(&self.caption.title);
        let table = self.data_table().folded(summary);
        format!("<figure class=\"chart-box\"><figcaption>{title}</figcaption>{}{table}</figure>", self.svg())
    }
}
