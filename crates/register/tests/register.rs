//! Facts, jobs, sessions, search and files on the database under test.

use base::{Actor, AgencyId, Clock, UserId};
use db::{Address, Db, sql, vals};
use jiff::{Timestamp, civil::date};
use register::{
    MIGRATIONS, Work,
    budget::{self, NewLine},
    facts::{self, Fact, Query},
    files, jobs, organization, search, sessions,
    tasks::{self, NewTask},
    users,
};

struct Scene {
    db: Db,
    clock: Clock,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let address = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                format!("{url}{joint}schema=r_{name}_{}", std::process::id()).parse().expect("an address")
            }
            Err(_) => Address::sqlite(folder.path().join("test.db")),
        };
        let db = Db::open(&address).await.expect("opens");
        db.migrate(MIGRATIONS).await.expect("migrates");
        let clock = Clock::fixed("2026-03-02T00:00:00Z".parse().expect("an instant"));
        Self { db, clock, _folder: folder }
    }

    async fn work(&self) -> Work {
        Work::begin(&self.db, &self.clock, Actor::system()).await.expect("begins")
    }

    async fn commit(&self, mut work: Work) {
        work.note("office.test-noted", "test").await.expect("notes");
        work.commit().await.expect("commits");
    }

    /// An agency to hang facts on.
    async fn agency(&self) -> AgencyId {
        let id = AgencyId::from("a-1");
        let mut work = self.work().await;
        work.tx
            .exec(
                sql!("INSERT INTO register_agency(id,name,sample,source) VALUES($1,$2,FALSE,'test')"),
                vals![&id, "수행기관 하나"],
            )
            .await
            .expect("inserts");
        self.commit(work).await;
        id
    }
}

const MARCH: Query =
    Query { indicator: "returns.people", from: date(2026, 3, 1), until: date(2026, 3, 31), known_at: None };

fn people(agency: &AgencyId, value: i64, source: &str) -> Fact {
    Fact::of_agency("returns.people", agency.clone(), date(2026, 3, 31), value, source)
}

#[tokio::test]
async fn a_record_taken_back_leaves_what_was_known_then() {
    let scene = Scene::new("facts").await;
    let agency = scene.agency().await;
    let mut work = scene.work().await;
    work.facts(&[people(&agency, 150, "return-1"), people(&agency, 20, "return-2")]).await.expect("writes");
    scene.commit(work).await;
    let before: Timestamp = scene.clock.now();
    scene.clock.advance(3_600);
    let mut work = scene.work().await;
    assert_eq!(facts::reverse(&mut work, "return-1").await.expect("reverses"), 1);
    let again = Fact { version: 2, ..people(&agency, 148, "return-1") };
    work.facts(&[again]).await.expect("writes");
    scene.commit(work).await;

    let mut tx = scene.db.read().await.expect("reads");
    assert_eq!(facts::total(&mut tx, &MARCH).await.expect("sums"), 168);
    let then = Query { known_at: Some(before), ..MARCH };
    assert_eq!(facts::total(&mut tx, &then).await.expect("sums"), 170);
    let rows = facts::by_project(&mut tx, &MARCH).await.expect("sums");
    assert_eq!(rows.iter().map(|row| row.value).sum::<i64>(), 168);
}

#[tokio::test]
async fn reversing_twice_takes_back_once() {
    let scene = Scene::new("twice").await;
    let agency = scene.agency().await;
    let mut work = scene.work().await;
    work.facts(&[people(&agency, 150, "return-1")]).await.expect("writes");
    assert_eq!(facts::reverse(&mut work, "return-1").await.expect("reverses"), 1);
    assert_eq!(facts::reverse(&mut work, "return-1").await.expect("reverses"), 0);
    scene.commit(work).await;
    let mut tx = scene.db.read().await.expect("reads");
    assert_eq!(facts::total(&mut tx, &MARCH).await.expect("sums"), 0);
}

#[tokio::test]
async fn a_job_is_taken_once_and_again_only_after_its_lock_is_over() {
    let scene = Scene::new("jobs").await;
    let mut work = scene.work().await;
    let id = jobs::order(&mut work, "returns.remind", "2026-03", "{}").await.expect("orders");
    scene.commit(work).await;
    let taken = jobs::take(&scene.db, scene.clock.now()).await.expect("takes").expect("a job is due");
    assert_eq!((taken.id.as_str(), taken.attempts), (id.as_str(), 1));
    assert!(jobs::take(&scene.db, scene.clock.now()).await.expect("looks").is_none());
    scene.clock.advance(16 * 60);
    let again = jobs::take(&scene.db, scene.clock.now()).await.expect("takes").expect("the lock is over");
    assert_eq!(again.attempts, 2);
    jobs::finish(&scene.db, &id, "{}").await.expect("finishes");
    let done = jobs::job(&mut scene.db.read().await.expect("reads"), &id).await.expect("reads");
    assert_eq!(done.expect("the job is kept").state, "done");
}

#[tokio::test]
async fn a_job_that_keeps_failing_ends_as_failed() {
    let scene = Scene::new("failing").await;
    let mut work = scene.work().await;
    let id = jobs::order(&mut work, "returns.remind", "2026-03", "{}").await.expect("orders");
    scene.commit(work).await;
    let mut tries = 0;
    while let Some(job) = jobs::take(&scene.db, scene.clock.now()).await.expect("looks") {
        tries += 1;
        jobs::fail(&scene.db, &job, scene.clock.now(), "no way").await.expect("fails");
        scene.clock.advance(3_600);
    }
    assert_eq!(tries, jobs::MAX_ATTEMPTS);
    let failed = jobs::job(&mut scene.db.read().await.expect("reads"), &id).await.expect("reads");
    assert_eq!(failed.expect("the job is kept").state, "failed");
}

/// Adds a person and begins a session.
async fn signed_in(scene: &Scene) -> (UserId, String) {
    let user = users::User {
        id: UserId::from("u-1"),
        login: "staff".into(),
        name: "센터 직원".into(),
        email: String::new(),
        agency_id: None,
        state: "active".into(),
        sample: false,
        version: 1,
    };
    let mut work = scene.work().await;
    users::insert_user(&mut work, &user).await.expect("inserts");
    users::grant(&mut work, &user.id, "centre-staff", "test").await.expect("grants");
    let token = sessions::begin(&mut work, &user.id, true, "127.0.0.1").await.expect("begins");
    scene.commit(work).await;
    (user.id, token)
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_its_person_is_disabled() {
    let scene = Scene::new("sessions").await;
    let (user, token) = signed_in(&scene).await;
    let mut tx = scene.db.read().await.expect("reads");
    let session = sessions::find(&mut tx, &token, scene.clock.now()).await.expect("finds").expect("in force");
    let actor = sessions::actor(&mut tx, &session).await.expect("reads").expect("active");
    assert_eq!(actor.roles.into_iter().collect::<Vec<_>>(), ["centre-staff"]);
    assert!(sessions::find(&mut tx, "another-token", scene.clock.now()).await.expect("looks").is_none());
    drop(tx);

    let mut work = scene.work().await;
    let mut changed = users::user(&mut work.tx, &user).await.expect("reads").expect("is there");
    changed.state = "disabled".into();
    assert!(users::update_user(&mut work, &changed).await.expect("updates"));
    assert!(!users::update_user(&mut work, &changed).await.expect("looks"), "an old version must not win");
    scene.commit(work).await;
    let mut tx = scene.db.read().await.expect("reads");
    assert!(sessions::actor(&mut tx, &session).await.expect("reads").is_none());
    drop(tx);

    scene.clock.advance(sessions::IDLE_MINUTES * 60 + 1);
    let mut tx = scene.db.read().await.expect("reads");
    assert!(sessions::find(&mut tx, &token, scene.clock.now()).await.expect("looks").is_none());
}

#[tokio::test]
async fn two_syllables_half_a_syllable_and_initials_find_a_title() {
    let scene = Scene::new("search").await;
    let agency = scene.agency().await;
    let mut work = scene.work().await;
    let entry = search::Entry {
        kind: "agency",
        id: "a-1",
        title: "강화군노인복지관",
        href: "/office/agencies/a-1",
        permission: "",
        agency: Some(&agency),
    };
    search::put(&mut work, &entry).await.expect("puts");
    search::put(&mut work, &entry).await.expect("puts again");
    scene.commit(work).await;
    let mut tx = scene.db.read().await.expect("reads");
    for query in ["노인", "노이", "ㄱㅎㄱ", "강화 군"] {
        let found = search::find(&mut tx, &Actor::system(), query, 10).await.expect("finds");
        assert_eq!(found.len(), 1, "{query}");
    }
    let other = Actor { agency: Some(AgencyId::from("a-2")), ..Actor::anonymous() };
    assert!(search::find(&mut tx, &other, "노인", 10).await.expect("finds").is_empty());
    assert!(search::find(&mut tx, &Actor::system(), "%", 10).await.expect("finds").is_empty());
}

#[tokio::test]
async fn a_file_comes_back_with_its_hash_and_a_changed_one_is_a_fault() {
    let scene = Scene::new("files").await;
    let mut work = scene.work().await;
    let file =
        files::store(&mut work, "증빙.pdf", "application/pdf", "plan-task:1", false, b"%PDF-1.7".to_vec())
            .await
            .expect("stores");
    scene.commit(work).await;
    let mut tx = scene.db.read().await.expect("reads");
    assert_eq!(files::content(&mut tx, &file).await.expect("reads"), b"%PDF-1.7");
    assert_eq!(files::files(&mut tx, "plan-task:1").await.expect("lists"), std::slice::from_ref(&file));
    drop(tx);
    let mut work = scene.work().await;
    work.tx
        .exec(
            sql!("UPDATE register_file_content SET content=$2 WHERE file_id=$1"),
            vals![&file.id, b"other".to_vec()],
        )
        .await
        .expect("spoils");
    scene.commit(work).await;
    let mut tx = scene.db.read().await.expect("reads");
    assert!(files::content(&mut tx, &file).await.is_err());
}

/// Three units, all open.
async fn units(work: &mut Work) {
    let structure = organization::Structure {
        id: "s".into(),
        name: "조직".into(),
        from_on: date(2020, 1, 1),
        until_on: None,
        decided: "결재".into(),
    };
    organization::insert_structure(work, &structure).await.expect("inserts");
    for id in ["u1", "u2", "u3"] {
        let unit = organization::Unit {
            id: id.into(),
            structure_id: "s".into(),
            name: id.into(),
            kind: "team".into(),
            from_on: date(2020, 1, 1),
            until_on: None,
            sample: false,
            source: "test".into(),
        };
        organization::insert_unit(work, &unit).await.expect("inserts");
    }
}

#[tokio::test]
async fn a_line_keeps_the_unit_of_every_day_and_taking_back_leaves_no_trace() {
    let scene = Scene::new("line_units").await;
    let mut work = scene.work().await;
    units(&mut work).await;
    let wish = NewLine {
        year: 2026,
        about: "plan-task:1",
        name: "항목",
        unit_id: Some("u1"),
        planned: base::Won(10),
        sample: true,
        source: "test",
    };
    let line = budget::insert_line(&mut work, &wish).await.expect("inserts");
    let before = budget::line_units(&mut work.tx, &line).await.expect("reads");
    let first = budget::hand_line(&mut work, &line, "u2", date(2026, 3, 2)).await.expect("hands");
    let same_day = budget::hand_line(&mut work, &line, "u3", date(2026, 3, 2)).await.expect("hands");
    let on = async |work: &mut Work, day| {
        budget::lines_on(&mut work.tx, 2026, day).await.expect("reads").remove(0).unit_id.expect("a unit")
    };
    for (day, unit) in [(date(2025, 12, 31), "u1"), (date(2026, 3, 1), "u1"), (date(2026, 3, 2), "u3")] {
        assert_eq!(on(&mut work, day).await, unit, "{day}");
    }
    let now = budget::line(&mut work.tx, &line).await.expect("reads").expect("is there");
    assert_eq!(now.unit_id.as_deref(), Some("u3"));
    budget::take_line_back(&mut work, &line, &same_day).await.expect("takes back");
    assert_eq!(on(&mut work, date(2026, 3, 2)).await, "u2");
    let early = budget::hand_line(&mut work, &line, "u3", date(2026, 2, 1)).await.expect("hands");
    assert_eq!(on(&mut work, date(2026, 3, 1)).await, "u1", "a span begins no earlier than the one before");
    budget::take_line_back(&mut work, &line, &early).await.expect("takes back");
    budget::take_line_back(&mut work, &line, &first).await.expect("takes back");
    assert_eq!(budget::line_units(&mut work.tx, &line).await.expect("reads"), before);
    assert_eq!(budget::remove_sample(&mut work, 2026).await.expect("removes"), 1);
    scene.commit(work).await;
}

#[tokio::test]
async fn a_task_is_kept_in_step_and_remembers_when_it_was_closed() {
    let scene = Scene::new("tasks").await;
    let mut work = scene.work().await;
    units(&mut work).await;
    let new = NewTask {
        about: "plan-activity:1",
        title: "방문",
        owner: None,
        unit: Some("u1"),
        year: Some(2026),
        due_on: None,
    };
    let id = tasks::open(&mut work, &new).await.expect("opens");
    let moved = NewTask { title: "다시 방문", unit: Some("u2"), ..new.clone() };
    tasks::revise(&mut work, &id, &moved, "done").await.expect("revises");
    let closed = tasks::task(&mut work.tx, &id).await.expect("reads").expect("is there");
    assert_eq!((closed.title.as_str(), closed.unit_id.as_deref()), ("다시 방문", Some("u2")));
    assert_eq!((closed.state.as_str(), closed.closed_at, closed.year), ("done", Some(work.now), Some(2026)));
    work.now = work.now.saturating_add(jiff::SignedDuration::from_hours(1)).expect("in range");
    tasks::revise(&mut work, &id, &new, "done").await.expect("revises");
    let again = tasks::task(&mut work.tx, &id).await.expect("reads").expect("is there");
    assert_eq!(again.closed_at, closed.closed_at, "it was closed once");
    assert!(tasks::reopen(&mut work, &id).await.expect("reopens"));
    assert!(!tasks::reopen(&mut work, &id).await.expect("looks"));
    let open = tasks::open_of_unit(&mut work.tx, "u1").await.expect("reads");
    assert_eq!(
        open.iter().map(|one| (one.state.as_str(), one.closed_at)).collect::<Vec<_>>(),
        [("open", None)]
    );
    scene.commit(work).await;
}
