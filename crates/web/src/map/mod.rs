//! District maps as inline SVG: classes by shade and texture, names on the map, and a table of the same numbers.
//!
//! Regions far from each other are shown through several windows (the mainland large, islands in insets).
//! Coordinates are rounded to tenths of a unit, so the same regions give the same bytes on every machine.

use std::fmt::Write as _;

use crate::chart::{Caption, DataTable, escape};

/// A closed line in degrees: (longitude, latitude) pairs.
pub type Ring = Vec<(f64, f64)>;

/// One district on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its name, written on the map.
    pub name: String,
    /// Its outlines and holes in degrees.
    pub rings: Vec<Ring>,
    /// The value that put it into its class; `None` when there is none.
    pub value: Option<i64>,
    /// The class from 1 (least) to 5 (most); 0 is hatched and means "no value".
    pub class: u8,
    /// The value in words, written below the name.
    pub label: String,
    /// Where the region leads, if it leads anywhere.
    pub href: Option<String>,
    /// A remark for readers and for the table, such as why there is no value.
    pub note: String,
}

/// A part of the earth shown in a part of the paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// West, south, east and north in degrees.
    pub degrees: (f64, f64, f64, f64),
    /// Left, top, width and height on the paper.
    pub paper: (i64, i64, i64, i64),
    /// The name of an inset; empty for the main window, which has no border.
    pub name: String,
}

/// One line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendLine {
    /// The class, as in [`Region::class`].
    pub class: u8,
    /// What the class means.
    pub words: String,
}

/// A map with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The words around it; `unit` is the head of the value column.
    pub caption: Caption,
    /// The head of the column of remarks; empty leaves the column out.
    pub note_head: String,
    /// The districts in the order of the table.
    pub regions: Vec<Region>,
    /// What is shown where; the first window that holds the middle of an outline shows it.
    pub windows: Vec<Window>,
    /// The classes in the order of the legend.
    pub legend: Vec<LegendLine>,
}

/// A place on the paper in tenths of a unit.
type Spot = (i64, i64);

impl Window {
    /// One window that holds all regions, `width` wide and as high as they need.
    pub fn around(regions: &[Region], width: i64) -> Self {
        let points = || regions.iter().flat_map(|region| region.rings.iter().flatten());
        let (west, south, east, north) = points().fold(
            (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY),
            |(w, s, e, n), (x, y)| (w.min(*x), s.min(*y), e.max(*x), n.max(*y)),
        );
        if !(east > west && north > south) {
            let degrees = (0.0, 0.0, 1.0, 1.0);
            return Self { degrees, paper: (0, 0, width, width), name: String::new() };
        }
        let across = (east - west) * cosine(f64::midpoint(south, north));
        let height = ((north - south) / across * width as f64).ceil().clamp(1.0, 4000.0) as i64;
        Self { degrees: (west, south, east, north), paper: (0, 0, width, height), name: String::new() }
    }

    /// The sea and coast of Incheon on a sheet of 800 by 800: the mainland large, four groups of islands in insets
    /// with the names given (Ganghwa, Deokjeok and Yeongheung, Yeonpyeong, Baengnyeong).
    pub fn incheon(names: [String; 4]) -> Vec<Self> {
        let [ganghwa, south, yeonpyeong, baengnyeong] = names;
        let inset = |degrees, paper, name| Self { degrees, paper, name };
        vec![
            inset((125.96, 37.57, 126.555, 37.84), (2, 2, 420, 186), ganghwa),
            inset((125.70, 36.91, 126.56, 37.345), (2, 622, 360, 176), south),
            inset((125.64, 37.58, 125.76, 37.70), (376, 622, 170, 176), yeonpyeong),
            inset((124.57, 37.74, 124.80, 38.00), (560, 622, 238, 176), baengnyeong),
            inset((126.21, 37.325, 126.80, 37.65), (2, 26, 796, 582), String::new()),
        ]
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        let (west, south, east, north) = self.degrees;
        (west..=east).contains(&x) && (south..=north).contains(&y)
    }

    /// Places a point, keeping shapes true and the content in the middle of the window.
    fn place(&self, (x, y): (f64, f64)) -> Spot {
        let (west, south, east, north) = self.degrees;
        let (left, top, width, height) = self.paper;
        let narrow = cosine(f64::midpoint(south, north));
        let room = if self.name.is_empty() { 0.0 } else { 24.0 };
        let (across, down) = ((east - west) * narrow, north - south);
        let scale = (width as f64 / across).min((height as f64 - room) / down);
        let spare = ((width as f64 - across * scale) / 2.0, (height as f64 - room - down * scale) / 2.0);
        let on_paper = (
            left as f64 + spare.0 + (x - west) * narrow * scale,
            top as f64 + room + spare.1 + (north - y) * scale,
        );
        ((on_paper.0 * 10.0).round() as i64, (on_paper.1 * 10.0).round() as i64)
    }
}

/// Computes the cosine of degrees by its series: only exact IEEE operations, so equal on every machine.
fn cosine(degrees: f64) -> f64 {
    let square = (degrees / 180.0 * std::f64::consts::PI).powi(2);
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    for n in 1..=10_i32 {
        term *= -square / f64::from((2 * n - 1) * 2 * n);
        sum += term;
    }
    sum.max(0.01)
}

/// Reads the outlines of a GeoJSON geometry (`Polygon` or `MultiPolygon`); anything else has none.
pub fn rings_of(geometry: &serde_json::Value) -> Vec<Ring> {
    let coordinates = &geometry["coordinates"];
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let rings = match geometry["type"].as_str() {
        Some("Polygon") => list(coordinates),
        Some("MultiPolygon") => list(coordinates).iter().flat_map(list).collect(),
        _ => Vec::new(),
    };
    let point = |pair: &serde_json::Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
    rings.iter().map(|ring| list(ring).iter().filter_map(point).collect()).collect()
}

impl Map {
    /// Draws the map, without its legend.
    pub fn svg(&self) -> String {
        let (width, height) = self.size();
        let id = escape(&self.caption.id);
        let mut out = format!(
            "<svg class=\"map\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"{id}-t\" \
             aria-describedby=\"{id}-d\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-t\">{}</title>\
             <desc id=\"{id}-d\">{}</desc>",
            escape(&self.caption.title),
            escape(&self.caption.description)
        );
        textures(&mut out, &id);
        for window in self.windows.iter().filter(|window| !window.name.is_empty()) {
            let (left, top, width, height) = window.paper;
            let _ = write!(
                out,
                "<rect class=\"inset-box\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
                 <text class=\"inset-name\" x=\"{}\" y=\"{}\">{}</text>",
                left + 10,
                top + 20,
                escape(&window.name)
            );
        }
        let mut names = String::new();
        for region in &self.regions {
            self.region(&mut out, &mut names, region);
        }
        // Names come last, so that no neighbor covers them; the marks already say them to readers.
        let _ = write!(out, "<g aria-hidden=\"true\">{names}</g></svg>");
        out
    }

    /// Counts outlines that no window shows: zero for a complete set of windows.
    pub fn left_out(&self) -> usize {
        let shown = |ring: &&Ring| self.window_of(ring).is_none();
        self.regions.iter().flat_map(|region| &region.rings).filter(shown).count()
    }

    fn size(&self) -> (i64, i64) {
        self.windows.iter().fold((1, 1), |(width, height), window| {
            let (left, top, across, down) = window.paper;
            (width.max(left + across + 2), height.max(top + down + 2))
        })
    }

    fn window_of(&self, ring: &[(f64, f64)]) -> Option<&Window> {
        let first = ring.first()?;
        let (west, south, east, north) =
            ring.iter().fold((first.0, first.1, first.0, first.1), |(w, s, e, n), (x, y)| {
                (w.min(*x), s.min(*y), e.max(*x), n.max(*y))
            });
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north));
        self.windows.iter().find(|window| window.holds(middle))
    }

    fn region(&self, out: &mut String, names: &mut String, region: &Region) {
        let mut path = String::new();
        let mut largest: Option<(i64, Spot)> = None;
        for ring in &region.rings {
            let Some(window) = self.window_of(ring) else { continue };
            let spots = thin(ring.iter().map(|point| window.place(*point)));
            outline(&mut path, &spots);
            let (area, middle) = area_and_middle(&spots);
            if largest.is_none_or(|(most, _)| area > most) {
                largest = Some((area, middle));
            }
        }
        let class = region.class.min(5);
        let name = escape(&self.name_of(region));
        let _ = match &region.href {
            Some(href) => write!(out, "<a class=\"mark\" href=\"{}\" aria-label=\"{name}\">", escape(href)),
            None => write!(out, "<g class=\"mark\" role=\"img\" tabindex=\"0\" aria-label=\"{name}\">"),
        };
        let id = escape(&self.caption.id);
        let _ = write!(
            out,
            "<title>{name}</title><path class=\"region k{class}\" fill-rule=\"evenodd\" d=\"{path}\"/>"
        );
        if class != 1 {
            let _ = write!(out, "<path fill=\"url(#{id}-k{class})\" fill-rule=\"evenodd\" d=\"{path}\"/>");
        }
        out.push_str(if region.href.is_some() { "</a>" } else { "</g>" });
        if let Some((_, middle)) = largest {
            write_names(names, region, middle);
        }
    }

    fn name_of(&self, region: &Region) -> String {
        let mut name = format!("{}: {}", region.name, region.label);
        if region.value.is_some() {
            let _ = write!(name, " {}", self.caption.unit);
        }
        if !region.note.is_empty() {
            let _ = write!(name, " – {}", region.note);
        }
        name
    }

    /// Writes the legend as a list; its swatches use the textures of the drawing on the same page.
    pub fn legend_html(&self) -> String {
        let id = escape(&self.caption.id);
        let mut out = String::from("<ul class=\"legend\">");
        for line in &self.legend {
            let class = line.class.min(5);
            let _ = write!(
                out,
                "<li><svg class=\"map\" viewBox=\"0 0 36 20\" aria-hidden=\"true\">\
                 <rect class=\"region k{class}\" x=\"1\" y=\"1\" width=\"34\" height=\"18\"/>"
            );
            if class != 1 {
                let _ = write!(
                    out,
                    "<rect fill=\"url(#{id}-k{class})\" x=\"1\" y=\"1\" width=\"34\" height=\"18\"/>"
                );
            }
            let _ = write!(out, "</svg>{}</li>", escape(&line.words));
        }
        out.push_str("</ul>");
        out
    }

    /// Gives the same numbers as a table.
    pub fn data_table(&self) -> DataTable {
        let mut heads = vec![self.caption.row_head.clone(), self.caption.unit.clone()];
        let notes = !self.note_head.is_empty();
        if notes {
            heads.push(self.note_head.clone());
        }
        let rows = self.regions.iter().map(|region| {
            let mut row = vec![region.name.clone(), region.label.clone()];
            if notes {
                row.push(region.note.clone());
            }
            row
        });
        DataTable { caption: self.caption.title.clone(), heads, rows: rows.collect() }
    }

    /// Wraps the drawing in a figure with caption, legend and the table folded under `summary`.
    pub fn figure(&self, summary: &str) -> String {
        let title = escape(&self.caption.title);
        format!(
            "<figure class=\"chart-box\"><figcaption>{title}</figcaption>{}\
             <div class=\"chart-scroll\">{}</div>{}</figure>",
            self.legend_html(),
            self.svg(),
            self.data_table().folded(summary)
        )
    }
}

/// Drops points that lie within six tenths of a unit of the last kept one: nobody sees them.
fn thin(spots: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let mut kept: Vec<Spot> = Vec::new();
    for spot in spots {
        let near = kept.last().is_some_and(|last| (last.0 - spot.0).abs() + (last.1 - spot.1).abs() < 6);
        if !near {
            kept.push(spot);
        }
    }
    kept
}

/// Writes a closed line; one that shrank to a point becomes a small square, so no island vanishes.
fn outline(path: &mut String, spots: &[Spot]) {
    if let [(x, y)] | [(x, y), _] = spots {
        let _ = write!(path, "M{} {}h2v2h-2Z", tenths(*x - 10), tenths(*y - 10));
        return;
    }
    for (at, (x, y)) in spots.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if at == 0 { 'M' } else { 'L' }, tenths(*x), tenths(*y));
    }
    if !spots.is_empty() {
        path.push('Z');
    }
}

/// Writes tenths as a decimal number without a trailing zero.
fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.abs();
    if value % 10 == 0 {
        format!("{sign}{}", value / 10)
    } else {
        format!("{sign}{}.{}", value / 10, value % 10)
    }
}

/// Computes twice the area of a closed line, and its center of gravity.
fn area_and_middle(spots: &[Spot]) -> (i64, Spot) {
    let Some(&origin) = spots.first() else { return (0, (0, 0)) };
    let (mut area, mut sum_x, mut sum_y) = (0_i128, 0_i128, 0_i128);
    for (at, spot) in spots.iter().enumerate() {
        let next = spots[(at + 1) % spots.len()];
        let (ax, ay) = (i128::from(spot.0 - origin.0), i128::from(spot.1 - origin.1));
        let (bx, by) = (i128::from(next.0 - origin.0), i128::from(next.1 - origin.1));
        let cross = ax * by - bx * ay;
        area += cross;
        sum_x += (ax + bx) * cross;
        sum_y += (ay + by) * cross;
    }
    if area == 0 {
        return (0, origin);
    }
    let middle = |sum: i128, start: i64| start + i64::try_from(sum / (3 * area)).unwrap_or(0);
    (i64::try_from(area.abs()).unwrap_or(i64::MAX), (middle(sum_x, origin.0), middle(sum_y, origin.1)))
}

/// Writes a region's name at its middle and its value below; without a value the hatching says enough.
fn write_names(out: &mut String, region: &Region, (x, y): Spot) {
    let x = tenths(x);
    let (name, label) = (escape(&region.name), escape(&region.label));
    let lift = if region.value.is_some() { -10 } else { 50 };
    let _ = write!(out, "<text class=\"name\" x=\"{x}\" y=\"{}\">{name}</text>", tenths(y + lift));
    if region.value.is_some() {
        let _ = write!(out, "<text class=\"amount\" x=\"{x}\" y=\"{}\">{label}</text>", tenths(y + 150));
    }
}

/// Defines the textures: hatching for "no value", then denser ones for higher classes.
fn textures(out: &mut String, id: &str) {
    const PATTERNS: [(u8, &str, i64, &str); 5] = [
        (0, "hatch", 9, "M-1 10L10 -1"),
        (2, "texture", 12, "M6 5v2"),
        (3, "texture", 8, "M4 3v2"),
        (4, "texture on-dark", 9, "M-1 -1L10 10"),
        (5, "texture on-dark", 7, "M-1 -1L8 8M-1 8L8 -1"),
    ];
    out.push_str("<defs>");
    for (class, look, size, path) in PATTERNS {
        let _ = write!(
            out,
            "<pattern id=\"{id}-k{class}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"{look}\" fill=\"none\" d=\"{path}\"/></pattern>"
        );
    }
    out.push_str("</defs>");
}

#[cfg(test)]
mod tests;
