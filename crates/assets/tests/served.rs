//! What is served: complete, light, and nothing fetched from elsewhere.

use std::io::Read;

use flate2::read::GzDecoder;

fn text(path: &str) -> String {
    let asset = assets::get(path).expect("a listed path is served");
    let mut text = String::new();
    if asset.gzip {
        GzDecoder::new(&*asset.bytes).read_to_string(&mut text).expect("compressed text opens");
    } else {
        (&*asset.bytes).read_to_string(&mut text).expect("text is UTF-8");
    }
    text
}

/// The part of a path after its last dot.
fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn texts() -> Vec<&'static str> {
    assets::paths().filter(|path| ending(path) != "woff2").collect()
}

fn sheets() -> Vec<&'static str> {
    assets::paths().filter(|path| ending(path) == "css").collect()
}

/// Addresses of other hosts, apart from the names of XML namespaces, which nothing fetches.
fn foreign(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scheme in ["http://", "https://"] {
        for (at, _) in text.match_indices(scheme) {
            let address: String =
                text[at..].chars().take_while(|c| !c.is_whitespace() && !"\"'()<>`\\".contains(*c)).collect();
            if !address.starts_with("http://www.w3.org/") {
                found.push(address);
            }
        }
    }
    found
}

/// Every address inside `url(…)` of a style sheet.
fn fetched_by_sheet(sheet: &str) -> Vec<&str> {
    let inside = |at: usize| sheet[at + 4..].split(')').next().unwrap_or_default();
    sheet.match_indices("url(").map(|(at, _)| inside(at).trim_matches(['"', '\''])).collect()
}

#[test]
fn no_served_text_names_another_host() {
    for path in texts() {
        assert_eq!(foreign(&text(path)), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn no_style_sheet_imports_another() {
    for path in sheets() {
        assert!(!text(path).contains("@import"), "{path}");
    }
}

#[test]
fn every_address_in_a_style_sheet_is_served_under_its_current_hash() {
    for path in sheets() {
        for address in fetched_by_sheet(&text(path)).into_iter().filter(|a| !a.starts_with("data:")) {
            if address.starts_with("%23") || address.starts_with('#') {
                continue;
            }
            let (hash, name) =
                address.strip_prefix("/static/").and_then(|a| a.split_once('/')).expect(address);
            assert!(assets::is_current(hash, name), "{path} points at {address}");
        }
    }
}

#[test]
fn every_font_file_is_named_by_the_font_sheet_and_the_other_way_round() {
    let sheet = text("fonts.css");
    let mut named: Vec<String> =
        fetched_by_sheet(&sheet).iter().filter_map(|a| a.splitn(4, '/').nth(3)).map(str::to_owned).collect();
    named.sort();
    let served: Vec<&str> = assets::paths().filter(|path| path.starts_with("fonts/")).collect();
    assert_eq!(named, served);
    assert_eq!(served.len(), 120);
}

#[test]
fn what_every_page_loads_stays_below_fifty_kilobytes() {
    let total: usize = ["dure.css", "dure.js", "htmx.js", "favicon.svg"]
        .iter()
        .map(|p| assets::get(p).map_or(0, |a| a.bytes.len()))
        .sum();
    assert!(total < 50_000, "{total} bytes compressed");
}

#[test]
fn all_assets_together_stay_below_six_megabytes() {
    let total: usize = assets::paths().filter_map(assets::get).map(|asset| asset.bytes.len()).sum();
    assert!(total < 6_000_000, "{total} bytes");
}

#[test]
fn an_address_carries_the_hash_that_the_server_calls_current() {
    let address = assets::url("dure.css");
    let parts: Vec<&str> = address.split('/').collect();
    assert_eq!((parts.len(), parts[1], parts[3]), (4, "static", "dure.css"));
    assert!(assets::is_current(parts[2], "dure.css"));
    assert!(!assets::is_current("0", "dure.css"));
}

#[test]
fn an_unknown_path_is_not_served() {
    assert_eq!(assets::get("../Cargo.toml"), None);
    assert_eq!(assets::url("nothing.css"), "/static/0/nothing.css");
}

#[test]
fn braces_of_the_style_sheet_are_balanced() {
    let sheet = text("dure.css");
    assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
}

#[test]
fn the_fonts_for_paper_are_two_whole_opentype_files() {
    let opentype: Vec<bool> =
        assets::print_fonts().map(|font| font.starts_with(b"OTTO") && font.len() > 3_000_000).collect();
    assert_eq!(opentype, vec![true, true]);
}
