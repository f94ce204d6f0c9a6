//! Lying bars made of parts, as amounts or as shares of each bar.

use std::fmt::Write as _;

use super::bars::figure;
use super::paper::{self, Frame};
use super::{Caption, DataTable, Decimals, Scale, escape};

/// One bar and the values of its parts, in the order of the chart's series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackedRow {
    /// What the bar stands for.
    pub label: String,
    /// The value of each part; a missing or negative part is drawn as nothing.
    pub parts: Vec<Option<i64>>,
    /// Where the bar leads, if it leads anywhere.
    pub href: Option<String>,
}

/// Bars whose parts add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackedChart {
    /// The words around it.
    pub caption: Caption,
    /// The names of the parts, at most eight.
    pub series: Vec<String>,
    /// The bars in the order shown.
    pub rows: Vec<StackedRow>,
    /// How values are written.
    pub decimals: Decimals,
    /// Whether every bar fills the width, so that shares can be compared.
    pub as_shares: bool,
    /// The head of the table's last column, the sum.
    pub total_head: String,
}

impl StackedRow {
    fn total(&self) -> i64 {
        self.parts.iter().flatten().filter(|part| **part > 0).fold(0, |sum, part| sum.saturating_add(*part))
    }
}

const ROW: i64 = 44;
const LINE: i64 = 28;

impl StackedChart {
    /// Draws the chart: a legend on top, then the bars.
    pub fn svg(&self) -> String {
        let widest = self.rows.iter().map(|row| paper::text_width(&row.label)).max().unwrap_or(0);
        let left = (widest + 24).clamp(60, 240);
        let (legend, lines) = self.legend();
        let top = lines * LINE + 14;
        let count = i64::try_from(self.rows.len()).unwrap_or(0);
        let bottom = if self.as_shares { 8 } else { 56 };
        let frame = Frame { width: 800, height: top + ROW * count + bottom, left, right: 90, top, bottom };
        let mut out = paper::open(&self.caption, frame, false);
        paper::textures(&mut out, &self.caption.id, self.series.len().min(6));
        out.push_str(&legend);
        let scale = Scale::holding(self.rows.iter().map(StackedRow::total));
        if !self.as_shares {
            paper::value_axis_bottom(&mut out, frame, scale, self.decimals, &self.caption.unit);
        }
        for (row, at) in self.rows.iter().zip(0_i64..) {
            self.bar(&mut out, frame, scale, row, frame.top + at * ROW);
        }
        out.push_str("</svg>");
        out
    }

    /// Writes the legend and tells how many lines it took.
    fn legend(&self) -> (String, i64) {
        let mut out = String::new();
        let (mut x, mut line) = (8_i64, 0_i64);
        for (at, name) in self.series.iter().enumerate() {
            let room = paper::text_width(name) + 60;
            if x > 8 && x + room > 792 {
                x = 8;
                line += 1;
            }
            self.swatch(&mut out, at, (x, line * LINE + 4, 26, 18));
            paper::text(&mut out, "", "start", (x + 34, line * LINE + 18), name);
            x += room;
        }
        (out, line + 1)
    }

    /// Draws a rectangle in the color and texture of a part.
    fn swatch(&self, out: &mut String, part: usize, (x, y, width, height): (i64, i64, i64, i64)) {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        let _ = write!(out, "<rect class=\"part f{}\" {place}/>", part % 8 + 1);
        if !part.is_multiple_of(6) {
            let _ = write!(out, "<rect {place} fill=\"url(#{}-p{})\"/>", escape(&self.caption.id), part % 6);
        }
    }

    fn bar(&self, out: &mut String, frame: Frame, scale: Scale, row: &StackedRow, y: i64) {
        paper::open_mark(out, &self.name_of(row), row.href.as_deref());
        let total = row.total();
        let place = |upto: i64| match (self.as_shares, total) {
            (true, 0) => 0,
            (true, total) => Scale { low: 0, high: total, step: total }.place(upto, frame.plot_width()),
            (false, _) => scale.place(upto, frame.plot_width()) - scale.place(0, frame.plot_width()),
        };
        let mut sum = 0_i64;
        for (at, part) in row.parts.iter().enumerate() {
            let value = part.unwrap_or(0).max(0);
            let (from, to) = (place(sum), place(sum.saturating_add(value)));
            sum = sum.saturating_add(value);
            if to > from {
                self.swatch(out, at, (frame.left + from, y + 8, to - from, 28));
            }
        }
        let _ = write!(
            out,
            "<rect class=\"shape\" fill=\"none\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"28\"/>",
            frame.left,
            y + 8,
            place(sum)
        );
        let label = paper::shorten(&row.label, frame.left - 16);
        paper::text(out, "", "end", (frame.left - 12, y + 27), &label);
        paper::text(
            out,
            "strong",
            "start",
            (frame.left + place(sum) + 8, y + 27),
            &self.decimals.write(total),
        );
        paper::close_mark(out, row.href.as_deref());
    }

    fn name_of(&self, row: &StackedRow) -> String {
        let mut parts = Vec::new();
        for (name, part) in self.series.iter().zip(&row.parts) {
            if let Some(value) = part {
                parts.push(format!("{name} {}", self.decimals.write(*value)));
            }
        }
        format!(
            "{}: {} {} ({})",
            row.label,
            self.decimals.write(row.total()),
            self.caption.unit,
            parts.join(", ")
        )
    }

    /// Gives the same numbers as a table, with the sum of each bar in the last column.
    pub fn data_table(&self) -> DataTable {
        let mut heads = vec![self.caption.row_head.clone()];
        heads.extend(self.series.iter().cloned());
        heads.push(self.total_head.clone());
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![row.label.clone()];
            for at in 0..self.series.len() {
                let part = row.parts.get(at).copied().flatten();
                cells.push(part.map_or_else(String::new, |value| self.decimals.write(value)));
            }
            cells.push(self.decimals.write(row.total()));
            cells
        });
        DataTable { caption: self.caption.title.clone(), heads, rows: rows.collect() }
    }

    /// Wraps the drawing in a figure with its caption and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        figure(&self.caption, &self.svg(), &self.data_table(), summary)
    }
}
