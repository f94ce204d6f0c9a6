//! The unit of work: one write transaction that knows who and when and leaves a journal line.

use base::{Actor, AgencyId, Clock, Problem};
use db::{Db, Tx};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    facts::{self, Fact},
    journal,
};

/// A write in progress. Dropped without [`Work::commit`], nothing of it stays.
#[derive(Debug)]
pub struct Work {
    /// The write transaction; only one runs at a time.
    pub tx: Tx,
    /// Who does it.
    pub actor: Actor,
    /// When, to the microsecond.
    pub now: Timestamp,
    /// Today in Seoul.
    pub today: Date,
    noted: bool,
}

impl Work {
    /// Begins a work, waiting for the write before it.
    pub async fn begin(db: &Db, clock: &Clock, actor: Actor) -> Result<Self, Problem> {
        let tx = db.write().await?;
        Ok(Self { tx, actor, now: clock.now(), today: clock.today(), noted: false })
    }

    /// Writes a journal line: the `deed` (`<area>.<noun>-<past>`) done to `subject`.
    pub async fn note(&mut self, deed: &'static str, subject: &str) -> Result<(), Problem> {
        self.note_with(deed, subject, &serde_json::json!({})).await
    }

    /// Writes a journal line with details. Details carry ids and figures, never a person's name.
    pub async fn note_with(
        &mut self,
        deed: &'static str,
        subject: &str,
        detail: &impl Serialize,
    ) -> Result<(), Problem> {
        let detail = serde_json::to_string(detail).map_err(Problem::fault)?;
        journal::append(&mut self.tx, self.now, &self.actor, deed, subject, &detail).await?;
        self.noted = true;
        Ok(())
    }

    /// Writes one agency-wide fact; `source` of it is the last noted record's id in `about`.
    pub async fn fact(
        &mut self,
        indicator: &'static str,
        agency: &AgencyId,
        counted_on: Date,
        value: i64,
        source: &str,
    ) -> Result<(), Problem> {
        let fact = Fact::of_agency(indicator, agency.clone(), counted_on, value, source);
        facts::append(&mut self.tx, self.now, &[fact]).await
    }

    /// Writes many facts at once.
    pub async fn facts(&mut self, facts: &[Fact]) -> Result<(), Problem> {
        facts::append(&mut self.tx, self.now, facts).await
    }

    /// Makes the work permanent; refuses one that left no journal line.
    pub async fn commit(self) -> Result<(), Problem> {
        if !self.noted {
            return Err(Problem::fault("a work without a journal line was rolled back"));
        }
        Ok(self.tx.commit().await?)
    }
}
