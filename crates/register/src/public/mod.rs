//! Loads the public figures that ship with the product; a second run changes nothing.
//!
//! Every file of `data/` keeps its own source and date on each row, and so does every row written here.
//! Nouns that a centre may go on to change (districts, agencies, projects, quotas, holidays) are only
//! added where they are missing; pure figures (people, projections, published numbers, the directory of
//! institutions) are replaced as a whole when the shipped files have changed.

mod files;
mod jobs;
mod numbers;
mod people;
mod places;

use base::Problem;
use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Work, settings};

/// Setting that holds the fingerprint of the files last loaded.
const SETTING: &str = "public.loaded";

/// How many rows a load added, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Loaded {
    /// Districts, the city and what it runs directly included.
    pub districts: u64,
    /// Lines from an abolished district to one that came after it.
    pub successors: u64,
    /// Programme types.
    pub types: u64,
    /// Names that programme types have had.
    pub names: u64,
    /// Institutions of the directory.
    pub institutions: u64,
    /// Agencies that the project file knows by number.
    pub agencies: u64,
    /// Projects, the withdrawn ones included.
    pub projects: u64,
    /// Counts of people.
    pub people: u64,
    /// Projected counts of people.
    pub projections: u64,
    /// Published numbers.
    pub figures: u64,
    /// Public holidays.
    pub holidays: u64,
}

impl Loaded {
    /// Whether nothing was added: the same files had been loaded before.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Loads the shipped public data. Where the same files were loaded before it does nothing and leaves
/// no journal line, so a caller that does nothing else drops the work instead of committing it.
pub async fn load(work: &mut Work) -> Result<Loaded, Problem> {
    let print = fingerprint();
    if settings::get(&mut work.tx, SETTING).await?.as_deref() == Some(print.as_str()) {
        return Ok(Loaded::default());
    }
    let districts = places::districts(work).await?;
    let (types, names) = jobs::types(work).await?;
    let (agencies, projects) = jobs::projects(work).await?;
    let loaded = Loaded {
        districts,
        types,
        names,
        agencies,
        projects,
        successors: places::successors(work).await?,
        institutions: places::institutions(work).await?,
        people: people::people(work).await?,
        projections: people::projections(work).await?,
        figures: numbers::figures(work).await?,
        holidays: numbers::holidays(work).await?,
    };
    settings::set(work, SETTING, &print).await?;
    work.note_with("register.public-data-loaded", &print, &loaded).await?;
    Ok(loaded)
}

/// SHA-256 over every shipped file, so that a newer edition is noticed.
fn fingerprint() -> String {
    let mut digest = Sha256::new();
    for text in files::ALL {
        digest.update(format!("{}:", text.len()));
        digest.update(text);
    }
    HEXLOWER.encode(&digest.finalize())
}
