//! The rows behind every figure: searched, sorted, paged, and as files; the same rows as a page and as JSON.

mod page;
mod people;
mod projects;
mod year;

use base::Problem;
use web::{Ask, Reply, pager::Pager};

use crate::{listing::Listing, say::Say, wire};

/// Parameters that a list keeps when it is searched, sorted or turned.
const KEPT: [&str; 13] = [
    "what", "year", "district", "type", "activity", "agency", "on", "basis", "area", "age", "kind", "month",
    "in",
];

/// A list as it was asked for, before it becomes a page, a file or JSON.
pub struct Found {
    /// All rows that fit, in the order asked for.
    pub list: Listing,
    /// What was searched for.
    pub q: String,
    /// Column and direction of the order.
    pub sort: String,
    /// The other parameters of the address.
    pub kept: Vec<(String, String)>,
}

/// Searches and sorts a list as the address says; sums stand only below all the rows they sum.
fn found(ask: &Ask, mut list: Listing) -> Found {
    let q = ask.param("q").unwrap_or_default();
    let sort = ask.param("sort").unwrap_or_default();
    list.search(&q);
    list.sort(&sort);
    if !q.is_empty() {
        list.total = None;
    }
    let pair = |name: &&str| Some(((*name).to_owned(), ask.param(name).filter(|value| !value.is_empty())?));
    Found { list, q, sort, kept: KEPT.iter().filter_map(pair).collect() }
}

/// The list as JSON: the rows of the page asked for.
fn json(ask: &Ask, list: Listing) -> Reply {
    let Found { list, .. } = found(ask, list);
    let pager = Pager::new(ask.page_number(), list.rows.len() as i64, "");
    ask.json(&wire::list(&list, Some(&pager)))
}

fn say(ask: &Ask) -> Say<'_> {
    Say { words: ask.app.words(), lang: ask.look.lang }
}

/// A list and both ways to read it.
macro_rules! both {
    ($page:ident, $json:ident, $from:path, $address:literal) => {
        #[doc = concat!("`GET /foresight", $address, "`")]
        pub async fn $page(ask: Ask) -> Reply {
            let list: Result<Listing, Problem> = $from(&ask).await;
            page::show(&ask, list?)
        }

        #[doc = concat!("`GET /api/foresight", $address, "`: the same rows as JSON.")]
        pub async fn $json(ask: Ask) -> Reply {
            let list: Result<Listing, Problem> = $from(&ask).await;
            json(&ask, list?)
        }
    };
}

both!(rows, rows_json, projects::rows, "/rows");
both!(population, population_json, people::population, "/population");
both!(projections, projections_json, people::projections, "/projections");
both!(agencies, agencies_json, year::agencies, "/agencies");
both!(warnings, warnings_json, year::warnings, "/warnings");
both!(calculation, calculation_json, year::calculation, "/calculation");
