//! Bars, lying or standing, with an optional goal line.

use std::fmt::Write as _;

use super::paper::{self, Frame};
use super::{Caption, DataTable, Decimals, Scale, escape};

/// Which way the bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the right: best for names, because they stay level and readable.
    Lying,
    /// Upward: best for a few years or ages.
    Standing,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What the bar stands for.
    pub label: String,
    /// Its value, or `None` when there is no number: then `missing` is written in its place.
    pub value: Option<i64>,
    /// Words instead of a number when there is none.
    pub missing: String,
    /// Where the bar leads, if it leads anywhere.
    pub href: Option<String>,
}

/// Bars of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart {
    /// The words around it.
    pub caption: Caption,
    /// Which way the bars grow.
    pub direction: Direction,
    /// The bars in the order shown.
    pub bars: Vec<Bar>,
    /// How values are written.
    pub decimals: Decimals,
    /// A value to compare with, and its name.
    pub goal: Option<(i64, String)>,
}

impl BarChart {
    /// Draws the chart.
    pub fn svg(&self) -> String {
        let scale = Scale::holding(
            self.bars.iter().filter_map(|bar| bar.value).chain(self.goal.iter().map(|(value, _)| *value)),
        );
        match self.direction {
            Direction::Lying => self.lying(scale),
            Direction::Standing => self.standing(scale),
        }
    }

    /// Gives the same numbers as a table.
    pub fn data_table(&self) -> DataTable {
        let heads = vec![self.caption.row_head.clone(), self.caption.unit.clone()];
        let rows = self.bars.iter().map(|bar| vec![bar.label.clone(), self.words(bar)]).collect();
        DataTable { caption: self.caption.title.clone(), heads, rows }
    }

    fn words(&self, bar: &Bar) -> String {
        bar.value.map_or_else(|| bar.missing.clone(), |value| self.decimals.write(value))
    }

    fn name_of(&self, bar: &Bar) -> String {
        match bar.value {
            Some(_) => format!("{}: {} {}", bar.label, self.words(bar), self.caption.unit),
            None => format!("{}: {}", bar.label, bar.missing),
        }
    }

    fn lying(&self, scale: Scale) -> String {
        const ROW: i64 = 40;
        let count = i64::try_from(self.bars.len()).unwrap_or(0);
        let widest = self.bars.iter().map(|bar| paper::text_width(&bar.label)).max().unwrap_or(0);
        let left = (widest + 24).clamp(60, 240);
        let top = if self.goal.is_some() { 34 } else { 8 };
        let frame = Frame { width: 800, height: top + ROW * count + 56, left, right: 90, top, bottom: 56 };
        let mut out = paper::open(&self.caption, frame, false);
        paper::value_axis_bottom(&mut out, frame, scale, self.decimals, &self.caption.unit);
        let zero = frame.left + scale.place(0, frame.plot_width());
        for (bar, at) in self.bars.iter().zip(0_i64..) {
            self.lying_bar(&mut out, frame, scale, bar, (zero, frame.top + at * ROW));
        }
        if let Some((goal, name)) = &self.goal {
            let x = frame.left + scale.place(*goal, frame.plot_width());
            let foot = frame.height - frame.bottom;
            let _ = write!(out, "<path class=\"goal\" d=\"M{x} {}V{foot}\"/>", frame.top - 6);
            let words = format!("{name} {}", self.decimals.write(*goal));
            let half = paper::text_width(&words) / 2;
            let x = x.clamp(half, (frame.width - half).max(half));
            paper::text(&mut out, "goal-text", "middle", (x, frame.top - 14), &words);
        }
        out.push_str("</svg>");
        out
    }

    fn lying_bar(&self, out: &mut String, frame: Frame, scale: Scale, bar: &Bar, (zero, y): (i64, i64)) {
        let end = bar.value.map_or(zero, |value| frame.left + scale.place(value, frame.plot_width()));
        let (from, to) = (zero.min(end), zero.max(end));
        paper::open_mark(out, &self.name_of(bar), bar.href.as_deref());
        let _ = write!(
            out,
            "<rect class=\"shape f1\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"24\" rx=\"2\"/>",
            y + 8,
            to - from
        );
        let label = paper::shorten(&bar.label, frame.left - 16);
        paper::text(out, "", "end", (frame.left - 12, y + 25), &label);
        paper::text(out, "strong", "start", (to + 8, y + 25), &self.words(bar));
        paper::close_mark(out, bar.href.as_deref());
    }

    fn standing(&self, scale: Scale) -> String {
        let count = i64::try_from(self.bars.len()).unwrap_or(0).max(1);
        let frame = Frame { width: 800, height: 380, left: 90, right: 16, top: 46, bottom: 48 };
        let mut out = paper::open(&self.caption, frame, false);
        paper::value_axis_left(&mut out, frame, scale, self.decimals, &self.caption.unit);
        let slot = frame.plot_width() / count;
        for (bar, at) in self.bars.iter().zip(0_i64..) {
            self.standing_bar(&mut out, frame, scale, bar, (frame.left + at * slot, slot));
        }
        if let Some((goal, name)) = &self.goal {
            let y = frame.top + frame.plot_height() - scale.place(*goal, frame.plot_height());
            let _ =
                write!(out, "<path class=\"goal\" d=\"M{} {y}H{}\"/>", frame.left, frame.width - frame.right);
            let words = format!("{name} {}", self.decimals.write(*goal));
            paper::text(&mut out, "goal-text", "end", (frame.width - frame.right, y - 8), &words);
        }
        out.push_str("</svg>");
        out
    }

    fn standing_bar(&self, out: &mut String, frame: Frame, scale: Scale, bar: &Bar, (x, slot): (i64, i64)) {
        let level = |value| frame.top + frame.plot_height() - scale.place(value, frame.plot_height());
        let (zero, end) = (level(0), bar.value.map_or(level(0), level));
        let middle = x + slot / 2;
        let width = (slot * 7 / 10).clamp(2, 72);
        paper::open_mark(out, &self.name_of(bar), bar.href.as_deref());
        let _ = write!(
            out,
            "<rect class=\"shape f1\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"2\"/>",
            middle - width / 2,
            zero.min(end),
            (zero - end).abs()
        );
        let words = self.words(bar);
        if paper::text_width(&words) <= slot + 6 {
            paper::text(out, "strong", "middle", (middle, zero.min(end) - 8), &words);
        }
        let label = paper::shorten(&bar.label, slot.max(40));
        paper::text(out, "", "middle", (middle, frame.height - frame.bottom + 24), &label);
        paper::close_mark(out, bar.href.as_deref());
    }

    /// Wraps the drawing in a figure with its caption and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        figure(&self.caption, &self.svg(), &self.data_table(), summary)
    }
}

/// Wraps a drawing in a figure with its caption and its table.
pub(super) fn figure(caption: &Caption, svg: &str, table: &DataTable, summary: &str) -> String {
    let title = escape(&caption.title);
    format!(
        "<figure class=\"chart-box\"><figcaption>{title}</figcaption>\
         <div class=\"chart-scroll\">{svg}</div>{}</figure>",
        table.folded(summary)
    )
}
