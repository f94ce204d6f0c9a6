//! The table twin: the numbers behind a chart or map, for everyone who reads rather than looks.

use std::fmt::Write as _;

use super::escape;

/// A table of the numbers that a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataTable {
    /// What the table shows.
    pub caption: String,
    /// The heads of the columns; the first is that of the row names.
    pub heads: Vec<String>,
    /// One row each: its name, then its cells as written words; an empty cell stays empty.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    /// Writes the table inside a box that scrolls by itself and can be reached by keyboard.
    pub fn html(&self) -> String {
        let mut out = String::new();
        let caption = escape(&self.caption);
        let _ = write!(
            out,
            "<div class=\"table-box\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\
             <table class=\"grid\"><caption>{caption}</caption><thead><tr>"
        );
        for (at, head) in self.heads.iter().enumerate() {
            let class = if at == 0 { "" } else { " class=\"num\"" };
            let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(head));
        }
        out.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let cell = escape(cell);
                let _ = match at {
                    0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                    _ => write!(out, "<td class=\"num\">{cell}</td>"),
                };
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div>");
        out
    }

    /// Writes the table folded away under a line that says what opens.
    pub fn folded(&self, summary: &str) -> String {
        format!("<details class=\"fold\"><summary>{}</summary>{}</details>", escape(summary), self.html())
    }
}
