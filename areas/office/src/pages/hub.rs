//! The first page of the office: what one may open.

use askama::Template;
use web::{Ask, Reply, filters};

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

#[derive(Template)]
#[template(path = "hub.html")]
struct HubPage {
    rooms: Vec<&'static str>,
}

/// `GET /office`
pub(super) async fn hub(ask: Ask) -> Reply {
    let rooms =
        ROOMS.iter().filter(|(_, right)| right.is_empty() || ask.actor.may(right)).map(|(room, _)| *room);
    ask.page(&HubPage { rooms: rooms.collect() })
}
