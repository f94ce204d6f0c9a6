//! The letter with a set-up link: written once, shown to nobody, forgotten as soon as it has gone.

use base::{Problem, UserId};
use jiff::{SignedDuration, Timestamp};
use register::{
    Work,
    messages::{self, Draft, Message},
    users::User,
};
use serde_json::json;
use web::{App, Lang};

use crate::{model::LINK_HOURS, store::letters as store};

/// What such a letter is about: this and the id of the person.
const ABOUT: &str = "office-link:";

/// Whether the words of a letter about this hold a set-up link, so that nobody may read them.
pub fn holds_link(about: &str) -> bool {
    about.starts_with(ABOUT)
}

/// The address at which a person sets their password.
pub fn link(app: &App, token: &str) -> String {
    format!("{}/office/set-up?token={token}", app.options().public_url.trim_end_matches('/'))
}

/// Sends a set-up link by mail to a person who has an address; tells whether there is a letter. A house that does not
/// know its own address sends none: the link would lead nowhere.
pub async fn send_link(app: &App, work: &mut Work, user: &User, token: &str) -> Result<bool, Problem> {
    if user.email.is_empty() || app.options().public_url.is_empty() {
        return Ok(false);
    }
    let args = [
        ("name".to_owned(), json!(user.name)),
        ("login".to_owned(), json!(user.login)),
        ("centre".to_owned(), json!(app.facade().centre)),
        ("hours".to_owned(), json!(LINK_HOURS)),
        ("link".to_owned(), json!(link(app, token))),
    ];
    // Nobody knows yet in which language they read: both, one below the other.
    let words = |lang, key| app.words().fill(lang, key, args.iter().map(|(name, value)| (name, value)));
    let both = |key| [words(Lang::Ko, key), words(Lang::En, key)];
    let draft = Draft {
        about: format!("{ABOUT}{}", user.id),
        channel: "mail",
        to_user: Some(user.id.clone()),
        to_address: user.email.clone(),
        subject: both("office-letter-link.subject").join(" / "),
        body: both("office-letter-link").join("\n\n----\n\n"),
        ..Draft::default()
    };
    let id = messages::draft(work, &draft).await?;
    messages::send(work, &id).await?;
    work.note_with("office.link-mailed", user.id.as_str(), &json!({ "message": id })).await?;
    Ok(true)
}

/// Throws away letters with links made before: they are over.
pub async fn forget_links(work: &mut Work, user: &UserId) -> Result<(), Problem> {
    store::forget_about(&mut work.tx, &format!("{ABOUT}{user}")).await
}

/// Forgets the words of a letter that has gone or will not go, if they hold a link.
pub async fn forget_words(work: &mut Work, message: &Message) -> Result<(), Problem> {
    if holds_link(&message.about) { store::forget_body(&mut work.tx, &message.id).await } else { Ok(()) }
}

/// Whether the link in a letter is over, so that it need not go any more.
pub fn is_over(message: &Message, now: Timestamp) -> bool {
    holds_link(&message.about) && message.made_at + SignedDuration::from_hours(LINK_HOURS) <= now
}
