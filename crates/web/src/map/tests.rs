//! What maps promise: every outline shown, the same bytes each time, no value never looks like a low value.

use proptest::prelude::*;

use super::{LegendLine, Map, Region, Ring, Window, cosine, rings_of};
use crate::chart::Caption;

fn square(west: f64, south: f64, size: f64) -> Ring {
    vec![
        (west, south),
        (west + size, south),
        (west + size, south + size),
        (west, south + size),
        (west, south),
    ]
}

fn region(name: &str, rings: Vec<Ring>, value: Option<i64>) -> Region {
    Region {
        name: name.to_owned(),
        rings,
        value,
        class: value.map_or(0, |_| 3),
        label: value.map_or_else(|| "not divisible".to_owned(), |value| value.to_string()),
        href: None,
        note: String::new(),
    }
}

fn map(regions: Vec<Region>) -> Map {
    let windows = vec![Window::around(&regions, 400)];
    Map {
        caption: Caption {
            id: "m".to_owned(),
            title: "Places".to_owned(),
            description: "By district.".to_owned(),
            unit: "places".to_owned(),
            row_head: "District".to_owned(),
        },
        note_head: "Remark".to_owned(),
        regions,
        windows,
        legend: vec![LegendLine { class: 3, words: "8 to 9".to_owned() }],
    }
}

#[test]
fn a_region_is_written_like_this() {
    let mut one = region("A", vec![square(126.0, -0.5, 1.0)], Some(9));
    one.href = Some("/d/a?x=1&y=2".to_owned());
    let svg = map(vec![one]).svg();
    let mark = svg.split("<a ").nth(1).and_then(|rest| rest.split("</a>").next());
    let path = "M0 400L400 400L400 0L0 0L0 400Z";
    assert_eq!(
        mark.map(str::to_owned),
        Some(format!(
            "class=\"mark\" href=\"/d/a?x=1&amp;y=2\" aria-label=\"A: 9 places\"><title>A: 9 places</title>\
             <path class=\"region k3\" fill-rule=\"evenodd\" d=\"{path}\"/>\
             <path fill=\"url(#m-k3)\" fill-rule=\"evenodd\" d=\"{path}\"/>"
        ))
    );
}

#[test]
fn a_region_without_a_value_is_hatched_and_says_so_in_words() {
    let svg = map(vec![region("A", vec![square(126.0, 37.0, 1.0)], None)]).svg();
    assert!(svg.contains("aria-label=\"A: not divisible\""));
    assert!(svg.contains("class=\"region k0\""));
    assert!(svg.contains("fill=\"url(#m-k0)\""));
    assert!(!svg.contains("class=\"amount\""));
}

#[test]
fn far_islands_are_shown_in_their_inset_and_none_is_left_out() {
    let regions = vec![region("A", vec![square(126.3, 37.4, 0.1), square(124.62, 37.93, 0.1)], Some(1))];
    let mut incheon = map(regions);
    incheon.windows = Window::incheon(["G".into(), "D".into(), "Y".into(), "B".into()]);
    assert_eq!(incheon.left_out(), 0);
    assert!(incheon.svg().contains("<text class=\"inset-name\" x=\"570\" y=\"642\">B</text>"));
    incheon.windows.retain(|window| window.name != "B");
    assert_eq!(incheon.left_out(), 1);
}

#[test]
fn an_island_too_small_to_see_is_still_drawn() {
    let rings = vec![square(126.0, 37.0, 1.0), square(126.5, 37.5, 0.000_01)];
    let svg = map(vec![region("A", rings, Some(1))]).svg();
    assert!(svg.contains("h2v2h-2Z"));
}

#[test]
fn the_table_twin_has_every_region_with_its_words_and_remark() {
    let mut second = region("B", vec![], None);
    second.note = "split on 2026-07-01".to_owned();
    let table = map(vec![region("A", vec![square(126.0, 37.0, 1.0)], Some(9)), second]).data_table();
    assert_eq!(table.heads, vec!["District", "places", "Remark"]);
    assert_eq!(table.rows, vec![vec!["A", "9", ""], vec!["B", "not divisible", "split on 2026-07-01"]]);
}

#[test]
fn the_legend_shows_the_texture_of_each_class() {
    assert_eq!(
        map(vec![]).legend_html(),
        "<ul class=\"legend\"><li><svg class=\"map\" viewBox=\"0 0 36 20\" aria-hidden=\"true\">\
         <rect class=\"region k3\" x=\"1\" y=\"1\" width=\"34\" height=\"18\"/>\
         <rect fill=\"url(#m-k3)\" x=\"1\" y=\"1\" width=\"34\" height=\"18\"/></svg>8 to 9</li></ul>"
    );
}

#[test]
fn outlines_are_read_from_polygons_and_groups_of_polygons() {
    let polygon = serde_json::json!({"type": "Polygon", "coordinates": [[[1.0, 2.0], [3.0, 4.0]]]});
    let group = serde_json::json!({"type": "MultiPolygon", "coordinates": [[[[1.0, 2.0]]], [[[3.0, 4.0]]]]});
    assert_eq!(rings_of(&polygon), vec![vec![(1.0, 2.0), (3.0, 4.0)]]);
    assert_eq!(rings_of(&group), vec![vec![(1.0, 2.0)], vec![(3.0, 4.0)]]);
    assert_eq!(
        rings_of(&serde_json::json!({"type": "Point", "coordinates": [1.0, 2.0]})),
        Vec::<Ring>::new()
    );
}

#[test]
fn the_cosine_is_right_to_nine_digits() {
    for degrees in [0.0_f64, 33.1, 37.5, 60.0, 89.0] {
        assert!((cosine(degrees) - degrees.to_radians().cos()).abs() < 1e-9, "{degrees}");
    }
}

proptest! {
    #[test]
    fn any_outline_gives_numbers_on_the_paper_and_the_same_bytes(points in proptest::collection::vec((120.0..132.0_f64, 33.0..39.0_f64), 0..40)) {
        let drawn = map(vec![region("A", vec![points], Some(1))]);
        let svg = drawn.svg();
        prop_assert_eq!(&svg, &drawn.svg());
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
