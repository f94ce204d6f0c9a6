//! Reminders: messages to the staff of agencies that have not filed, before and after the due day.

use base::{AgencyId, Month, Problem};
use jiff::civil::Date;
use register::{Work, messages, users, workdays};
use web::{App, Lang, Phrase};

use super::unaccepted_in;
use crate::due;
use crate::model::month_to_file;

/// Sends the reminders of today, each once; counts them.
pub async fn remind(app: &App, work: &mut Work) -> Result<i64, Problem> {
    let month = month_to_file(work.today);
    let calendar = workdays::calendar(&mut work.tx).await?;
    let Some(offset) = due::reminder_on(month, work.today, &calendar) else { return Ok(0) };
    let due = due::due_on(month, &calendar);
    let people = users::users(&mut work.tx).await?;
    let mut sent = 0;
    for agency in unaccepted_in(&mut work.tx, month).await?.missing {
        let about = format!("returns:{month}:{agency}:{offset}");
        let filter = messages::Filter { about: about.clone(), ..messages::Filter::default() };
        if messages::count(&mut work.tx, &filter).await? > 0 {
            continue;
        }
        let staff =
            people.iter().filter(|user| user.agency_id.as_ref() == Some(&agency) && user.state == "active");
        for user in staff {
            let draft = letter(app, user, &agency, month, due, offset, &about);
            let id = messages::draft(work, &draft).await?;
            messages::send(work, &id).await?;
            sent += 1;
        }
    }
    if sent > 0 {
        work.note_with("returns.reminders-sent", &month.to_string(), &serde_json::json!({ "sent": sent }))
            .await?;
    }
    Ok(sent)
}

/// One reminder; without a mail address it is shown on the screen.
fn letter(
    app: &App,
    user: &users::User,
    agency: &AgencyId,
    month: Month,
    due: Date,
    offset: i64,
    about: &str,
) -> messages::Draft {
    let key = if offset > 0 { "returns-reminder-late" } else { "returns-reminder-due" };
    let say = |key: &str| {
        let phrase = Phrase::new(key)
            .with("month", month.to_string())
            .with("due", due.to_string())
            .with("link", format!("{}/returns/{agency}/{month}", app.options().public_url));
        app.words().fill(Lang::Ko, &phrase.key, &phrase.args)
    };
    messages::Draft {
        about: about.to_owned(),
        channel: if user.email.is_empty() { "screen" } else { "mail" },
        to_user: Some(user.id.clone()),
        to_agency: Some(agency.clone()),
        to_address: user.email.clone(),
        subject: say(key),
        body: say(&format!("{key}.body")),
    }
}
