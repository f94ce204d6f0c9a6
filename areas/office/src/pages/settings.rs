//! Settings of the centre and the list of background jobs.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use jiff::Timestamp;
use register::{files, jobs, settings, users};
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{Choice, choices, said};
use crate::{
    actions::settings as actions,
    model::{ChangeSettings, Check, SETTINGS, Setting},
    passkey,
    store::letters as store,
};

/// A setting with everything that is known of it, on the page and as JSON.
pub(crate) struct Known {
    /// The setting.
    pub(crate) setting: Setting,
    /// What stands there, or the default.
    pub(crate) value: String,
    /// When it was last changed; none while the default holds.
    pub(crate) changed_at: Option<Timestamp>,
    /// Who changed it: a name, or the words for the house itself.
    pub(crate) changed_by: String,
    /// The variable of the environment that wins over it.
    pub(crate) overridden: Option<&'static str>,
}

impl Known {
    /// A value of it as the page shows it: a choice in words, anything else as it is.
    fn shown(&self, ask: &Ask, value: &str) -> String {
        match self.setting.check {
            Check::OneOf(_) => ask.t(&format!("office-mail-security-{value}")),
            _ if value.is_empty() => ask.t("office-settings-empty"),
            _ => value.to_owned(),
        }
    }
}

/// A setting as the table shows it.
struct SettingRow {
    known: Known,
    value: String,
    default: String,
}

/// What else is stored, in words: never a key or a whole hash.
fn other(ask: &Ask, key: &str, value: &str) -> (String, String) {
    let name = said::setting(ask, key).unwrap_or_else(|| key.to_owned());
    let shown = match key {
        "demo.shift_seconds" => web::date_in_words(ask.look.lang, &ask.today().to_string()),
        _ => said::short(value),
    };
    (name, shown)
}

/// Every setting that may be changed, as it stands.
pub(crate) async fn known(ask: &Ask) -> Result<Vec<Known>, Problem> {
    let mut tx = ask.read().await?;
    let stored = settings::stored(&mut tx).await?;
    let changers = store::changers(&mut tx).await?;
    let people = users::users(&mut tx).await?;
    let name = |key: &str| {
        let id = changers.iter().find(|(one, _)| one == key).map(|(_, id)| id.as_str());
        let person = people.iter().find(|person| Some(person.id.as_str()) == id);
        person.map_or_else(|| ask.t("office-settings-by-house"), |person| person.name.clone())
    };
    let one = |setting: Setting| {
        let found = stored.iter().find(|one| one.key == setting.key);
        Known {
            setting,
            value: found.map_or(setting.default, |one| &one.value).to_owned(),
            changed_at: found.map(|one| one.changed_at),
            changed_by: found.map(|_| name(setting.key)).unwrap_or_default(),
            overridden: setting.overridden(),
        }
    };
    Ok(SETTINGS.into_iter().map(one).collect())
}

/// A field of a form.
struct FieldView {
    name: String,
    words: String,
    value: String,
    was: String,
    kind: String,
    choices: Vec<Choice>,
    error: String,
}

/// A form with the settings that belong together.
struct Group {
    name: String,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    wish: ChangeSettings,
    stored: Option<(String, String)>,
    changed: bool,
    rows: Vec<SettingRow>,
    groups: Vec<Group>,
    address: String,
    demo: bool,
    passkeys: bool,
    sealed: bool,
    mail_variable: Option<&'static str>,
    megabytes: usize,
    others: Vec<(String, String)>,
    notes: Notes,
}

/// What is typed on the forms that did not fit, and why.
#[derive(Default)]
struct Again {
    wish: Option<ChangeSettings>,
    stored: Option<(String, String)>,
    changed: bool,
    typed: BTreeMap<String, String>,
    notes: Notes,
}

/// The value of a setting among all of them.
fn value<'a>(rows: &'a [Known], key: &str) -> &'a str {
    rows.iter().find(|row| row.setting.key == key).map_or("", |row| &row.value)
}

/// The form of a group, with what stands there or what was typed.
fn group(ask: &Ask, name: &str, rows: &[Known], again: &Again) -> Group {
    let field = |row: &Known| {
        let name = row.setting.field();
        let value = again.typed.get(&name).unwrap_or(&row.value).clone();
        let words: &[&str] = if let Check::OneOf(words) = row.setting.check { words } else { &[] };
        FieldView {
            choices: choices(ask, "office-mail-security-", words, &value),
            kind: match row.setting.check {
                Check::Whole(..) => "number".to_owned(),
                Check::Address => "email".to_owned(),
                _ => "text".to_owned(),
            },
            words: row.setting.words(),
            was: row.value.clone(),
            error: again.notes.at(&name),
            name,
            value,
        }
    };
    Group {
        name: name.to_owned(),
        fields: rows.iter().filter(|row| row.setting.group == name).map(field).collect(),
    }
}

/// The page around its forms.
async fn page(ask: &Ask, again: Again) -> Reply {
    let refused = again.changed || again.stored.is_some() || !again.notes.0.is_empty();
    let rows = known(ask).await?;
    let all = settings::all(&mut ask.read().await?).await?;
    let options = ask.app.options();
    let (name, phone) = (value(&rows, "centre.name").to_owned(), value(&rows, "centre.phone").to_owned());
    let here = ChangeSettings {
        centre_name: name.clone(),
        centre_phone: phone.clone(),
        was_name: name,
        was_phone: phone,
    };
    let row = |known: Known| SettingRow {
        value: known.shown(ask, &known.value),
        default: known.shown(ask, known.setting.default),
        known,
    };
    let listed = |key: &str| SETTINGS.iter().any(|setting| setting.key == key);
    let view = SettingsPage {
        groups: ["session", "mail"].map(|name| group(ask, name, &rows, &again)).into(),
        wish: again.wish.unwrap_or(here),
        stored: again.stored,
        changed: again.changed,
        address: options.public_url.clone(),
        demo: options.demo,
        passkeys: passkey::party(&ask.app).is_some(),
        sealed: options.master_key.len() == 32,
        mail_variable: rows.iter().filter(|row| row.setting.group == "mail").find_map(|row| row.overridden),
        megabytes: files::MAX_BYTES / 1024 / 1024,
        others: all
            .iter()
            .filter(|(key, _)| !listed(key))
            .map(|(key, value)| other(ask, key, value))
            .collect(),
        notes: again.notes,
        rows: rows.into_iter().map(row).collect(),
    };
    if refused { ask.page_again(&view) } else { ask.page_real(&view) }
}

/// `GET /office/settings`
pub(super) async fn show(ask: Ask) -> Reply {
    page(&ask, Again::default()).await
}

/// `POST /office/settings`
pub(super) async fn change(ask: Ask, Form(mut wish): Form<ChangeSettings>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::change(&mut work, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.app.refresh_facade().await?;
            return ask.see_saying("/office/settings", &Phrase::new("office-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        let rows = known(&ask).await?;
        let now = (value(&rows, "centre.name").to_owned(), value(&rows, "centre.phone").to_owned());
        (wish.was_name, wish.was_phone) = now.clone();
        return page(&ask, Again { wish: Some(wish), stored: Some(now), ..Again::default() }).await;
    }
    match problem {
        Problem::Fields(notes) => {
            let notes = ask.notes(&notes);
            page(&ask, Again { wish: Some(wish), notes, ..Again::default() }).await
        }
        problem => Err(problem.into()),
    }
}

/// `POST /office/settings/{group}`
pub(super) async fn change_group(
    ask: Ask,
    Path(name): Path<String>,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::change_group(&mut work, &name, &typed).await {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying("/office/settings", &Phrase::new("office-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    let changed = problem.code().as_deref() == Some("web/changed-meanwhile");
    match problem {
        _ if changed => page(&ask, Again { changed, typed, ..Again::default() }).await,
        Problem::Fields(notes) => {
            let notes = ask.notes(&notes);
            page(&ask, Again { typed, notes, ..Again::default() }).await
        }
        problem => Err(problem.into()),
    }
}

/// Jobs shown at most.
const JOBS: i64 = 200;

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage {
    /// Jobs, each with what it does.
    rows: Vec<(String, jobs::Job)>,
    states: Vec<Choice>,
}

/// The newest jobs in a state; an empty text takes all.
pub(crate) async fn jobs_in(ask: &Ask, state: &str) -> Result<Vec<jobs::Job>, Problem> {
    let rows = jobs::recent(&mut ask.read().await?, JOBS).await?;
    Ok(rows.into_iter().filter(|job| state.is_empty() || job.state == state).collect())
}

/// `GET /office/jobs`
pub(super) async fn jobs(ask: Ask) -> Reply {
    let state = ask.param("state").unwrap_or_default();
    ask.page(&JobsPage {
        rows: jobs_in(&ask, &state).await?.into_iter().map(|job| (said::job(&ask, &job.kind), job)).collect(),
        states: choices(&ask, "office-job-state-", &["waiting", "running", "done", "failed"], &state),
    })
}
