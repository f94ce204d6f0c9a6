//! What agencies reported, early warnings, and how a figure is computed.

use base::Problem;
use web::Ask;

use super::say;
use crate::{
    actions,
    listing::Listing,
    model::Refused,
    pages::year_of,
    tables::{self, Wanted},
};

/// What each agency reported for the year, for one month of it, or one agency month by month.
pub(super) async fn agencies(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(ask)?).await?;
    let returns = ask.actor.may("returns.read");
    let month: Option<base::Month> = ask.param("month").and_then(|month| month.parse().ok());
    let agency = ask.param("agency").filter(|agency| !agency.is_empty());
    match (month, agency) {
        (Some(month), _) => Ok(tables::agencies_in(&situation, say(ask), month, returns)),
        (None, None) => Ok(tables::agencies(&situation, say(ask))),
        (None, Some(agency)) => {
            let one = situation.running.agencies.iter().find(|one| one.agency_id == agency);
            let what = agency.chars().take(40).collect();
            let one = one.ok_or(Refused::NoSuchRows { what })?;
            Ok(tables::months_of(&situation, say(ask), one, returns))
        }
    }
}

/// Early warnings with their reasons.
pub(super) async fn warnings(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(ask)?).await?;
    let kind = ask.param("kind").unwrap_or_default();
    Ok(tables::warnings(&situation, say(ask), &kind, ask.actor.may("returns.read")))
}

/// How a rate, a difference or a need is computed, from figures that lead to their rows.
pub(super) async fn calculation(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(ask)?).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let wanted = Wanted {
        what: param("what"),
        district: param("district"),
        type_id: param("type"),
        activity: param("activity"),
        later: param("in").parse().ok(),
    };
    tables::calculation(&situation, say(ask), &wanted)
        .ok_or_else(|| Refused::NoSuchRows { what: wanted.what.chars().take(40).collect() }.into())
}
