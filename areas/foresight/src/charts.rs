//! The map and the charts of the situation as markup, each with a table of the same numbers folded below.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Value, json};
use web::{
    chart::{Bar, BarChart, Caption, Decimals, Direction, LineChart, Series, StackedChart, StackedRow},
    map::{LegendLine, Map, Region, Ring, Window, rings_of},
};

use crate::{
    model::{Carried, Demand, District, Situation},
    say::{Say, number, per_hundred},
    tables,
};

const UNTIL: &str = include_str!("../../../data/incheon_districts_until_20260630.geojson");
const FROM: &str = include_str!("../../../data/incheon_districts_from_20260701.geojson");

/// Outlines of the districts before and after the change, by five-digit code; read once.
static OUTLINES: LazyLock<[BTreeMap<String, Vec<Ring>>; 2]> =
    LazyLock::new(|| [outlines(UNTIL), outlines(FROM)]);

/// Reads the outlines out of a map file; a file that cannot be read gives no outlines.
fn outlines(text: &str) -> BTreeMap<String, Vec<Ring>> {
    let Ok(collection) = text.parse::<geojson::FeatureCollection>() else { return BTreeMap::new() };
    let outline = |feature: geojson::Feature| {
        let code = feature.property("code")?.as_str()?.to_owned();
        let geometry: Value = serde_json::to_value(feature.geometry?).ok()?;
        Some((code, rings_of(&geometry)))
    };
    collection.features.into_iter().filter_map(outline).collect()
}

fn rings(map: usize, id: &str) -> Vec<Ring> {
    OUTLINES[map].get(id.get(..5).unwrap_or_default()).cloned().unwrap_or_default()
}

fn windows(say: Say<'_>) -> Vec<Window> {
    Window::incheon([
        say.t("foresight-inset-ganghwa"),
        say.t("foresight-inset-south"),
        say.t("foresight-inset-yeonpyeong"),
        say.t("foresight-inset-baengnyeong"),
    ])
}

fn caption(say: Say<'_>, id: &str, args: &[(&str, Value)], unit: String, row_head: &str) -> Caption {
    Caption {
        id: id.to_owned(),
        title: say.f(&format!("foresight-{id}-title"), args),
        description: say.f(&format!("foresight-{id}-description"), args),
        unit,
        row_head: say.t(row_head),
    }
}

/// Classes of equal width between the least and the greatest value, from 1 to 5.
fn classes(values: &[i64]) -> (i64, i64) {
    let (least, most) =
        (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    (least, ((most - least) / 5 + 1).max(1))
}

fn class(value: i64, (least, width): (i64, i64)) -> u8 {
    u8::try_from((value - least) / width + 1).unwrap_or(5).min(5)
}

fn legend((least, width): (i64, i64), decimals: Decimals, missing: String) -> Vec<LegendLine> {
    let mut lines: Vec<LegendLine> = (0..5_u8)
        .map(|at| {
            let from = least + width * i64::from(at);
            let words = format!("{} – {}", decimals.write(from), decimals.write(from + width - 1));
            LegendLine { class: at + 1, words }
        })
        .collect();
    lines.push(LegendLine { class: 0, words: missing });
    lines
}

/// Places per hundred people 65 and over, districts as they were until 2026-06-30.
pub fn map_before(situation: &Situation, say: Say<'_>) -> String {
    let rate = |district: &District| district.rate.and_then(per_hundred);
    let on_map: Vec<&District> =
        situation.supply.districts.iter().filter(|district| !district.is_direct()).collect();
    let values: Vec<i64> = on_map.iter().filter_map(|district| rate(district)).collect();
    let classes = classes(&values);
    let decimals = Decimals(2);
    let region = |district: &&District| {
        let value = rate(district);
        Region {
            name: district.name.clone(),
            rings: rings(0, &district.id),
            value,
            class: value.map_or(0, |value| class(value, classes)),
            label: value.map_or_else(|| say.t("foresight-no-rate"), |value| decimals.write(value)),
            href: Some(format!("/foresight/districts/{}", district.id)),
            note: district
                .rate
                .map(|rate| format!("{} ÷ {}", number(rate.of), number(rate.per)))
                .unwrap_or_default(),
        }
    };
    let regions: Vec<Region> = on_map.iter().map(region).collect();
    let args = [("year", json!(situation.year.to_string()))];
    let map = Map {
        caption: caption(
            say,
            "map-before",
            &args,
            say.t("foresight-unit-per-hundred"),
            "foresight-column-district",
        ),
        note_head: say.t("foresight-column-rate-of"),
        windows: windows(say),
        legend: legend(classes, decimals, say.t("foresight-no-rate")),
        regions,
    };
    map.figure(&say.t("foresight-same-numbers"))
}

/// Places of the year over the districts from 2026-07-01: those of divided districts are not divisible.
pub fn map_after(situation: &Situation, say: Say<'_>) -> String {
    let supply = &situation.supply;
    let places = |carried: &Carried| match carried {
        Carried::Whole { places } => Some(*places),
        Carried::NotDivisible { .. } => None,
    };
    let values: Vec<i64> = supply.after.iter().filter_map(|after| places(&after.carried)).collect();
    let classes = classes(&values);
    let decimals = Decimals(0);
    let regions = supply.after.iter().map(|after| {
        let value = places(&after.carried);
        Region {
            name: after.name.clone(),
            rings: rings(1, &after.id),
            value,
            class: value.map_or(0, |value| class(value, classes)),
            label: value.map_or_else(|| say.t("foresight-not-divisible"), |value| decimals.write(value)),
            href: Some(format!("/foresight/districts/{}", after.id)),
            note: tables::why(say, after),
        }
    });
    let day = supply.changed_on.map(|day| day.to_string()).unwrap_or_default();
    let args = [("year", json!(situation.year.to_string())), ("day", json!(day))];
    let map = Map {
        caption: caption(
            say,
            "map-after",
            &args,
            say.t("foresight-unit-places"),
            "foresight-column-district",
        ),
        note_head: say.t("foresight-column-why"),
        windows: windows(say),
        legend: legend(classes, decimals, say.t("foresight-not-divisible")),
        regions: regions.collect(),
    };
    map.figure(&say.t("foresight-same-numbers"))
}

/// Rates of the districts against the city's mean.
pub fn rates(situation: &Situation, say: Say<'_>) -> String {
    let supply = &situation.supply;
    let bar = |district: &District| Bar {
        label: district.name.clone(),
        value: district.rate.and_then(per_hundred),
        missing: say.t("foresight-no-rate"),
        href: Some(format!("/foresight/districts/{}", district.id)),
    };
    let mean = supply.city.rate.and_then(per_hundred).map(|mean| (mean, say.t("foresight-city-mean")));
    let args = [("year", json!(situation.year.to_string()))];
    let chart = BarChart {
        caption: caption(
            say,
            "chart-rates",
            &args,
            say.t("foresight-unit-per-hundred"),
            "foresight-column-district",
        ),
        direction: Direction::Lying,
        bars: supply.districts.iter().map(bar).collect(),
        decimals: Decimals(2),
        goal: mean,
    };
    chart.figure(&say.t("foresight-same-numbers"))
}

/// Need in the years of the projections, for the districts that have one.
pub fn need(situation: &Situation, say: Say<'_>) -> String {
    let supply = &situation.supply;
    let years: Vec<String> = supply.later_sum.iter().map(|sum| sum.year.to_string()).collect();
    let mut districts: Vec<&District> =
        supply.districts.iter().filter(|district| district.has_projection()).collect();
    districts.sort_by_key(|district| std::cmp::Reverse(district.later.last().and_then(|year| year.needed)));
    let series = districts.iter().map(|district| Series {
        name: district.name.clone(),
        points: district.later.iter().map(|year| year.needed).collect(),
    });
    let shown = [("count", json!(districts.len()))];
    let chart = LineChart {
        caption: caption(say, "chart-need", &shown, say.t("foresight-unit-places"), "foresight-column-year"),
        places: years,
        series: series.collect(),
        decimals: Decimals(0),
    };
    chart.figure(&say.t("foresight-same-numbers"))
}

/// People turning 65 in each twelve months; `area` is empty for the city.
pub fn cohorts(demand: &Demand, say: Say<'_>, area: &str) -> String {
    let bar = |cohort: &crate::model::Cohort| Bar {
        label: tables::span(cohort.turns_from, cohort.turns_until),
        value: Some(cohort.persons),
        missing: String::new(),
        href: Some(tables::cohort_href(demand, cohort, area)),
    };
    let day = demand.counted_on.map(|day| day.to_string()).unwrap_or_default();
    let chart = BarChart {
        caption: caption(
            say,
            "chart-cohorts",
            &[("day", json!(day))],
            say.t("foresight-unit-people"),
            "foresight-column-turns",
        ),
        direction: Direction::Lying,
        bars: demand.cohorts.iter().map(bar).collect(),
        decimals: Decimals(0),
        goal: None,
    };
    chart.figure(&say.t("foresight-same-numbers"))
}

/// Shares of the types in each district.
pub fn types(situation: &Situation, say: Say<'_>) -> String {
    let supply = &situation.supply;
    let row = |district: &District| StackedRow {
        label: district.name.clone(),
        parts: district.types.iter().map(|one| Some(one.tally.places)).collect(),
        href: (district.kind != "city").then(|| format!("/foresight/districts/{}", district.id)),
    };
    let args = [("year", json!(situation.year.to_string()))];
    let chart = StackedChart {
        caption: caption(
            say,
            "chart-types",
            &args,
            say.t("foresight-unit-places"),
            "foresight-column-district",
        ),
        series: supply.types.iter().map(|named| say.pick(&named.name, &named.name_en).to_owned()).collect(),
        rows: [&supply.city].into_iter().chain(&supply.districts).map(row).collect(),
        decimals: Decimals(0),
        as_shares: true,
        total_head: say.t("foresight-sum"),
    };
    chart.figure(&say.t("foresight-same-numbers"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_maps_have_an_outline_for_every_district() {
        assert_eq!([OUTLINES[0].len(), OUTLINES[1].len()], [10, 11]);
        assert!(OUTLINES.iter().flat_map(BTreeMap::values).all(|rings| !rings.is_empty()));
    }

    #[test]
    fn the_greatest_value_is_in_the_fifth_class_and_the_least_in_the_first() {
        let classes = classes(&[786, 1_763, 900]);
        assert_eq!((class(786, classes), class(1_763, classes)), (1, 5));
    }
}
