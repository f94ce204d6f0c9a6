//! Months that a file tells only in part: projects of an agency that ran in them and have no row.

use std::collections::{BTreeMap, BTreeSet};

use base::{Month, Problem};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::known::Known;
use super::reading::Read1;
use crate::store;

/// Gaps that are listed; looking stops there.
const LISTED: usize = 200;
/// Project numbers that are named of one gap.
const NAMED: usize = 10;

/// A month of an agency in which projects are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Agency's id.
    pub agency: String,
    /// Agency's name.
    pub name: String,
    /// Month.
    pub month: String,
    /// Numbers of the missing projects; the first ten.
    pub projects: Vec<String>,
    /// How many there are.
    pub count: u64,
}

/// The months that each project has a row for: a bit each, because a project belongs to one year.
#[derive(Debug, Default)]
pub struct Seen(Vec<u16>);

impl Seen {
    /// Remembers a row.
    pub fn take(&mut self, row: &Read1) {
        let place = row.project as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] |= bit(row.month);
    }

    /// Whether a project has a row for a month.
    fn has(&self, project: u32, month: Month) -> bool {
        self.0.get(project as usize).is_some_and(|months| months & bit(month) != 0)
    }
}

/// The bit of a month.
fn bit(month: Month) -> u16 {
    1 << (month.number() - 1)
}

/// Finds the gaps that will be there once the file is stored: rows that were there before fill them.
pub async fn find(tx: &mut Tx, known: &Known, seen: &Seen) -> Result<Vec<Gap>, Problem> {
    let mut found = Vec::new();
    for ((_, month), projects) in touched(known, seen) {
        let without: Vec<u32> = projects
            .into_iter()
            .filter(|project| known.runs(*project, month) && !seen.has(*project, month))
            .collect();
        let Some(first) = without.first() else { continue };
        let agency = known.agency(*first);
        let there: BTreeSet<_> =
            store::rows_of(tx, agency, month).await?.into_iter().map(|row| row.project).collect();
        let missing: Vec<u32> =
            without.into_iter().filter(|project| !there.contains(known.id(*project))).collect();
        if let Some(first) = missing.first() {
            found.push(Gap {
                agency: agency.to_string(),
                name: known.agency_name(*first).to_owned(),
                month: month.to_string(),
                projects: missing.iter().take(NAMED).map(|one| known.number(*one).to_owned()).collect(),
                count: missing.len() as u64,
            });
        }
        if found.len() >= LISTED {
            break;
        }
    }
    Ok(found)
}

/// Every agency and month of the file, with the agency's projects of that year.
fn touched(known: &Known, seen: &Seen) -> BTreeMap<(u32, Month), Vec<u32>> {
    let mut months: BTreeMap<(u32, i16), u16> = BTreeMap::new();
    for (project, bits) in seen.0.iter().enumerate().filter(|(_, bits)| **bits != 0) {
        *months.entry(known.agency_year(project as u32)).or_default() |= bits;
    }
    let mut all: BTreeMap<(u32, Month), Vec<u32>> = BTreeMap::new();
    for project in 0..known.len() {
        let (agency, year) = known.agency_year(project);
        let bits = months.get(&(agency, year)).copied().unwrap_or_default();
        let told =
            (1..=12).filter_map(|number| Month::new(year, number)).filter(|month| bits & bit(*month) != 0);
        for month in told {
            all.entry((agency, month)).or_default().push(project);
        }
    }
    all
}
