//! People: list, invite, change, roles, disable.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{Problem, UserId};
use db::Tx;
use documents::Cell;
use register::{Work, agencies, users};
use web::{Ask, Notes, Phrase, Reply, filters, pager::Pager};

use super::{
    Choice, choices,
    lists::{PageItem, Table, href, page_items, page_of, sorted},
};
use crate::{
    actions::{letters, settings, users as actions},
    model::{
        ChangeRole, ChangeUser, Download, Factors, GiveReason, InviteUser, LINK_HOURS, ListedUser, ROLES,
    },
    store::people,
};

/// A person of the list with the roles in force.
pub(crate) struct Row {
    pub(crate) user: ListedUser,
    pub(crate) roles: Vec<String>,
}

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage {
    rows: Vec<Row>,
    total: i64,
    query: String,
    sort: String,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    pages: Vec<PageItem>,
    may_edit: bool,
    told: String,
}

impl UsersPage {
    /// Address of the list sorted by a column, with its filters.
    fn sort_href(&self, column: &str) -> String {
        href("/office/users", &[("q", &self.query), ("sort", column)])
    }

    /// How a column is sorted now.
    fn sorted(&self, column: &str) -> &'static str {
        sorted(&self.sort, column)
    }
}

/// The people that fit the filters of the address, sorted.
pub(crate) async fn fitting(ask: &Ask, tx: &mut Tx) -> Result<Vec<Row>, Problem> {
    let roles = people::roles_in_force(tx).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (query, role, state, sort) =
        (param("q").to_lowercase(), param("role"), param("state"), param("sort"));
    let mut rows: Vec<Row> = people::listed_users(tx)
        .await?
        .into_iter()
        .map(|user| Row {
            roles: roles.iter().filter(|(id, _)| *id == user.id).map(|(_, r)| r.clone()).collect(),
            user,
        })
        .filter(|row| {
            let texts =
                [&row.user.name, &row.user.login, row.user.agency_name.as_ref().unwrap_or(&row.user.login)];
            (query.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&query)))
                && (role.is_empty() || row.roles.contains(&role))
                && (state.is_empty() || row.user.state == state)
        })
        .collect();
    match sort.as_str() {
        "login" => rows.sort_by(|a, b| a.user.login.cmp(&b.user.login)),
        "state" => rows.sort_by(|a, b| a.user.state.cmp(&b.user.state)),
        "seen" => rows.sort_by_key(|row| std::cmp::Reverse(row.user.seen_at)),
        _ => {}
    }
    Ok(rows)
}

/// `GET /office/users`
pub(super) async fn list(ask: Ask) -> Reply {
    let rows = fitting(&ask, &mut ask.read().await?).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (query, role, state, sort) = (param("q"), param("role"), param("state"), param("sort"));
    let total = rows.len() as i64;
    let here = href("/office/users", &[("q", &query), ("role", &role), ("state", &state), ("sort", &sort)]);
    let pager = Pager::new(ask.page_number(), total, &here);
    ask.page(&UsersPage {
        rows: page_of(rows, &pager),
        total,
        roles: choices(&ask, "office-role-", &ROLES, &role),
        states: choices(&ask, "office-user-state-", &["active", "invited", "disabled"], &state),
        pages: page_items(&pager),
        may_edit: ask.actor.may("office.users"),
        query,
        sort,
        told: String::new(),
    })
}

/// `POST /office/users/download`: the list as a file, with a reason.
pub(super) async fn download(ask: Ask, Form(wish): Form<Download>) -> Reply {
    let rows = fitting(&ask, &mut ask.read().await?).await?;
    let columns = ["name", "login", "email", "roles", "agency", "state"];
    let words = |roles: &[String]| -> String {
        roles.iter().map(|role| ask.t(&format!("office-role-{role}"))).collect::<Vec<_>>().join(", ")
    };
    let cells = |row: &Row| -> Vec<Cell> {
        let user = &row.user;
        vec![
            user.name.as_str().into(),
            user.login.as_str().into(),
            user.email.as_str().into(),
            words(&row.roles).into(),
            user.agency_name.clone().unwrap_or_default().into(),
            ask.t(&format!("office-user-state-{}", user.state)).into(),
        ]
    };
    let table = Table {
        name: "users".into(),
        title: ask.t("office-users-title"),
        columns: columns.iter().map(|column| ask.t(&format!("office-users-{column}"))).collect(),
        rows: rows.iter().map(cells).collect(),
    };
    let (bytes, ending, mime) = table.bytes(&ask, &wish.format)?;
    let mut work = ask.work().await?;
    settings::note_download(&mut work, "users", &wish.reason, table.rows.len(), &bytes).await?;
    work.commit().await?;
    ask.file(&format!("users.{ending}"), mime, bytes)
}

/// Agencies to choose from.
async fn agency_choices(ask: &Ask, chosen: &str) -> Result<Vec<Choice>, Problem> {
    let all = agencies::agencies(&mut ask.read().await?, ask.today()).await?;
    let choice = |one: agencies::AgencyOn| Choice {
        selected: one.id.as_str() == chosen,
        value: one.id.to_string(),
        label: one.name,
    };
    Ok(all.into_iter().map(choice).collect())
}

#[derive(Template)]
#[template(path = "user_new.html")]
struct NewPage {
    wish: InviteUser,
    roles: Vec<Choice>,
    agencies: Vec<Choice>,
    notes: Notes,
}

/// The invitation form, empty or with what was typed.
async fn new_page(ask: &Ask, wish: InviteUser, notes: Notes) -> Reply {
    let again = !notes.0.is_empty();
    let view = NewPage {
        roles: choices(ask, "office-role-", &ROLES, &wish.role),
        agencies: agency_choices(ask, &wish.agency).await?,
        wish,
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/users/new`
pub(super) async fn new(ask: Ask) -> Reply {
    new_page(&ask, InviteUser::default(), Notes::default()).await
}

#[derive(Template)]
#[template(path = "invited.html")]
struct InvitedPage {
    id: UserId,
    name: String,
    link: String,
    hours: i64,
    /// Address the link was sent to as well; empty for none.
    mailed: String,
}

/// Shows a set-up link, once, and sends it by mail where there is an address; it is stored as a hash only.
async fn show_link(ask: &Ask, mut work: Work, id: UserId, token: &str) -> Reply {
    let user = users::user(&mut work.tx, &id).await?;
    let user = user.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let mailed = letters::send_link(&ask.app, &mut work, &user, token).await?;
    work.commit().await?;
    ask.page(&InvitedPage {
        id,
        name: user.name,
        link: letters::link(&ask.app, token),
        hours: LINK_HOURS,
        mailed: if mailed { user.email } else { String::new() },
    })
}

/// `POST /office/users`
pub(super) async fn create(ask: Ask, Form(wish): Form<InviteUser>) -> Reply {
    let mut work = ask.work().await?;
    match actions::invite(&mut work, &wish).await {
        Ok((id, token)) => show_link(&ask, work, id, &token).await,
        Err(Problem::Fields(notes)) => {
            drop(work);
            new_page(&ask, wish, ask.notes(&notes)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

struct GrantRow {
    grant: users::RoleGrant,
    by: String,
}

#[derive(Template)]
#[template(path = "user.html")]
struct UserPage {
    user: users::User,
    agency: Option<agencies::Agency>,
    roles: Vec<Choice>,
    grants: Vec<GrantRow>,
    factors: Factors,
    to_give: Vec<Choice>,
    may_edit: bool,
    own: bool,
    reason: String,
    notes: Notes,
}

/// A person's page, with notes at the fields of its small forms.
async fn user_page(ask: &Ask, id: &UserId, reason: String, notes: Notes) -> Reply {
    let mut tx = ask.read().await?;
    let user = users::user(&mut tx, id).await?.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let agency = match &user.agency_id {
        Some(agency) => agencies::agency(&mut tx, agency).await?,
        None => None,
    };
    let held = users::roles(&mut tx, id).await?;
    let held: Vec<&str> = held.iter().map(String::as_str).collect();
    let free: Vec<&str> = ROLES.iter().copied().filter(|role| !held.contains(role)).collect();
    let names: Vec<(UserId, String)> =
        users::users(&mut tx).await?.into_iter().map(|user| (user.id, user.name)).collect();
    let name =
        |id: &str| names.iter().find(|(one, _)| one.as_str() == id).map_or(id, |(_, name)| name).to_owned();
    let grants = users::grants(&mut tx, id).await?;
    let again = !notes.0.is_empty();
    let view = UserPage {
        agency,
        roles: choices(ask, "office-role-", &held, ""),
        grants: grants.into_iter().map(|grant| GrantRow { by: name(&grant.granted_by), grant }).collect(),
        factors: crate::actions::factors::factors(&mut tx, id).await?,
        to_give: choices(ask, "office-role-", &free, ""),
        may_edit: ask.actor.may("office.users"),
        own: ask.actor.id == *id,
        user,
        reason,
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/users/{id}`
pub(super) async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    user_page(&ask, &id.as_str().into(), String::new(), Notes::default()).await
}

#[derive(Template)]
#[template(path = "user_form.html")]
struct EditPage {
    id: UserId,
    wish: ChangeUser,
    stored: Option<users::User>,
    agencies: Vec<Choice>,
    notes: Notes,
}

/// `GET /office/users/{id}/edit`
pub(super) async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let user = users::user(&mut ask.read().await?, &id.as_str().into()).await?;
    let user = user.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let agency = user.agency_id.map(|agency| agency.to_string()).unwrap_or_default();
    let agencies = agency_choices(&ask, &agency).await?;
    let wish =
        ChangeUser { login: user.login, name: user.name, email: user.email, agency, version: user.version };
    ask.page(&EditPage { id: user.id, wish, stored: None, agencies, notes: Notes::default() })
}

/// `POST /office/users/{id}`
pub(super) async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<ChangeUser>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let problem = match actions::change(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying(&format!("/office/users/{id}"), &Phrase::new("office-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    let agencies = agency_choices(&ask, &wish.agency).await?;
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        // Both texts stay on the form: what was typed in the fields, what is stored beside them.
        let stored = users::user(&mut ask.read().await?, &id).await?;
        wish.version = stored.as_ref().map_or(wish.version, |user| user.version);
        return ask.page_again(&EditPage { id, wish, stored, agencies, notes: Notes::default() });
    }
    match problem {
        Problem::Fields(notes) => {
            let notes = ask.notes(&notes);
            ask.page_again(&EditPage { id, wish, stored: None, agencies, notes })
        }
        problem => Err(problem.into()),
    }
}

/// Ends a small form of a person's page: back to the page, or the page again with notes.
async fn settle(
    ask: &Ask,
    work: Work,
    id: &UserId,
    done: Result<(), Problem>,
    reason: String,
    said: &str,
) -> Reply {
    match done {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/office/users/{id}"), &Phrase::new(said))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            user_page(ask, id, reason, ask.notes(&notes)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /office/users/{id}/roles`
pub(super) async fn grant(ask: Ask, Path(id): Path<String>, Form(wish): Form<ChangeRole>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let done = actions::grant(&mut work, &id, &wish).await;
    settle(&ask, work, &id, done, wish.reason, "office-role-given").await
}

/// `POST /office/users/{id}/roles/end`
pub(super) async fn end_role(ask: Ask, Path(id): Path<String>, Form(wish): Form<ChangeRole>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let done = actions::end_role(&mut work, &id, &wish).await;
    settle(&ask, work, &id, done, wish.reason, "office-role-taken").await
}

/// `POST /office/users/{id}/disable`
pub(super) async fn disable(ask: Ask, Path(id): Path<String>, Form(wish): Form<GiveReason>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let done = actions::disable(&mut work, &id, &wish.reason).await;
    settle(&ask, work, &id, done, wish.reason, "office-user-disabled").await
}

/// `POST /office/users/{id}/enable`
pub(super) async fn enable(ask: Ask, Path(id): Path<String>, Form(wish): Form<GiveReason>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    match actions::enable(&mut work, &id, &wish.reason).await {
        Ok(token) => show_link(&ask, work, id, &token).await,
        Err(problem) => settle(&ask, work, &id, Err(problem), wish.reason, "").await,
    }
}

/// `POST /office/users/{id}/link`
pub(super) async fn renew_link(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let token = actions::renew_link(&mut work, &id).await?;
    show_link(&ask, work, id, &token).await
}

/// `POST /office/users/{id}/factors/reset`
pub(super) async fn reset_factors(ask: Ask, Path(id): Path<String>, Form(wish): Form<GiveReason>) -> Reply {
    let id = UserId::from(id);
    let mut work = ask.work().await?;
    let done = actions::reset_factors(&mut work, &id, &wish.reason).await;
    settle(&ask, work, &id, done, wish.reason, "office-factors-reset").await
}

/// A right with the roles that bring it.
pub(crate) struct RightRow {
    /// `<area>.<verb>`.
    pub(crate) name: &'static str,
    /// What it lets one do, in words.
    pub(crate) words: String,
    /// One for each role, in the order of the roles.
    pub(crate) has: Vec<bool>,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage {
    roles: [&'static str; 8],
    rights: Vec<RightRow>,
}

/// What a right lets one do: the words of its own area, or the office's; its name where there are none.
fn right_in_words(ask: &Ask, name: &str) -> String {
    let (area, verb) = name.split_once('.').unwrap_or((name, ""));
    let keys = [format!("{area}-right-{verb}"), format!("office-right-{area}-{verb}")];
    let found = keys.iter().find(|key| ask.app.words().has(ask.look.lang, key));
    found.map_or_else(|| name.to_owned(), |key| ask.t(key))
}

/// Which right each role has, read from what the areas declare.
pub(crate) fn rights(ask: &Ask) -> Vec<RightRow> {
    let all = ask.app.areas().iter().flat_map(|area| area.permissions);
    let row = |right: &web::Right| RightRow {
        name: right.name,
        words: right_in_words(ask, right.name),
        has: ROLES.iter().map(|role| right.roles.contains(role)).collect(),
    };
    all.map(row).collect()
}

/// `GET /office/roles`
pub(super) async fn roles(ask: Ask) -> Reply {
    ask.page(&RolesPage { roles: ROLES, rights: rights(&ask) })
}
