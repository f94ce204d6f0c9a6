//! The first page of the office: what one may open, and what waits there.

use askama::Template;
use base::Problem;
use register::messages;
use web::{Ask, Reply, filters};

use super::settings;
use crate::store::letters;

/// Rooms of the office with the right each needs.
const ROOMS: [(&str, &str); 11] = [
    ("agencies", "office.agencies-see"),
    ("organization", "office.organization-see"),
    ("users", "office.users-see"),
    ("roles", "office.users-see"),
    ("outbox", "office.outbox"),
    ("journal", "office.journal"),
    ("jobs", "office.jobs"),
    ("settings", "office.settings"),
    ("districts", ""),
    ("institutions", ""),
    ("me", ""),
];

/// Something that waits for someone.
pub(crate) struct Waiting {
    /// What it is: a part of its key.
    pub(crate) what: &'static str,
    /// How many.
    pub(crate) count: i64,
    /// The list that shows exactly these.
    pub(crate) href: &'static str,
}

/// The rooms that the asker may open.
pub(crate) fn rooms(ask: &Ask) -> Vec<&'static str> {
    let open = |(_, right): &&(&str, &str)| right.is_empty() || ask.actor.may(right);
    ROOMS.iter().filter(open).map(|(room, _)| *room).collect()
}

/// What waits in the rooms that the asker may open.
pub(crate) async fn waiting(ask: &Ask) -> Result<Vec<Waiting>, Problem> {
    let mut all = Vec::new();
    if ask.actor.may("office.users-see") {
        let count = letters::invited(&mut ask.read().await?).await?;
        all.push(Waiting { what: "invited", count, href: "/office/users?state=invited" });
    }
    if ask.actor.may("office.outbox") {
        let mut tx = ask.read().await?;
        for (state, href) in [
            ("draft", "/office/outbox?state=draft"),
            ("waiting", "/office/outbox?state=waiting"),
            ("failed", "/office/outbox?state=failed"),
        ] {
            let filter = messages::Filter { state: state.into(), ..messages::Filter::default() };
            let count = messages::count(&mut tx, &filter).await?;
            all.push(Waiting { what: state, count, href });
        }
    }
    if ask.actor.may("office.jobs") {
        let jobs = settings::jobs_in(ask, "failed").await?;
        all.push(Waiting { what: "jobs", count: jobs.len() as i64, href: "/office/jobs?state=failed" });
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "hub.html")]
struct HubPage {
    rooms: Vec<&'static str>,
    waiting: Vec<Waiting>,
}

/// `GET /office`
pub(super) async fn hub(ask: Ask) -> Reply {
    ask.page(&HubPage { rooms: rooms(&ask), waiting: waiting(&ask).await? })
}
