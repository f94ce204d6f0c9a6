//! The sheet that charts are drawn on: escaping, the outer element, ticks, patterns and marks.

use std::fmt::Write as _;

use super::{Caption, Decimals, Scale};

/// The room that a chart leaves around its plot, in SVG units (1 unit is 1 px at full size).
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
}

impl Frame {
    pub(super) fn plot_width(self) -> i64 {
        self.width - self.left - self.right
    }

    pub(super) fn plot_height(self) -> i64 {
        self.height - self.top - self.bottom
    }
}

/// Makes text safe inside SVG and HTML, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for piece in text.chars() {
        match piece {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

/// Estimates how wide a text is at 15 px: a syllable block takes 15 units, everything else 9.
pub(super) fn text_width(text: &str) -> i64 {
    text.chars().map(|piece| if piece.len_utf8() >= 3 { 15 } else { 9 }).sum()
}

/// Cuts a label that would not fit, so that it never runs into its neighbor.
pub(super) fn shorten(text: &str, room: i64) -> String {
    if text_width(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for piece in text.chars() {
        if text_width(&kept) + 24 > room {
            break;
        }
        kept.push(piece);
    }
    kept.push('…');
    kept
}

/// Opens the drawing with its accessible name and description.
///
/// A drawing with marks that can be reached is a group (an image may not hold focusable parts); a small one,
/// which has none, is an image.
pub(super) fn open(caption: &Caption, frame: Frame, small: bool) -> String {
    let id = escape(&caption.id);
    let (class, role) = if small { ("chart small", "img") } else { ("chart", "group") };
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" role=\"{role}\" aria-labelledby=\"{id}-t\" \
         aria-describedby=\"{id}-d\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        frame.width,
        frame.height,
        escape(&caption.title),
        escape(&caption.description)
    )
}

/// Defines the textures that tell series apart without color: none, stripes, dots, grid and so on.
pub(super) fn textures(out: &mut String, id: &str, count: usize) {
    const PATHS: [&str; 5] = ["M0 8L8 0", "M0 0L8 8", "M4 0V8", "M0 4H8", "M0 4H8M4 0V8"];
    out.push_str("<defs>");
    for (at, path) in PATHS.iter().enumerate().take(count.saturating_sub(1)) {
        let _ = write!(
            out,
            "<pattern id=\"{}-p{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"hatch-line\" d=\"{path}\"/></pattern>",
            escape(id),
            at + 1
        );
    }
    out.push_str("</defs>");
}

/// Writes a line of text at a place.
pub(super) fn text(out: &mut String, class: &str, anchor: &str, (x, y): (i64, i64), words: &str) {
    let _ = write!(
        out,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
        escape(words)
    );
}

/// Opens a mark: it can be reached by keyboard, says its own name, and is a link if it leads somewhere.
pub(super) fn open_mark(out: &mut String, name: &str, href: Option<&str>) {
    let name = escape(name);
    let _ = match href {
        Some(href) => write!(out, "<a class=\"mark\" href=\"{}\">", escape(href)),
        None => write!(out, "<g class=\"mark\" role=\"img\" tabindex=\"0\" aria-label=\"{name}\">"),
    };
    let _ = write!(out, "<title>{name}</title>");
}

/// Closes what `open_mark` opened.
pub(super) fn close_mark(out: &mut String, href: Option<&str>) {
    out.push_str(if href.is_some() { "</a>" } else { "</g>" });
}

/// Draws horizontal rules with their values at the left, and the unit above them.
pub(super) fn value_axis_left(out: &mut String, frame: Frame, scale: Scale, decimals: Decimals, unit: &str) {
    for tick in scale.ticks() {
        let y = frame.top + frame.plot_height() - scale.place(tick, frame.plot_height());
        let class = if tick == 0 { "base" } else { "rule" };
        let _ =
            write!(out, "<path class=\"{class}\" d=\"M{} {y}H{}\"/>", frame.left, frame.width - frame.right);
        text(out, "tick-text", "end", (frame.left - 10, y + 5), &decimals.write(tick));
    }
    text(out, "axis-title", "end", (frame.left - 10, frame.top - 16), unit);
}

/// Draws vertical rules with their values below, and the unit at the end.
pub(super) fn value_axis_bottom(
    out: &mut String,
    frame: Frame,
    scale: Scale,
    decimals: Decimals,
    unit: &str,
) {
    let foot = frame.height - frame.bottom;
    for tick in scale.ticks() {
        let x = frame.left + scale.place(tick, frame.plot_width());
        let class = if tick == 0 { "base" } else { "rule" };
        let _ = write!(out, "<path class=\"{class}\" d=\"M{x} {}V{foot}\"/>", frame.top);
        text(out, "tick-text", "middle", (x, foot + 22), &decimals.write(tick));
    }
    text(out, "axis-title", "end", (frame.width - frame.right, foot + 46), unit);
}
