//! Assembles the two style sheets: `dure.css` (tokens, icons, our own rules) and `fonts.css`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::{list, read, read_text};

/// Joins design tokens, icons and our own sheets into the one sheet that every page loads.
pub(crate) fn main_sheet(picked: &Path, own: &Path) -> Result<String, String> {
    let mut sheet = String::from("@charset \"utf-8\";\n");
    sheet.push_str(&squeeze(&read_text(&picked.join(list::TOKENS))?.replace("@charset \"utf-8\";", "")));
    sheet.push_str(&icons(picked)?);
    for path in list::OWN_SHEETS {
        sheet.push_str(&squeeze(&read_text(&own.join(path))?));
    }
    Ok(sheet)
}

/// Makes one custom property per icon, so that no page has to fetch them one by one.
fn icons(picked: &Path) -> Result<String, String> {
    let mut rules = String::from(":root{\n");
    for (name, file) in list::ICONS.iter().chain(list::COLOR_ICONS) {
        let path = picked.join(list::ICON_FOLDER).join(format!("ico_{file}.svg"));
        let drawing = read_text(&path)?;
        let address = data_address(&drawing);
        writeln!(rules, "--icon-{name}:url(\"{address}\");").map_err(|why| why.to_string())?;
    }
    rules.push_str("}\n");
    Ok(rules)
}

/// Writes a drawing as a `data:` address with the few characters escaped that need it.
fn data_address(drawing: &str) -> String {
    let mut address = String::from("data:image/svg+xml,");
    for piece in drawing.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match piece {
            '"' => address.push('\''),
            '#' => address.push_str("%23"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '%' => address.push_str("%25"),
            other => address.push(other),
        }
    }
    address
}

/// Reads the font files in the order of their names.
pub(crate) fn fonts(picked: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let folder = picked.join(list::FONT_FOLDER);
    let entries = fs::read_dir(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut fonts = Vec::new();
    for entry in entries {
        let path = entry.map_err(|why| why.to_string())?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(short) = short_name(name) {
            fonts.push((format!("fonts/{short}"), read(&path)?));
        }
    }
    fonts.sort();
    Ok(fonts)
}

/// Turns `PretendardGOVVariable.subset.7.woff2` into `7.woff2`.
fn short_name(name: &str) -> Option<String> {
    let number = name.strip_prefix("PretendardGOVVariable.subset.")?.strip_suffix(".woff2")?;
    Some(format!("{number}.woff2"))
}

/// Rewrites the package's font sheet to our addresses and takes the air out of it.
pub(crate) fn font_sheet(picked: &Path, hash: &str) -> Result<String, String> {
    let sheet = squeeze(&read_text(&picked.join(list::FONT_SHEET))?);
    let ours = format!("url(/static/{hash}/fonts/");
    Ok(sheet
        .replace("url(./woff2-dynamic-subset/PretendardGOVVariable.subset.", &ours)
        .replace("woff2-variations", "woff2")
        .replace(", U+", ",U+"))
}

/// Drops comments, indentation and empty lines; the rest stays readable in the browser's tools.
fn squeeze(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept.push_str(rest);
    let mut squeezed = String::with_capacity(kept.len());
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        squeezed.push_str(line);
        squeezed.push('\n');
    }
    squeezed
}
