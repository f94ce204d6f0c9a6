//! Sums of the fact ledger by indicator, agency and month, kept in memory and continued as the ledger grows.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use base::{Month, Problem};
use db::Tx;
use web::Cache;

use crate::store;

/// Name under which the sums are kept.
const KEY: &str = "foresight.ledger";

/// Sums of facts; the ledger is append-only, so sums until one fact can be continued with the facts after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    sums: HashMap<(String, String, Month), i64>,
    indicators: BTreeSet<String>,
    approvals: HashMap<(String, Month), Approval>,
}

/// What the facts of the target say of an agency's month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Approval {
    /// Facts that were not reversed.
    standing: i64,
    /// Newest fact of zero, which a reversal leaves as it is.
    zero_at: i64,
    /// Newest reversal.
    undone_at: i64,
}

impl Ledger {
    /// The sum of an agency's facts in one month; 0 when there are none.
    pub fn sum(&self, indicator: &str, agency: &str, month: Month) -> i64 {
        self.sums.get(&(indicator.to_owned(), agency.to_owned(), month)).copied().unwrap_or(0)
    }

    /// Whether facts of an agency's month stand: it was approved and not opened again.
    pub fn approved(&self, agency: &str, month: Month) -> bool {
        // The approval is a fact of its own; the target tells it where there is none.
        let key = ("returns.approved".to_owned(), agency.to_owned(), month);
        if let Some(standing) = self.sums.get(&key) {
            return *standing > 0;
        }
        let found = self.approvals.get(&(agency.to_owned(), month)).copied().unwrap_or_default();
        found.standing > 0 || found.zero_at > found.undone_at
    }

    /// Whether anyone ever reported this indicator.
    pub fn has(&self, indicator: &str) -> bool {
        self.indicators.contains(indicator)
    }

    /// Adds facts.
    pub fn add(&mut self, facts: Vec<store::FactSum>) {
        for fact in facts {
            self.indicators.insert(fact.indicator.clone());
            if fact.indicator == "returns.places" {
                let key = (fact.agency_id.clone(), Month::of(fact.counted_on));
                let found = self.approvals.entry(key).or_default();
                found.standing += fact.standing;
                found.zero_at = found.zero_at.max(fact.zero_at);
                found.undone_at = found.undone_at.max(fact.undone_at);
            }
            let key = (fact.indicator, fact.agency_id, Month::of(fact.counted_on));
            *self.sums.entry(key).or_insert(0) += fact.value;
        }
    }
}

/// The ledger as this snapshot sees it; with a cache, only facts that came since are read.
pub async fn ledger(tx: &mut Tx, cache: Option<&Cache>) -> Result<Arc<Ledger>, Problem> {
    let newest = store::newest_fact(tx).await?;
    let Some(cache) = cache else {
        return Ok(Arc::new(read(tx, (0, Ledger::default()), newest).await?));
    };
    let start = match cache.kept::<Ledger>(KEY) {
        Some((at, kept)) if at == newest => return Ok(kept),
        Some((at, kept)) if at < newest => (at, Ledger::clone(&kept)),
        _ => (0, Ledger::default()),
    };
    let whole = read(tx, start, newest).await?;
    Ok(cache.keep(KEY, newest, whole))
}

async fn read(tx: &mut Tx, (after, mut ledger): (i64, Ledger), newest: i64) -> Result<Ledger, Problem> {
    ledger.add(store::facts(tx, after, newest).await?);
    Ok(ledger)
}
