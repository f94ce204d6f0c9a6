//! Operating modes: which holds, the history with days, a switch with its preview, taking it back.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Form, extract::Path};
use base::{FiscalYear, Problem};
use jiff::Timestamp;
use register::modes::{self, Mode};
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{
    activities::{self, ActivityRow},
    shared::{self, Choice, Names, Nav},
};
use crate::{
    actions::{
        self,
        modes::{Letters, Preview},
    },
    guideline::{MODES, Named},
    model::{SwitchMode, UndoMode, in_words},
    sample,
};

/// A decision as the history shows it.
#[derive(Debug)]
pub struct ModeRow {
    /// The decision.
    pub one: Mode,
    /// The mode's name.
    pub name: String,
    /// District's name; empty for everywhere.
    pub district: String,
    /// Who decided.
    pub by: String,
    made_at: Timestamp,
    /// Whether it holds today.
    pub holds: bool,
    /// Whether it has run its time, so that taking it back rewrites history.
    over: bool,
    /// What held before it, by name.
    before: String,
    /// Made up for the demo.
    pub sample: bool,
}

#[derive(Template)]
#[template(path = "modes.html")]
pub struct ModesPage {
    /// What stands above the screen.
    pub nav: Nav,
    /// Every decision, the newest first.
    pub rows: Vec<ModeRow>,
    /// Days of the year by the mode's word.
    pub days: BTreeMap<String, i64>,
    named_days: Vec<(String, i64)>,
    /// The word of the mode that holds today.
    pub today: String,
    now: String,
    /// The decision that was not taken back, with what was typed.
    wrong: String,
    undo: UndoMode,
    notes: Notes,
}

/// What held before a decision on its first day, by name.
fn before(ask: &Ask, history: &[Mode], one: &Mode) -> String {
    let others: Vec<Mode> = history.iter().filter(|other| other.id != one.id).cloned().collect();
    let mode = modes::holding(&others, one.from_on, one.district_id.as_ref());
    shared::mode_name(ask, mode.map_or(modes::NORMAL, |mode| &mode.mode))
}

/// The decisions, and the days of a year in each mode.
pub async fn view(ask: &Ask) -> Result<ModesPage, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let history = modes::history(&mut tx).await?;
    let names = Names::load(&mut tx).await?;
    let period = FiscalYear(year as i16);
    let days = modes::days_by_mode(&history, period.first_day(), period.last_day(), None);
    let holding = modes::holding(&history, ask.today(), None).map(|mode| mode.id.clone());
    let today = modes::mode_word(&mut tx, ask.today(), None).await?;
    let row = |one: Mode| ModeRow {
        name: shared::mode_name(ask, &one.mode),
        district: names.district(one.district_id.as_ref()),
        by: names.actor(ask, &one.made_by),
        made_at: one.made_at,
        sample: sample::is_sample(&one),
        holds: holding.as_ref() == Some(&one.id),
        over: actions::modes::is_over(&history, &one, ask.today()),
        before: before(ask, &history, &one),
        one,
    };
    Ok(ModesPage {
        nav: shared::nav(ask, &mut tx, year, "/plan/modes").await?,
        named_days: days.iter().map(|(word, days)| (shared::mode_name(ask, word), *days)).collect(),
        days,
        now: shared::mode_name(ask, &today),
        today,
        rows: history.iter().cloned().map(row).collect(),
        wrong: String::new(),
        undo: UndoMode::default(),
        notes: Notes::default(),
    })
}

/// `GET /plan/modes`
pub async fn list(ask: Ask) -> Reply {
    ask.page(&view(&ask).await?)
}

#[derive(Template)]
#[template(path = "mode_form.html")]
pub struct ModeForm {
    nav: Nav,
    /// What is filled in.
    pub wish: SwitchMode,
    /// The modes.
    pub modes: Vec<Choice>,
    /// Districts.
    pub districts: Vec<Choice>,
    notes: Notes,
}

async fn form_view(ask: &Ask, wish: SwitchMode, notes: Notes) -> Result<ModeForm, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let names = Names::load(&mut tx).await?;
    let choice = |id: &String| Choice::new(id, &shared::mode_name(ask, id), &wish.mode);
    Ok(ModeForm {
        nav: shared::nav(ask, &mut tx, year, "").await?,
        modes: MODES.mode.iter().map(|rule| choice(&rule.named.id)).collect(),
        districts: Names::choices(&names.districts, &wish.district_id),
        wish,
        notes,
    })
}

/// The form of a switch, begun for today and the other mode.
pub async fn switch_form(ask: &Ask) -> Result<ModeForm, Problem> {
    let now = modes::mode_word(&mut ask.read().await?, ask.today(), None).await?;
    let other = if now == modes::NORMAL { "social-distancing" } else { modes::NORMAL };
    let wish = SwitchMode {
        mode: ask.param("mode").unwrap_or_else(|| other.to_owned()),
        from_on: ask.today().to_string(),
        start_sheets: "yes".into(),
        ..SwitchMode::default()
    };
    form_view(ask, wish, Notes::default()).await
}

/// `GET /plan/modes/switch`
pub async fn form(ask: Ask) -> Reply {
    ask.page(&switch_form(&ask).await?)
}

/// A sheet with the activities it becomes.
#[derive(Debug)]
pub struct StartRow {
    /// The sheet's title.
    pub title: String,
    /// What its steps become.
    pub activities: Vec<ActivityRow>,
}

#[derive(Template)]
#[template(path = "mode_preview.html")]
pub struct PreviewPage {
    nav: Nav,
    /// What was asked for.
    pub wish: SwitchMode,
    name: String,
    /// Name of the mode before.
    pub before: String,
    /// What stops.
    pub stops: Vec<ActivityRow>,
    /// What may be done again.
    pub resumes: Vec<ActivityRow>,
    /// What goes on.
    pub goes_on: Vec<ActivityRow>,
    /// Ways of working that go on.
    pub ways: Vec<String>,
    /// Who is to be told, in general.
    pub audiences: Vec<String>,
    /// Owners who get a letter.
    pub owners: Vec<String>,
    /// Agencies that get a letter.
    pub agencies: Vec<String>,
    /// City officials who get a letter.
    pub city: Vec<String>,
    /// Sheets that start.
    pub starts: Vec<StartRow>,
    /// The letters.
    pub letters: Letters,
}

/// The words of a guideline's name.
fn named(ask: &Ask, named: &Named) -> String {
    in_words(shared::english(ask), &named.ko, &named.en).to_owned()
}

/// The letters of a switch, in the words of the person who switches.
fn letters(ask: &Ask, wish: &SwitchMode, preview: &Preview) -> Letters {
    let phrase = |key: &str| {
        Phrase::new(key)
            .with("mode", named(ask, &preview.switch.rule.named))
            .with("from", preview.switch.from_on.to_string())
            .with("until", preview.switch.until_on.map(|day| day.to_string()).unwrap_or_default())
            .with("open", if preview.switch.until_on.is_none() { "yes" } else { "no" })
            .with("basis", wish.legal_basis.trim())
            .with("reason", wish.note.trim())
            .with("stops", preview.stops.len() as i64)
            .with("resumes", preview.resumes.len() as i64)
    };
    let say = |key: &str| ask.say(&phrase(key));
    Letters {
        subject: say("plan-letter-subject"),
        to_owner: say("plan-letter-owner"),
        to_agency: say("plan-letter-agency"),
        to_city: say("plan-letter-city"),
    }
}

/// The wish as the address carries it.
pub fn asked(ask: &Ask) -> SwitchMode {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    SwitchMode {
        mode: param("mode"),
        from_on: param("from_on"),
        until_on: param("until_on"),
        district_id: param("district_id"),
        legal_basis: param("legal_basis"),
        note: param("note"),
        start_sheets: param("start_sheets"),
    }
}

/// What the switch that the address describes would do.
pub async fn preview_of(ask: &Ask, wish: SwitchMode) -> Result<PreviewPage, Problem> {
    let switch = actions::modes::read(&wish)?;
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let names = Names::load(&mut tx).await?;
    let preview = actions::modes::preview(&mut tx, switch).await?;
    let letters = letters(ask, &wish, &preview);
    let rule = preview.switch.rule;
    let ways = MODES.way.iter().filter(|way| rule.goes_on.contains(&way.id)).map(|way| named(ask, way));
    let told = MODES.audience.iter().filter(|one| preview.audiences.contains(&one.id.as_str()));
    let mut starts = Vec::new();
    for (sheet, made) in preview.starts {
        let activities = activities::rows(ask, &mut tx, made, &names).await?;
        starts.push(StartRow { title: sheet.title, activities });
    }
    Ok(PreviewPage {
        nav: shared::nav(ask, &mut tx, year, "").await?,
        name: named(ask, &rule.named),
        before: shared::mode_name(ask, &preview.before),
        stops: activities::rows(ask, &mut tx, preview.stops, &names).await?,
        resumes: activities::rows(ask, &mut tx, preview.resumes, &names).await?,
        goes_on: activities::rows(ask, &mut tx, preview.goes_on, &names).await?,
        ways: ways.collect(),
        audiences: told.map(|one| named(ask, one)).collect(),
        owners: preview.owners.into_iter().map(|user| user.name).collect(),
        agencies: preview.agencies.into_iter().map(|agency| agency.name).collect(),
        city: preview.city.into_iter().map(|user| user.name).collect(),
        starts,
        letters,
        wish,
    })
}

/// `GET /plan/modes/preview`
pub async fn preview(ask: Ask) -> Reply {
    let wish = asked(&ask);
    match preview_of(&ask, wish.clone()).await {
        Ok(page) => ask.page(&page),
        Err(Problem::Fields(notes)) => ask.page_again(&form_view(&ask, wish, ask.notes(&notes)).await?),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/modes`
pub async fn switch(ask: Ask, Form(wish): Form<SwitchMode>) -> Reply {
    let mut work = ask.work().await?;
    let done = async {
        let preview = actions::modes::preview(&mut work.tx, actions::modes::read(&wish)?).await?;
        let letters = letters(&ask, &wish, &preview);
        actions::modes::switch_mode(&mut work, &wish, &letters).await
    };
    match done.await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying("/plan/modes", &Phrase::new("plan-said-switched"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/modes/{id}/undo`
pub async fn undo(ask: Ask, Path(id): Path<String>, Form(wish): Form<UndoMode>) -> Reply {
    let mut work = ask.work().await?;
    let undone = match actions::modes::undo_mode(&mut work, &id, &wish).await {
        Err(Problem::Fields(notes)) => {
            drop(work);
            let notes = ask.notes(&notes);
            let page = view(&ask).await?;
            return ask.page_again(&ModesPage { wrong: id, undo: wish, notes, ..page });
        }
        done => done?,
    };
    work.commit().await?;
    let said =
        Phrase::new("plan-said-undone").with("removed", undone.removed).with("discarded", undone.discarded);
    ask.see_saying("/plan/modes", &said)
}
