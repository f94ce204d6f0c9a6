//! The outbox: messages drafted, waiting, sent and failed.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use register::messages;
use web::{Ask, Notes, Phrase, Reply, filters, pager::Pager};

use super::{
    Choice, choices,
    lists::{PageItem, href, page_items},
};
use crate::{
    actions::{letters, settings as actions},
    model::ChangeMessage,
};

/// States a message can be in.
const STATES: [&str; 5] = ["draft", "waiting", "sent", "failed", "discarded"];

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    rows: Vec<messages::Message>,
    total: i64,
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
    let rows = messages::messages(&mut tx, &filter, web::pager::ROWS, pager.offset()).await?;
    ask.page(&OutboxPage {
        rows,
        total,
        states: choices(&ask, "office-message-state-", &STATES, &state),
        pages: page_items(&pager),
    })
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    message: messages::Message,
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
    ask.page(&MessagePage { masked: letters::holds_link(&message.about), message, notes: Notes::default() })
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
            (message.to_address, message.subject, message.body) = (wish.to_address, wish.subject, wish.body);
            ask.page_again(&MessagePage { message, masked: false, notes: ask.notes(&notes) })
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

/// `POST /office/outbox/{id}/discard`
pub(super) async fn discard(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::discard_message(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying("/office/outbox", &Phrase::new("office-message-discarded"))
}
