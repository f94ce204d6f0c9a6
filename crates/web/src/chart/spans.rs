//! Spans: for each row a point between a lowest and a highest value, such as a rank with its interval.

use std::fmt::Write as _;

use super::bars::figure;
use super::paper::{self, Frame};
use super::{Caption, DataTable, Decimals, Scale};

/// Height of a row in SVG units.
const ROW: i64 = 34;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What the row stands for.
    pub label: String,
    /// Lowest value.
    pub low: i64,
    /// The value itself.
    pub point: i64,
    /// Highest value.
    pub high: i64,
    /// What stands beside the values, such as a grade; empty for nothing.
    pub note: String,
    /// Where the row leads, if it leads anywhere.
    pub href: Option<String>,
}

/// The words at the columns of the table twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanHeads {
    /// At the point.
    pub point: String,
    /// At the lowest value.
    pub low: String,
    /// At the highest value.
    pub high: String,
    /// At the note.
    pub note: String,
}

/// Rows with a point and a span each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanChart {
    /// The words around it.
    pub caption: Caption,
    /// Words of the table's columns.
    pub heads: SpanHeads,
    /// The rows in the order shown.
    pub spans: Vec<Span>,
    /// The value at the beginning of the axis.
    pub from: i64,
    /// How values are written.
    pub decimals: Decimals,
}

impl SpanChart {
    /// Draws the chart.
    pub fn svg(&self) -> String {
        let highest = self.spans.iter().map(|span| span.high.max(span.point)).max().unwrap_or(self.from);
        let whole = Scale::holding([highest - self.from]);
        let scale = Scale { low: self.from, high: self.from + whole.high, step: whole.step };
        let widest = self.spans.iter().map(|span| paper::text_width(&span.label)).max().unwrap_or(0);
        let left = (widest + 24).clamp(60, 280);
        let count = i64::try_from(self.spans.len()).unwrap_or(0);
        let frame = Frame { width: 800, height: 8 + ROW * count + 56, left, right: 130, top: 8, bottom: 56 };
        let mut out = paper::open(&self.caption, frame, false);
        paper::value_axis_bottom(&mut out, frame, scale, self.decimals, &self.caption.unit);
        for (span, at) in self.spans.iter().zip(0_i64..) {
            self.row(&mut out, frame, scale, (span, frame.top + at * ROW));
        }
        out.push_str("</svg>");
        out
    }

    fn row(&self, out: &mut String, frame: Frame, scale: Scale, (span, top): (&Span, i64)) {
        let x = |value: i64| frame.left + scale.place(value, frame.plot_width());
        let (from, to, at, y) = (x(span.low), x(span.high), x(span.point), top + ROW / 2);
        paper::open_mark(out, &self.name_of(span), span.href.as_deref());
        let _ = write!(
            out,
            "<path class=\"shape line l1\" d=\"M{from} {}V{}M{from} {y}H{to}M{to} {}V{}\"/>\
             <circle class=\"f1\" cx=\"{at}\" cy=\"{y}\" r=\"6\"/>",
            y - 6,
            y + 6,
            y - 6,
            y + 6
        );
        paper::text(out, "", "end", (frame.left - 12, y + 5), &paper::shorten(&span.label, frame.left - 16));
        let words = format!("{} {}", self.decimals.write(span.point), span.note);
        paper::text(out, "strong", "start", (frame.width - frame.right + 12, y + 5), words.trim());
        paper::close_mark(out, span.href.as_deref());
    }

    /// Says a row in words: its value, and from where to where it may lie.
    fn name_of(&self, span: &Span) -> String {
        let write = |value| self.decimals.write(value);
        let words = format!(
            "{}: {} {} ({}–{}) {}",
            span.label,
            write(span.point),
            self.caption.unit,
            write(span.low),
            write(span.high),
            span.note
        );
        words.trim().to_owned()
    }

    /// Gives the same numbers as a table.
    pub fn data_table(&self) -> DataTable {
        let write = |value| self.decimals.write(value);
        let heads = &self.heads;
        let row = |span: &Span| {
            vec![span.label.clone(), write(span.point), write(span.low), write(span.high), span.note.clone()]
        };
        DataTable {
            caption: self.caption.title.clone(),
            heads: vec![
                self.caption.row_head.clone(),
                heads.point.clone(),
                heads.low.clone(),
                heads.high.clone(),
                heads.note.clone(),
            ],
            rows: self.spans.iter().map(row).collect(),
        }
    }

    /// Wraps the drawing in a figure with its caption and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        figure(&self.caption, &self.svg(), &self.data_table(), summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_its_value_and_its_span_in_the_drawing_and_in_the_table() {
        let words = |text: &str| text.to_owned();
        let caption = Caption {
            id: words("r"),
            title: words("Ranks"),
            description: words("Who stands where"),
            unit: words("place"),
            row_head: words("agency"),
        };
        let heads =
            SpanHeads { point: words("place"), low: words("from"), high: words("to"), note: words("grade") };
        let span = |label: &str, values: [i64; 3]| Span {
            label: words(label),
            low: values[0],
            point: values[1],
            high: values[2],
            note: words("S"),
            href: None,
        };
        let spans = vec![span("a<b", [1, 1, 3]), span("c", [1, 2, 11])];
        let chart = SpanChart { caption, heads, spans, from: 1, decimals: Decimals(0) };
        let svg = chart.svg();
        assert!(svg.contains("aria-label=\"a&lt;b: 1 place (1–3) S\""), "{svg}");
        assert!(svg.contains("<circle class=\"f1\" cx=\"60\""), "the first place stands at the axis: {svg}");
        assert_eq!(chart.data_table().rows[1], ["c", "2", "1", "11", "S"]);
    }
}
