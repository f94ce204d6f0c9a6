//! The demo's door: step into a role with one click, on the machine itself only.

use askama::Template;
use axum_extra::extract::Form;
use base::{Problem, UserId};
use register::{sessions, users};
use serde::Deserialize;
use web::{Ask, Reply, filters};

use super::set_cookie;
use crate::{model::ROLES, store};

struct Person {
    id: UserId,
    name: String,
    role: String,
    agency: String,
}

#[derive(Template)]
#[template(path = "demo.html")]
struct DemoPage {
    people: Vec<Person>,
}

/// Which sample person to become.
#[derive(Debug, Deserialize)]
pub(super) struct StepIn {
    user: String,
}

/// Nothing is here unless the house is a demo and the visitor sits at its machine.
fn must_be_demo(ask: &Ask) -> Result<(), Problem> {
    if ask.app.options().demo && ask.is_at_this_machine() {
        Ok(())
    } else {
        Err(web::Refused::NoSuchPage.into())
    }
}

/// `GET /office/demo`
pub(super) async fn show(ask: Ask) -> Reply {
    must_be_demo(&ask)?;
    let mut tx = ask.read().await?;
    let roles = store::people::roles_in_force(&mut tx).await?;
    let role_of = |id: &UserId| roles.iter().find(|(user, _)| user == id).map(|(_, role)| role.clone());
    let mut people: Vec<Person> = store::people::listed_users(&mut tx)
        .await?
        .into_iter()
        .filter(|user| user.sample && user.state == "active")
        .filter_map(|user| {
            let role = role_of(&user.id)?;
            Some(Person { id: user.id, name: user.name, role, agency: user.agency_name.unwrap_or_default() })
        })
        .collect();
    let place = |role: &str| ROLES.iter().position(|one| *one == role);
    people.sort_by_key(|person| place(&person.role));
    ask.page(&DemoPage { people })
}

/// `POST /office/demo`
pub(super) async fn step_in(ask: Ask, Form(wish): Form<StepIn>) -> Reply {
    must_be_demo(&ask)?;
    let mut work = ask.app.work().await?;
    let id = UserId::from(wish.user);
    let user = users::user(&mut work.tx, &id).await?.filter(|user| user.sample && user.state == "active");
    let Some(user) = user else { return Err(Problem::from(web::Refused::NoSuchRecord).into()) };
    work.actor.id = user.id.clone();
    let token = sessions::begin(&mut work, &user.id, true, &ask.place).await?;
    let seconds = sessions::limits(&mut work.tx).await?.longest_minutes * 60;
    work.note("office.demo-entered", user.id.as_str()).await?;
    work.commit().await?;
    let mut response = ask.see("/")?;
    set_cookie(&ask, &mut response, web::session_cookie(&ask.app), &token, seconds);
    Ok(response)
}
