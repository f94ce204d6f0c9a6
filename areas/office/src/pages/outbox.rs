//! The outbox: messages drafted, waiting, sent and failed.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use register::{agencies, messages, users};
use web::{Ask, Notes, Phrase, Reply, filters, pager::Pager};

use super::{
    Choice, choices,
    lists::{PageItem, href, page_items},
};
use crate::{
    actions::{letters, settings as actions},
    model::{ChangeMessage, SendMessages},
};

/// States a message can be in.
const STATES: [&str; 5] = ["draft", "waiting", "sent", "failed", "discarded"];

/// Whom a message goes to: an agency or a person of the house.
#[derive(Debug, Clone, Default)]
pub(crate) struct Receiver {
    /// Name; empty when the message has an address only.
    pub(crate) name: String,
    /// Their page; empty for those who may not open it.
    pub(crate) href: String,
}

/// The agency or person that a message goes to, with the address of their page.
pub(crate) async fn receiver(ask: &Ask, tx: &mut Tx, one: &messages::Message) -> Result<Receiver, Problem> {
    let page = |right: &str, href: String| if ask.actor.may(right) { href } else { String::new() };
    if let Some(id) = &one.to_user_id
        && let Some(user) = users::user(tx, id).await?
    {
        let href = page("office.users-see", format!("/office/users/{id}"));
        return Ok(Receiver { name: user.name, href });
    }
    if let Some(id) = &one.to_agency_id
        && let Some(agency) = agencies::agency(tx, id).await?
    {
        let href = page("office.agencies-see", format!("/office/agencies/{id}"));
        return Ok(Receiver { name: agency.name, href });
    }
    Ok(Receiver::default())
}

struct Row {
    message: messages::Message,
    receiver: Receiver,
}

impl Row {
    /// Whether it can be sent now.
    fn sendable(&self) -> bool {
        matches!(self.message.state.as_str(), "draft" | "failed")
    }
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    rows: Vec<Row>,
    total: i64,
    /// How many of the rows shown can be sent.
    sendable: usize,
    state: String,
    states: Vec<Choice>,
    pages: Vec<PageItem>,
}

/// `GET /office/outbox`
pub(super) async fn list(ask: Ask) -> Reply {
    let state = ask.param("state").unwrap_or_default();
    let filter = messages::Filter { state: state.clone(), ..messages::Filter::default() };
    let mut tx = ask.read().await?;
    let total = messages::count(&mut tx, &filter).await?;
    let pager = Pager::new(ask.page_number(), total, &href("/office/outbox", &[("state", &state)]));
    let mut rows = Vec::new();
    for message in messages::messages(&mut tx, &filter, web::pager::ROWS, pager.offset()).await? {
        let receiver = receiver(&ask, &mut tx, &message).await?;
        rows.push(Row { message, receiver });
    }
    ask.page(&OutboxPage {
        sendable: rows.iter().filter(|row| row.sendable()).count(),
        rows,
        total,
        states: choices(&ask, "office-message-state-", &STATES, &state),
        pages: page_items(&pager),
        state,
    })
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    message: messages::Message,
    receiver: Receiver,
    /// Whether its words are kept from sight.
    masked: bool,
    notes: Notes,
}

/// The message with `id`, or a refusal. Words that hold a set-up link are shown to nobody.
pub(crate) async fn found(ask: &Ask, id: &str) -> Result<messages::Message, Problem> {
    let found = messages::message(&mut ask.read().await?, id).await?;
    let mut message = found.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    if letters::holds_link(&message.about) {
        message.body = ask.t("office-message-masked");
    }
    Ok(message)
}

/// `GET /office/outbox/{id}`
pub(super) async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let message = found(&ask, &id).await?;
    let receiver = receiver(&ask, &mut ask.read().await?, &message).await?;
    let masked = letters::holds_link(&message.about);
    ask.page(&MessagePage { masked, message, receiver, notes: Notes::default() })
}

/// `POST /office/outbox/{id}`
pub(super) async fn change(ask: Ask, Path(id): Path<String>, Form(wish): Form<ChangeMessage>) -> Reply {
    let mut work = ask.work().await?;
    match actions::change_message(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/office/outbox/{id}"), &Phrase::new("office-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let mut message = found(&ask, &id).await?;
            let receiver = receiver(&ask, &mut ask.read().await?, &message).await?;
            (message.to_address, message.subject, message.body) = (wish.to_address, wish.subject, wish.body);
            ask.page_again(&MessagePage { message, receiver, masked: false, notes: ask.notes(&notes) })
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /office/outbox/{id}/send`
pub(super) async fn send(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::send_message(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/office/outbox/{id}"), &Phrase::new("office-message-released"))
}

/// `POST /office/outbox/send`: those ticked, or all that the list showed.
pub(super) async fn send_many(ask: Ask, Form(wish): Form<SendMessages>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::send_messages(&mut work, &wish).await?;
    work.commit().await?;
    let key = if done.kept == 0 { "office-messages-released" } else { "office-messages-released-some" };
    let said = Phrase::new(key).with("sent", done.sent).with("kept", done.kept);
    ask.see_saying(&href("/office/outbox", &[("state", &wish.state)]), &said)
}

/// `POST /office/outbox/{id}/discard`
pub(super) async fn discard(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::discard_message(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying("/office/outbox", &Phrase::new("office-message-discarded"))
}
