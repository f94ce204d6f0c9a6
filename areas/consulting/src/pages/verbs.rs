//! What is done to a case from its page: each form sends here and comes back with a sentence.

use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use register::Work;
use serde::Deserialize;
use web::{Ask, Phrase, Reply};

use super::case::{Typed, view};
use crate::{
    actions,
    model::{AddStep, CloseCase, Decide, GiveAdvice, OfferTransfer, TriageCase, missing},
    store,
};

/// Ends a verb: back to the case with a sentence, or the case again with what was typed.
async fn settle(
    ask: &Ask,
    (work, id): (Work, &str),
    done: Result<(), Problem>,
    (typed, said): (Typed, &str),
) -> Reply {
    match done {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/consulting/cases/{id}"), &Phrase::new(said))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&view(ask, id, typed, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /consulting/cases/{id}/triage`
pub async fn triage(ask: Ask, Path(id): Path<String>, Form(wish): Form<TriageCase>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::cases::triage_case(&mut work, &id, &wish).await.map(|_| ());
    let said =
        if wish.decision == "decline" { "consulting-said-declined" } else { "consulting-said-accepted" };
    let typed = Typed { note: wish.note.clone(), triage: wish, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, said)).await
}

/// `POST /consulting/cases/{id}/steps`
pub async fn add_step(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddStep>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::steps::add_step(&mut work, &id, &wish).await.map(|_| ());
    let typed = Typed { step: wish, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, "consulting-said-step-added")).await
}

/// `POST /consulting/steps/{id}`
pub async fn decide_step(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let case = actions::steps::decide_step(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.see_saying(&format!("/consulting/cases/{case}#steps"), &Phrase::new("consulting-said-step"))
}

/// A version that was seen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    version: i64,
}

/// `POST /consulting/cases/{id}/submit`
pub async fn submit_plan(ask: Ask, Path(id): Path<String>, Form(seen): Form<Seen>) -> Reply {
    let mut work = ask.work().await?;
    actions::cases::submit_plan(&mut work, &id, seen.version).await?;
    work.commit().await?;
    ask.see_saying(&format!("/consulting/cases/{id}"), &Phrase::new("consulting-said-submitted"))
}

/// `POST /consulting/cases/{id}/plan`
pub async fn decide_plan(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::cases::decide_plan(&mut work, &id, &wish).await.map(|_| ());
    let said =
        if wish.decision == "approve" { "consulting-said-approved" } else { "consulting-said-sent-back" };
    let typed = Typed { note: wish.note, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, said)).await
}

/// `POST /consulting/cases/{id}/advice`
pub async fn give_advice(ask: Ask, Path(id): Path<String>, Form(wish): Form<GiveAdvice>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::advice::give_advice(&mut work, &id, &wish).await.map(|_| ());
    let typed = Typed { advice: wish, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, "consulting-said-advice")).await
}

/// `POST /consulting/advice/{id}`
pub async fn decide_advice(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let case = match store::one_advice(&mut work.tx, &id).await? {
        Some(one) => one.case_id,
        None => return Err(missing().into()),
    };
    let done = actions::advice::decide_advice(&mut work, &id, &wish).await.map(|_| ());
    let said =
        format!("consulting-said-advice-{}", if done.is_ok() { wish.decision.as_str() } else { "open" });
    let typed = Typed { note: wish.note, ..Typed::default() };
    settle(&ask, (work, &case), done, (typed, &said)).await
}

/// `POST /consulting/cases/{id}/close`
pub async fn close(ask: Ask, Path(id): Path<String>, Form(wish): Form<CloseCase>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::cases::close_case(&mut work, &id, &wish).await.map(|_| ());
    let typed = Typed { close: wish, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, "consulting-said-closed")).await
}

/// `POST /consulting/cases/{id}/reopen`
pub async fn reopen(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::cases::reopen_case(&mut work, &id, &wish).await.map(|_| ());
    let typed = Typed { note: wish.note, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, "consulting-said-reopened")).await
}

/// `POST /consulting/cases/{id}/transfer`
pub async fn offer_transfer(ask: Ask, Path(id): Path<String>, Form(wish): Form<OfferTransfer>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::transfers::offer_transfer(&mut work, &id, &wish).await.map(|_| ());
    let typed = Typed { transfer: wish, ..Typed::default() };
    settle(&ask, (work, &id), done, (typed, "consulting-said-offered")).await
}

/// `POST /consulting/transfers/{id}`
pub async fn answer_transfer(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let case = match store::transfer(&mut work.tx, &id).await? {
        Some(one) => one.case_id,
        None => return Err(missing().into()),
    };
    let done = actions::transfers::answer_transfer(&mut work, &id, &wish).await.map(|_| ());
    let said = if wish.decision == "accept" {
        "consulting-said-transferred"
    } else {
        "consulting-said-not-transferred"
    };
    let typed = Typed { note: wish.note, ..Typed::default() };
    settle(&ask, (work, &case), done, (typed, said)).await
}
