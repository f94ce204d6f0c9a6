//! What charts promise: the same bytes each time, nothing off the paper, every number readable without looking.

use proptest::prelude::*;

use super::{
    Bar, BarChart, Caption, Decimals, Direction, LineChart, Scale, Series, SmallMultiples, StackedChart,
    StackedRow,
};

fn caption() -> Caption {
    Caption {
        id: "places".to_owned(),
        title: "Places by district".to_owned(),
        description: "Ganghwa has most.".to_owned(),
        unit: "places".to_owned(),
        row_head: "District".to_owned(),
    }
}

fn bar(label: &str, value: Option<i64>) -> Bar {
    Bar { label: label.to_owned(), value, missing: "not divisible".to_owned(), href: None }
}

fn bars(direction: Direction, values: &[Option<i64>]) -> BarChart {
    let bars = values.iter().enumerate().map(|(at, value)| bar(&format!("D{at}"), *value)).collect();
    BarChart { caption: caption(), direction, bars, decimals: Decimals(0), goal: None }
}

fn lines(points: Vec<Vec<Option<i64>>>) -> LineChart {
    let longest = points.iter().map(Vec::len).max().unwrap_or(0);
    LineChart {
        caption: caption(),
        places: (0..longest).map(|at| (2020 + at).to_string()).collect(),
        series: points
            .into_iter()
            .zip(1..)
            .map(|(points, n)| Series { name: format!("S{n}"), points })
            .collect(),
        decimals: Decimals(0),
    }
}

/// Every number that stands for a place or a size in the drawing.
fn numbers(svg: &str) -> Vec<i64> {
    let mut found = Vec::new();
    for name in ["x", "y", "width", "height", "cx", "cy"] {
        for (at, key) in svg.match_indices(&format!(" {name}=\"")) {
            let text = svg[at + key.len()..].split('"').next().unwrap_or_default();
            found.push(text.parse().expect("coordinates are whole numbers"));
        }
    }
    found
}

#[test]
fn a_lying_bar_chart_is_written_like_this() {
    let mut chart = bars(Direction::Lying, &[Some(3160)]);
    chart.bars[0].href = Some("/projects?district=28710".to_owned());
    let svg = chart.svg();
    let mark = svg.split("<a ").nth(1).and_then(|rest| rest.split("</a>").next()).expect("one mark");
    assert_eq!(
        mark,
        "class=\"mark\" href=\"/projects?district=28710\">\
         <title>D0: 3,160 places</title>\
         <rect class=\"shape f1\" x=\"60\" y=\"16\" width=\"514\" height=\"24\" rx=\"2\"/>\
         <text class=\"\" x=\"48\" y=\"33\" text-anchor=\"end\">D0</text>\
         <text class=\"strong\" x=\"582\" y=\"33\" text-anchor=\"start\">3,160</text>"
    );
}

#[test]
fn a_chart_has_a_name_and_a_description_that_its_root_points_at() {
    let svg = bars(Direction::Standing, &[Some(1)]).svg();
    assert!(svg.contains("role=\"group\" aria-labelledby=\"places-t\" aria-describedby=\"places-d\""));
    assert!(svg.contains("<title id=\"places-t\">Places by district</title>"));
    assert!(svg.contains("<desc id=\"places-d\">Ganghwa has most.</desc>"));
}

#[test]
fn a_missing_value_is_said_in_words_and_not_drawn_as_zero() {
    let chart = bars(Direction::Lying, &[Some(5), None]);
    assert!(chart.svg().contains("aria-label=\"D1: not divisible\""));
    assert_eq!(chart.data_table().rows[1], vec!["D1", "not divisible"]);
}

#[test]
fn words_from_outside_cannot_leave_their_place() {
    let mut chart = bars(Direction::Lying, &[Some(1)]);
    chart.bars[0].label = "<script>\"'&".to_owned();
    let svg = chart.svg();
    assert!(!svg.contains("<script>"));
    assert!(svg.contains("&lt;script&gt;&quot;&#39;&amp;: 1 places"));
}

#[test]
fn decimals_and_thousands_are_written_for_reading() {
    assert_eq!(Decimals(2).write(859), "8.59");
    assert_eq!(Decimals(2).write(-105), "-1.05");
    assert_eq!(Decimals(0).write(120_000_000), "120,000,000");
    assert_eq!(Decimals(0).write(999), "999");
    assert_eq!(Decimals(1).write(0), "0.0");
    assert_eq!(Decimals(0).write(i64::MIN), "-9,223,372,036,854,775,808");
}

#[test]
fn ticks_are_round_numbers_that_hold_every_value() {
    assert_eq!(Scale::holding([45_696]).ticks(), vec![0, 10_000, 20_000, 30_000, 40_000, 50_000]);
    assert_eq!(Scale::holding([3, -2]).ticks(), vec![-2, -1, 0, 1, 2, 3]);
    assert_eq!(Scale::holding([]).ticks(), vec![0, 1]);
}

#[test]
fn the_parts_of_a_stacked_bar_fill_the_width_when_shown_as_shares() {
    let rows = vec![StackedRow { label: "A".into(), parts: vec![Some(1), Some(2), None], href: None }];
    let chart = StackedChart {
        caption: caption(),
        series: vec!["public".into(), "social".into(), "market".into()],
        rows,
        decimals: Decimals(0),
        as_shares: true,
        total_head: "Sum".into(),
    };
    let svg = chart.svg();
    assert!(svg.contains("aria-label=\"A: 3 places (public 1, social 2)\""));
    assert!(svg.contains("x=\"60\" y=\"50\" width=\"217\""));
    assert!(svg.contains("x=\"277\" y=\"50\" width=\"433\""));
    assert_eq!(chart.data_table().heads, vec!["District", "public", "social", "market", "Sum"]);
    assert_eq!(chart.data_table().rows, vec![vec!["A", "1", "2", "", "3"]]);
}

#[test]
fn a_gap_breaks_the_line_instead_of_bridging_it() {
    let svg = lines(vec![vec![Some(1), None, Some(2)]]).svg();
    let path = svg.split("class=\"shape line l1\" d=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(path.map(|path| (path.matches('M').count(), path.matches('L').count())), Some((2, 0)));
}

#[test]
fn names_at_the_ends_of_equal_lines_do_not_lie_on_each_other() {
    let svg = lines(vec![vec![Some(5), Some(9)], vec![Some(5), Some(9)], vec![Some(5), Some(9)]]).svg();
    let heights: Vec<&str> = svg
        .match_indices("<text class=\"strong\"")
        .filter_map(|(at, _)| svg[at..].split(" y=\"").nth(1).and_then(|rest| rest.split('"').next()))
        .collect();
    assert_eq!(heights.len(), 3);
    assert!(heights.windows(2).all(|pair| pair[0] != pair[1]), "{heights:?}");
}

#[test]
fn small_multiples_share_one_scale_and_one_table() {
    let chart = SmallMultiples {
        caption: caption(),
        places: vec!["2026".into(), "2031".into()],
        series: vec![
            Series { name: "A".into(), points: vec![Some(10), Some(20)] },
            Series { name: "B".into(), points: vec![Some(1), None] },
        ],
        decimals: Decimals(0),
    };
    let svg = chart.svg();
    assert_eq!(svg.matches("role=\"img\"").count(), 2);
    assert!(svg.contains("M12 105h0L308 60"), "{svg}");
    assert_eq!(chart.data_table().rows, vec![vec!["2026", "10", "1"], vec!["2031", "20", ""]]);
}

#[test]
fn a_table_twin_is_a_real_table_in_a_region_that_scrolls() {
    let html = bars(Direction::Lying, &[Some(1_234)]).data_table().html();
    assert_eq!(
        html,
        "<div class=\"table-box\" role=\"region\" aria-label=\"Places by district\" tabindex=\"0\">\
         <table class=\"grid\"><caption>Places by district</caption><thead><tr>\
         <th scope=\"col\">District</th><th scope=\"col\" class=\"num\">places</th></tr></thead><tbody>\
         <tr><th scope=\"row\">D0</th><td class=\"num\">1,234</td></tr></tbody></table></div>"
    );
}

proptest! {
    #[test]
    fn charts_of_any_values_stay_on_the_paper_and_repeat_exactly(values in proptest::collection::vec(proptest::option::of(any::<i64>()), 0..14)) {
        for direction in [Direction::Lying, Direction::Standing] {
            let chart = bars(direction, &values);
            let svg = chart.svg();
            prop_assert_eq!(&svg, &chart.svg());
            prop_assert!(!svg.contains("NaN"));
            prop_assert!(numbers(&svg).into_iter().all(|n| (-20..=900).contains(&n)));
        }
        let svg = lines(vec![values.clone(), values]).svg();
        prop_assert!(numbers(&svg).into_iter().all(|n| (-20..=900).contains(&n)));
    }

    #[test]
    fn a_scale_holds_its_values_and_keeps_their_order(a in any::<i64>(), b in any::<i64>()) {
        let scale = Scale::holding([a, b]);
        prop_assert!(scale.place(a.min(b), 700) <= scale.place(a.max(b), 700));
        prop_assert!((0..=700).contains(&scale.place(a, 700)));
        prop_assert!(scale.ticks().len() <= 8);
    }
}
