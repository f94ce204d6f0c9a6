//! The situation as JSON: on `/api/foresight/situation` and from `dure situation --json` alike; and its lists.
//!
//! A rate is written in words of two decimals beside its two counts; what is missing is `null`, never zero.

use base::Ratio;
use documents::{Cell, workbook::Kind};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use web::pager::Pager;

use crate::{
    listing::{Field, Listing},
    model::{After, Carried, District, NeedInYear, Situation, TypeTally},
};

/// A list: its columns, the rows of one page, and the sums over all of its rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListBody {
    /// Title in words.
    title: String,
    /// What must be known to read it.
    note: String,
    /// Rows of all pages.
    count: usize,
    /// Page shown, from 1.
    page: i64,
    /// Pages of fifty rows.
    pages: i64,
    /// Whether figures are made up for practice.
    sample: bool,
    columns: Vec<ColumnBody>,
    rows: Vec<RowBody>,
    /// Sums over all rows; absent where nothing may be summed.
    total: Option<RowBody>,
    /// Sources with their days, in words.
    sources: Vec<String>,
    /// Figures of the note with where each is computed.
    more: Vec<LinkBody>,
}

/// A column of a list.
#[derive(Debug, Serialize, ToSchema)]
struct ColumnBody {
    /// Key of its cells.
    key: &'static str,
    /// Head in words.
    head: String,
    /// `text`, `whole`, `won`, `rate` or `date`.
    kind: &'static str,
}

/// A row of a list.
#[derive(Debug, Serialize, ToSchema)]
struct RowBody {
    /// Cells by column: a number, a text, a rate as a decimal text; `null` where there is no value.
    #[schema(value_type = Object)]
    cells: Map<String, Value>,
    /// Where a cell's figure leads, as the page's address; its JSON stands below `/api`.
    #[schema(value_type = Object)]
    links: Map<String, Value>,
}

/// A link with its words.
#[derive(Debug, Serialize, ToSchema)]
struct LinkBody {
    words: String,
    href: String,
}

/// A list as JSON: the rows of a page, or all of them without a pager.
pub fn list(list: &Listing, pager: Option<&Pager>) -> ListBody {
    let (page, pages, from) = pager.map_or((1, 1, 0), |pager| (pager.page, pager.pages(), pager.offset()));
    let most = pager.map_or(usize::MAX, |_| web::pager::ROWS as usize);
    let column = |column: &crate::listing::Column| ColumnBody {
        key: column.key,
        head: column.head.clone(),
        kind: match column.kind {
            Kind::Text => "text",
            Kind::Whole => "whole",
            Kind::Won => "won",
            Kind::Rate { .. } => "rate",
            Kind::Date => "date",
        },
    };
    ListBody {
        title: list.title.clone(),
        note: list.note.clone(),
        count: list.rows.len(),
        page,
        pages,
        sample: list.sample.is_some(),
        columns: list.columns.iter().map(column).collect(),
        rows: list.rows.iter().skip(from as usize).take(most).map(|row| row_body(list, row)).collect(),
        total: list.total.as_ref().map(|row| row_body(list, row)),
        sources: list.sources.clone(),
        more: list
            .more
            .iter()
            .map(|(words, href)| LinkBody { words: words.clone(), href: href.clone() })
            .collect(),
    }
}

fn row_body(list: &Listing, row: &[Field]) -> RowBody {
    let fields = || list.columns.iter().zip(row);
    RowBody {
        cells: fields().map(|(column, field)| (column.key.to_owned(), cell(&field.value))).collect(),
        links: fields()
            .filter(|(_, field)| field.leads())
            .map(|(column, field)| (column.key.to_owned(), json!(field.href)))
            .collect(),
    }
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Whole(value) | Cell::Won(value) => json!(value),
        other => json!(other.plain()),
    }
}

impl Serialize for Situation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        whole(self).serialize(serializer)
    }
}

fn whole(situation: &Situation) -> Value {
    let supply = &situation.supply;
    json!({
        "year": situation.year,
        "years": situation.years,
        "today": situation.today,
        "sample": situation.running.sample || situation.plan.sample,
        "supply": city(situation),
        "districts": supply.districts.iter().map(district).collect::<Vec<_>>(),
        "types": supply.types,
        "after": {
            "changed_on": supply.changed_on,
            "districts": supply.after.iter().map(after).collect::<Vec<_>>(),
        },
        "projections": {
            "edition": supply.edition,
            "sum_over_districts_with_a_projection": supply.later_sum,
        },
        "demand": situation.demand,
        "variety": situation.variety,
        "plan": situation.plan,
        "running": situation.running,
    })
}

fn city(situation: &Situation) -> Value {
    let supply = &situation.supply;
    let mut value = district(&supply.city);
    value["goal"] = json!(supply.goal);
    value["source"] = json!(supply.source);
    value["as_of"] = json!(supply.as_of);
    value
}

fn per_100(rate: Option<Ratio>) -> Value {
    json!(rate.and_then(Ratio::per_hundred))
}

fn district(district: &District) -> Value {
    json!({
        "id": district.id,
        "name": district.name,
        "kind": district.kind,
        "places": district.tally.places,
        "projects": district.tally.projects,
        "institutions": district.tally.institutions,
        "people_65_plus": district.people,
        "rate": district.rate,
        "places_per_100": per_100(district.rate),
        "places_per_100_above_city": per_100(district.above_mean),
        "needed": district.goal.map(|goal| goal.needed),
        "lacking": district.goal.map(|goal| goal.lacking),
        "types": district.types.iter().map(of_type).collect::<Vec<_>>(),
        "newest_count": district.now,
        "projections": district.later.iter().map(later).collect::<Vec<_>>(),
    })
}

fn of_type(one: &TypeTally) -> Value {
    json!({
        "type": one.type_id,
        "places": one.tally.places,
        "projects": one.tally.projects,
        "institutions": one.tally.institutions,
        "rate": one.rate,
        "places_per_100": per_100(one.rate),
        "places_per_100_above_city": per_100(one.above_mean),
    })
}

fn later(year: &NeedInYear) -> Value {
    json!({
        "year": year.year,
        "people_65_plus": year.projection,
        "needed": year.needed,
        "more_than_now": year.more_than_now,
    })
}

fn after(after: &After) -> Value {
    let (places, not_divisible_from) = match &after.carried {
        Carried::Whole { places } => (Some(*places), None),
        Carried::NotDivisible { from } => (None, Some(from)),
    };
    json!({
        "id": after.id,
        "name": after.name,
        "newest_count": after.now,
        "places": places,
        "not_divisible_from": not_divisible_from,
    })
}
