//! Operating modes: a preview of what a switch does, the switch, and taking it back.

use base::{DistrictId, Problem, UserId};
use db::Tx;
use jiff::{Span, civil::Date};
use register::{
    Work, agencies,
    agencies::AgencyOn,
    messages::{self, Draft},
    modes::{self, Mode, NORMAL, NewMode},
    users::{self, User},
};
use serde_json::json;

use super::{fresh, todos};
use crate::{
    guideline::{MODES, ModeRule},
    model::{Activity, Check, LINE, Milestone, Refused, Sheet, Step, SwitchMode, UndoMode, chosen, missing},
    store,
};

/// A switch as it was asked for, read.
#[derive(Debug, Clone)]
pub struct Switch {
    /// The mode and its rule.
    pub rule: &'static ModeRule,
    /// First day.
    pub from_on: Date,
    /// Last day, if known.
    pub until_on: Option<Date>,
    /// District, or everywhere.
    pub district: Option<DistrictId>,
    /// Whether ready sheets become activities.
    pub starts_sheets: bool,
}

/// What a switch would do.
#[derive(Debug)]
pub struct Preview {
    /// The switch.
    pub switch: Switch,
    /// Mode that holds there on the first day now.
    pub before: String,
    /// Activities that stop.
    pub stops: Vec<Activity>,
    /// Activities that stand still now and may go on.
    pub resumes: Vec<Activity>,
    /// Activities that go on.
    pub goes_on: Vec<Activity>,
    /// Owners of what stops or resumes.
    pub owners: Vec<User>,
    /// Agencies to be told.
    pub agencies: Vec<AgencyOn>,
    /// City officials to be told.
    pub city: Vec<User>,
    /// Ids of the audiences that the guideline names.
    pub audiences: Vec<&'static str>,
    /// Ready sheets with the activities they become.
    pub starts: Vec<(Sheet, Vec<Activity>)>,
}

/// The letters of a switch, already in words.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// Subject of all.
    pub subject: String,
    /// Text to owners.
    pub to_owner: String,
    /// Text to agencies.
    pub to_agency: String,
    /// Text to the city.
    pub to_city: String,
}

/// Whether an activity stands still on a day, as far as `history` decides.
pub fn is_stopped(history: &[Mode], activity: &Activity, on: Date) -> bool {
    activity.way == "face-to-face"
        && activity.state != "done"
        && modes::holding(history, on, activity.district_id.as_ref())
            .is_some_and(|mode| MODES.stops_meetings(&mode.mode))
}

/// Reads a switch, or says what is wrong at which field.
pub fn read(wish: &SwitchMode) -> Result<Switch, Problem> {
    let rule = MODES.rule(&wish.mode).ok_or_else(|| Refused::UnknownMode { mode: wish.mode.clone() })?;
    let mut check = Check::default();
    let from_on = check.day("from_on", &wish.from_on);
    let until_on = check.day_or_none("until_on", &wish.until_on);
    if until_on.is_some_and(|until| until < from_on) {
        check.note("until_on", "plan-field-order");
    }
    check.text("note", &wish.note, LINE);
    if rule.legal_basis_required && wish.legal_basis.trim().is_empty() {
        check.note("legal_basis", "plan-field-legal-basis");
    }
    check.done()?;
    let district = chosen(&wish.district_id).map(DistrictId::from);
    Ok(Switch { rule, from_on, until_on, district, starts_sheets: wish.start_sheets == "yes" })
}

/// What a switch would do, without doing it.
pub async fn preview(tx: &mut Tx, switch: Switch) -> Result<Preview, Problem> {
    let history = modes::history(tx).await?;
    let before = modes::holding(&history, switch.from_on, switch.district.as_ref());
    let before = before.map_or(NORMAL.to_owned(), |mode| mode.mode.clone());
    let last = switch.until_on.unwrap_or_else(|| switch.from_on.last_of_year());
    let stops_meetings = switch.rule.face_to_face == "stops";
    let (mut stops, mut resumes, mut goes_on) = (Vec::new(), Vec::new(), Vec::new());
    for activity in store::activities_between(tx, switch.from_on, last).await? {
        let here = switch.district.is_none() || activity.district_id == switch.district;
        let day = activity.from_on.max(switch.from_on);
        if activity.state == "done" || !here {
            continue;
        }
        if activity.way == "face-to-face" && stops_meetings {
            stops.push(activity);
        } else if is_stopped(&history, &activity, day) {
            resumes.push(activity);
        } else {
            goes_on.push(activity);
        }
    }
    let mut audiences: Vec<&'static str> = switch.rule.tell.iter().map(String::as_str).collect();
    let earlier = MODES.rule(&before).map(|rule| rule.tell.as_slice()).unwrap_or_default();
    audiences.extend(
        earlier.iter().map(String::as_str).filter(|id| !switch.rule.tell.iter().any(|own| own == id)),
    );
    let owners = owners(tx, stops.iter().chain(&resumes)).await?;
    let agencies = if audiences.contains(&"agencies") { agencies_in(tx, &switch).await? } else { Vec::new() };
    let city = if audiences.contains(&"city") { city_officials(tx).await? } else { Vec::new() };
    let starts =
        if switch.starts_sheets && !stops_meetings { starts(tx, &switch).await? } else { Vec::new() };
    Ok(Preview { switch, before, stops, resumes, goes_on, owners, agencies, city, audiences, starts })
}

/// The people who own these activities, each once.
async fn owners<'a>(tx: &mut Tx, of: impl Iterator<Item = &'a Activity>) -> Result<Vec<User>, Problem> {
    let mut ids: Vec<&UserId> = of.filter_map(|activity| activity.owner_id.as_ref()).collect();
    ids.sort();
    ids.dedup();
    let everyone = users::users(tx).await?;
    Ok(everyone.into_iter().filter(|user| ids.binary_search(&&user.id).is_ok()).collect())
}

/// The agencies of the switch's district, or all.
async fn agencies_in(tx: &mut Tx, switch: &Switch) -> Result<Vec<AgencyOn>, Problem> {
    let all = agencies::agencies(tx, switch.from_on).await?;
    let here = |agency: &AgencyOn| switch.district.is_none() || agency.district_id == switch.district;
    Ok(all.into_iter().filter(here).collect())
}

/// City officials with an account.
async fn city_officials(tx: &mut Tx) -> Result<Vec<User>, Problem> {
    let mut found = Vec::new();
    for user in users::users(tx).await? {
        if user.state == "active"
            && users::roles(tx, &user.id).await?.iter().any(|role| role == "city-official")
        {
            found.push(user);
        }
    }
    Ok(found)
}

/// Ready sheets with the activities they become when they start on the switch's first day.
async fn starts(tx: &mut Tx, switch: &Switch) -> Result<Vec<(Sheet, Vec<Activity>)>, Problem> {
    let mut starts = Vec::new();
    for sheet in store::ready_sheets(tx).await? {
        if switch.district.is_some() && sheet.district_id != switch.district {
            continue;
        }
        let year = store::task(tx, &sheet.task_id).await?.ok_or_else(missing)?.year;
        let steps = store::steps(tx, &sheet.id).await?;
        let made = steps.iter().map(|step| dated(&sheet, step, year, switch.from_on)).collect();
        starts.push((sheet, made));
    }
    Ok(starts)
}

/// A step as an activity, counted from the day of starting.
fn dated(sheet: &Sheet, step: &Step, year: i64, start: Date) -> Activity {
    let from_on = start.saturating_add(Span::new().days(step.after_days));
    Activity {
        id: fresh(),
        year,
        task_id: Some(sheet.task_id.clone()),
        title: format!("{} · {}", sheet.title, step.title),
        kind: "strengthening".into(),
        way: step.way.clone(),
        from_on,
        until_on: from_on.saturating_add(Span::new().days(step.days - 1)),
        owner_id: sheet.owner_id.clone(),
        unit_id: sheet.unit_id.clone(),
        district_id: sheet.district_id.clone(),
        hours_week: step.hours_week,
        state: "planned".into(),
        sheet_id: Some(sheet.id.clone()),
        mode_id: None,
        sample: sheet.sample,
        version: 1,
    }
}

/// Switches the mode: writes it down, turns ready sheets into activities if asked, drafts the letters.
pub async fn switch_mode(work: &mut Work, wish: &SwitchMode, letters: &Letters) -> Result<String, Problem> {
    work.actor.must("plan.mode")?;
    let preview = preview(&mut work.tx, read(wish)?).await?;
    let switch = &preview.switch;
    if preview.before == switch.rule.named.id {
        return Err(Refused::ModeHolds { mode: preview.before, on: switch.from_on }.into());
    }
    let mode = NewMode {
        mode: &switch.rule.named.id,
        district: switch.district.as_ref(),
        from_on: switch.from_on,
        until_on: switch.until_on,
        legal_basis: wish.legal_basis.trim(),
        note: wish.note.trim(),
    };
    let id = modes::switch_on(work, &mode).await?;
    start_sheets(work, &id, &preview).await?;
    let drafted = draft_letters(work, &id, &preview, letters).await?;
    let stopped: Vec<&str> = preview.stops.iter().map(|activity| activity.id.as_str()).collect();
    let detail = json!({
        "mode": switch.rule.named.id, "from": switch.from_on, "until": switch.until_on, "stops": stopped,
        "resumes": preview.resumes.len(), "starts": preview.starts.len(), "drafts": drafted,
    });
    work.note_with("plan.mode-switched", &id, &detail).await?;
    Ok(id)
}

/// Turns the previewed sheets into activities, each with a milestone at its end.
async fn start_sheets(work: &mut Work, mode: &str, preview: &Preview) -> Result<(), Problem> {
    for (sheet, activities) in &preview.starts {
        for activity in activities {
            let made = Activity { mode_id: Some(mode.to_owned()), ..activity.clone() };
            todos::add_activity(work, &made).await?;
            let milestone = Milestone {
                id: fresh(),
                activity_id: made.id,
                title: made.title,
                due_on: made.until_on,
                reached_on: None,
                sample: made.sample,
            };
            store::insert_milestone(&mut work.tx, &milestone).await?;
        }
        let started = Sheet { state: "started".into(), mode_id: Some(mode.to_owned()), ..sheet.clone() };
        todos::change_sheet(work, &started).await?;
    }
    Ok(())
}

/// Drafts a letter to everyone who has to know; nothing is sent before a person has looked at it.
async fn draft_letters(
    work: &mut Work,
    id: &str,
    preview: &Preview,
    letters: &Letters,
) -> Result<usize, Problem> {
    let everyone = users::users(&mut work.tx).await?;
    let about = format!("plan-mode:{id}");
    let person = |user: &User, body: &str| Draft {
        about: about.clone(),
        channel: if user.email.is_empty() { "screen" } else { "mail" },
        to_user: Some(user.id.clone()),
        to_agency: None,
        to_address: user.email.clone(),
        subject: letters.subject.clone(),
        body: body.to_owned(),
    };
    let mut drafts: Vec<Draft> = preview.owners.iter().map(|user| person(user, &letters.to_owner)).collect();
    drafts.extend(preview.city.iter().map(|user| person(user, &letters.to_city)));
    for agency in &preview.agencies {
        let of_agency = |user: &&User| user.agency_id.as_ref() == Some(&agency.id) && !user.email.is_empty();
        let email = everyone.iter().find(of_agency).map(|user| user.email.clone()).unwrap_or_default();
        drafts.push(Draft {
            about: about.clone(),
            channel: if email.is_empty() { "screen" } else { "mail" },
            to_user: None,
            to_agency: Some(agency.id.clone()),
            to_address: email,
            subject: letters.subject.clone(),
            body: letters.to_agency.clone(),
        });
    }
    for draft in &drafts {
        messages::draft(work, draft).await?;
    }
    Ok(drafts.len())
}

/// What taking a switch back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// Activities removed again.
    pub removed: u64,
    /// Letters thrown away.
    pub discarded: i64,
}

/// Whether a decision has run its time: it began, and holds today no more where it was made for.
pub fn is_over(history: &[Mode], one: &Mode, today: Date) -> bool {
    let holds = modes::holding(history, today, one.district_id.as_ref());
    one.state == "in-force" && one.from_on <= today && holds.is_none_or(|mode| mode.id != one.id)
}

/// Takes a switch back: what held before holds again, activities it made that nobody has touched go,
/// and letters not yet sent are thrown away. One that has run its time is history that was reported: taking it
/// back needs a reason, and that it was meant.
pub async fn undo_mode(work: &mut Work, id: &str, wish: &UndoMode) -> Result<Undone, Problem> {
    work.actor.must("plan.mode")?;
    let one = modes::mode(&mut work.tx, id).await?.ok_or_else(missing)?;
    let history = modes::history(&mut work.tx).await?;
    if is_over(&history, &one, work.today) {
        let mut check = Check::default();
        check.text("reason", &wish.reason, LINE);
        if wish.confirmed != "yes" {
            check.note("confirmed", "plan-field-undo-confirm");
        }
        check.done()?;
    }
    if !modes::undo(work, id).await? {
        return Err(Refused::AlreadyUndone.into());
    }
    let removed = todos::remove_activities_of_mode(work, id).await?;
    todos::release_sheets_of_mode(work, id).await?;
    let filter = messages::Filter { about: format!("plan-mode:{id}"), ..messages::Filter::default() };
    let mut discarded = 0;
    for message in messages::messages(&mut work.tx, &filter, 10_000, 0).await? {
        if messages::discard(work, &message.id).await? {
            discarded += 1;
        }
    }
    let undone = Undone { removed, discarded };
    let detail = json!({ "removed": removed, "discarded": discarded, "reason": wish.reason.trim() });
    work.note_with("plan.mode-undone", id, &detail).await?;
    Ok(undone)
}
