//! What a person can do in consulting. Every action checks the right, decides, writes, notes and writes facts.

pub mod advice;
pub mod cases;
pub mod diagnosis;
pub mod experts;
pub mod files;
pub mod letters;
pub mod steps;
pub mod transfers;
pub mod visits;
pub mod week;

use base::{AgencyId, Id, Problem, UserId};
use db::Tx;
use register::{Work, agencies, search};

use crate::{
    model::{Case, Refused, missing},
    store,
};

/// Refuses when another editor was quicker.
fn unchanged(was_written: bool) -> Result<(), Problem> {
    if was_written { Ok(()) } else { Err(web::Refused::ChangedMeanwhile.into()) }
}

/// A fresh id as text.
pub fn fresh() -> String {
    Id::<()>::fresh().to_string()
}

/// The case with `id`; agency staff see their own agency's only.
pub async fn case(work: &mut Work, id: &str) -> Result<Case, Problem> {
    let one = store::case(&mut work.tx, id).await?.ok_or_else(missing)?;
    work.actor.must_see(&one.agency_id)?;
    Ok(one)
}

/// Refuses when a case stands at none of these states.
fn stands(case: &Case, states: &[&str]) -> Result<(), Problem> {
    if states.contains(&case.state.as_str()) {
        return Ok(());
    }
    Err(Refused::WrongState { state: case.state.clone() }.into())
}

/// Writes a case whose version was read in this very work.
async fn keep(work: &mut Work, case: &Case) -> Result<(), Problem> {
    unchanged(store::update_case(&mut work.tx, case).await?)
}

/// Whether there is an agency.
async fn agency_exists(tx: &mut Tx, id: &str) -> Result<bool, Problem> {
    Ok(agencies::agency(tx, &AgencyId::from(id)).await?.is_some())
}

/// Whether a person may be given a case or a visit.
async fn is_adviser(tx: &mut Tx, id: &str) -> Result<bool, Problem> {
    Ok(store::advisers(tx).await?.iter().any(|(one, _)| one.as_str() == id))
}

/// Those of `chosen` who may advise, each once.
async fn advisers(tx: &mut Tx, chosen: &[String]) -> Result<Vec<UserId>, Problem> {
    let all = store::advisers(tx).await?;
    Ok(all.into_iter().map(|(id, _)| id).filter(|id| chosen.iter().any(|one| one == id.as_str())).collect())
}

/// Lets people find a case.
pub async fn index(work: &mut Work, case: &Case) -> Result<(), Problem> {
    let title = format!("{} {}", case.number, case.title);
    let href = format!("/consulting/cases/{}", case.id);
    let entry = search::Entry {
        kind: "case",
        id: &case.id,
        title: &title,
        href: &href,
        permission: "consulting.read",
        agency: Some(&case.agency_id),
    };
    search::put(work, &entry).await
}
