//! What is done to a batch from its page: each form comes back with a sentence.

use axum::extract::{Form as PlainForm, Path};
use axum_extra::extract::Form;
use base::Problem;
use register::Work;
use web::{Ask, Phrase, Reply, kit::Sent};

use super::{
    href,
    page::{Typed, batch_page},
};
use crate::{
    actions,
    model::{AddCost, DecideSeats, SignUp},
};

/// Ends a verb on a batch: back to it with a sentence, or its page again with what was typed.
async fn settle(ask: &Ask, work: Work, id: &str, (done, typed): (Result<Phrase, Problem>, Typed)) -> Reply {
    match done {
        Ok(said) => {
            work.commit().await?;
            ask.see_saying(&href(id), &said)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            batch_page(ask, id, &typed, ask.notes(&notes)).await?.answer(ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/batches/{id}/open`
pub async fn open(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let done =
        actions::batches::open_batch(&mut work, &id).await.map(|()| Phrase::new("training-said-opened"));
    settle(&ask, work, &id, (done, Typed::default())).await
}

/// `POST /training/batches/{id}/close`
pub async fn close(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let done =
        actions::batches::close_batch(&mut work, &id).await.map(|()| Phrase::new("training-said-closed"));
    settle(&ask, work, &id, (done, Typed::default())).await
}

/// `POST /training/batches/{id}/cancel`
pub async fn cancel(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let reason = Sent(sent).get("reason").to_owned();
    let mut work = ask.work().await?;
    let done = actions::batches::cancel_batch(&mut work, ask.app.words(), &id, &reason).await;
    let done = done.map(|told| Phrase::new("training-said-cancelled").with("count", told));
    settle(&ask, work, &id, (done, Typed { reason, ..Typed::default() })).await
}

/// `POST /training/batches/{id}/sign-up`
pub async fn sign_up(ask: Ask, Path(id): Path<String>, Form(wish): Form<SignUp>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::enrolments::sign_up(&mut work, &id, &wish).await;
    let done = done.map(|asked| Phrase::new("training-said-asked").with("count", asked.len() as i64));
    settle(&ask, work, &id, (done, Typed { sign_up: wish, ..Typed::default() })).await
}

/// `POST /training/batches/{id}/seats`
pub async fn decide(ask: Ask, Path(id): Path<String>, Form(wish): Form<DecideSeats>) -> Reply {
    let mut work = ask.work().await?;
    let done = actions::enrolments::decide(&mut work, ask.app.words(), &id, &wish).await.map(|found| {
        let phrase = Phrase::new("training-said-decided").with("seated", found.seated);
        phrase.with("waiting", found.waiting).with("refused", found.refused)
    });
    settle(&ask, work, &id, (done, Typed { decide: wish, ..Typed::default() })).await
}

/// `POST /training/batches/{id}/costs`
pub async fn add_cost(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddCost>) -> Reply {
    let mut work = ask.work().await?;
    let done =
        actions::batches::add_cost(&mut work, &id, &wish).await.map(|()| Phrase::new("training-said-cost"));
    settle(&ask, work, &id, (done, Typed { cost: wish, ..Typed::default() })).await
}

/// `POST /training/costs/{id}/remove`
pub async fn remove_cost(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let batch = actions::batches::remove_cost(&mut work, &id).await?;
    settle(&ask, work, &batch, (Ok(Phrase::new("training-said-freed")), Typed::default())).await
}
