//! The whole house: a reorganization moves the open work of the plan and leaves every old report as it was.

use std::collections::BTreeMap;

use app::AREAS;
use register::organization;
use testkit::{Client, House};

/// The task force as the plan's screens name it.
const OLD: &str = "기능강화 TF팀";
/// The unit that takes over.
const NEW: &str = "통합팀";
/// What a reader sees of a year's plan, as pages and files.
const REPORTS: [&str; 6] = [
    "/plan?year=YEAR",
    "/plan/activities?year=YEAR",
    "/plan/activities.csv?year=YEAR",
    "/plan/budget?year=YEAR",
    "/plan/budget.csv?year=YEAR",
    "/api/plan/tasks?year=YEAR",
];

/// A house with the plans of 2025 and 2026, one activity of each done, and a sheet in 2026.
struct Scene {
    house: House,
    director: Client,
    auditor: Client,
    sheet: String,
    done: String,
}

impl Scene {
    async fn set() -> Self {
        let house = House::with(AREAS).await;
        house.set(async |work| plan::sample::fill(work).await).await;
        let (director, auditor) = (house.role("director").await, house.role("auditor").await);
        for year in ["2025", "2026"] {
            let wish = [("from_year", "2020"), ("to_year", year), ("budget", "same")];
            assert_eq!(director.post("/plan/copy", &wish).await.status, 303);
        }
        let sheet = [("task_id", "2026-01"), ("title", "세부사업"), ("unit_id", "task-force")];
        let sheet = director.post("/plan/sheets", &sheet).await.location;
        let mut scene = Self { house, director, auditor, sheet, done: String::new() };
        scene.done = scene.finish("2026-01").await;
        scene.finish("2025-01").await;
        scene
    }

    /// Makes an activity of a task and finishes it; its title.
    async fn finish(&self, task: &'static str) -> String {
        let year = &task[..4];
        let (from, until) = (format!("{year}-01-05"), format!("{year}-01-09"));
        let title = format!("끝난 일 {task}");
        let wish = [
            ("year", year),
            ("task_id", task),
            ("title", &title),
            ("kind", "strengthening"),
            ("way", "desk"),
            ("from_on", &from),
            ("until_on", &until),
            ("hours_week", "4"),
            ("unit_id", "task-force"),
        ];
        let path = self.director.post("/plan/activities", &wish).await.location;
        let done = self.director.post(&format!("{path}/state"), &[("state", "done"), ("version", "1")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        title
    }

    /// Drafts that the task force ends and a new unit takes over; the draft's path and the unit's id.
    async fn draft(&self, effective_on: &str) -> (String, String) {
        let wish = [
            ("title", "새 조직"),
            ("decided", "결재 1"),
            ("effective_on", effective_on),
            ("unit_name", NEW),
            ("unit_kind", "team"),
        ];
        let path = self.director.post("/office/reorganizations", &wish).await.location;
        let id = path.rsplit('/').next().expect("an id").to_owned();
        let mut tx = self.house.app.db().read().await.expect("a read");
        let one = office::store::organization::reorganization(&mut tx, &id).await.expect("a read");
        let unit = one.expect("it is drafted").plan().starts[0].id.clone();
        let to = format!("unit:{unit}");
        let ends = [("unit", "task-force"), ("to", to.as_str()), ("version", "1")];
        assert_eq!(self.director.post(&format!("{path}/ends"), &ends).await.status, 303);
        (path, unit)
    }

    /// Every report of a year, as bytes.
    async fn reports(&self, year: &str) -> BTreeMap<&'static str, Vec<u8>> {
        let mut reports = BTreeMap::new();
        for path in REPORTS {
            let answer = self.auditor.get(&path.replace("YEAR", year)).await;
            assert_eq!(answer.status, 200, "{path}");
            reports.insert(path, answer.bytes);
        }
        reports
    }

    async fn text(&self, path: &str) -> String {
        let answer = self.auditor.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    }

    /// Rows of the tables that a reorganization may touch, budget lines without their count of changes.
    async fn tables(&self) -> BTreeMap<String, Vec<String>> {
        let db = self.house.app.db();
        let wanted = [
            "register_task",
            "register_line_unit",
            "register_unit",
            "register_membership",
            "plan_task",
            "plan_activity",
            "plan_sheet",
        ];
        let mut rows = BTreeMap::new();
        for table in db.tables().await.expect("tables") {
            if wanted.contains(&table.name.as_str()) {
                let all = db.read().await.expect("a read").dump(&table).await.expect("a dump");
                let mut all: Vec<String> = all.iter().map(|row| format!("{row:?}")).collect();
                all.sort();
                rows.insert(table.name, all);
            }
        }
        assert_eq!(rows.len(), wanted.len());
        rows
    }

    /// The activities of 2026 as they are to be: all open ones in the new unit.
    fn moved(&self, before: &str) -> String {
        let line = |line: &str| {
            if line.contains(&self.done) { line.to_owned() } else { line.replace(OLD, NEW) }
        };
        before.split_inclusive('\n').map(line).collect()
    }
}

#[tokio::test]
async fn open_work_of_the_plan_moves_and_an_ended_year_stays_to_the_byte_and_undo_brings_all_back() {
    let scene = Scene::set().await;
    let (last_year, before) = (scene.reports("2025").await, scene.reports("2026").await);
    let (sheet, tables) = (scene.text(&scene.sheet).await, scene.tables().await);
    let activities = scene.text(REPORTS[2].replace("YEAR", "2026").as_str()).await;
    let budget = scene.text("/plan/budget.csv?year=2026").await;
    assert!(sheet.contains(OLD) && budget.contains(OLD) && activities.contains("1팀"));

    let (path, unit) = scene.draft("2026-03-02").await;
    let preview = scene.director.get(&path).await.text();
    let open = activities.lines().filter(|row| row.contains(OLD) && !row.contains(&scene.done)).count();
    let lines = budget.lines().filter(|row| row.contains(OLD)).count();
    let counts = format!("할 일 {}건, 예산 항목 {lines}건, 소속 0건", open + 10 + 1);
    assert!(preview.contains(&counts), "{counts} is not in {preview}");
    let nouns = format!("계획의 과제 10건, 활동 {open}건, 설계서 1건");
    assert!(preview.contains(&nouns), "{nouns} is not in {preview}");
    let goes = format!("<td>{OLD}</td><td>{NEW}</td>");
    assert_eq!(preview.matches(&goes).count(), open + 10 + 1 + lines);
    assert_eq!(scene.tables().await, tables, "a preview writes nothing");

    let applied = scene.director.post(&format!("{path}/apply"), &[("version", "2")]).await;
    assert_eq!(applied.status, 303, "{}", applied.text());
    assert_eq!(scene.text("/plan/activities.csv?year=2026").await, scene.moved(&activities));
    assert_eq!(scene.text("/plan/budget.csv?year=2026").await, budget.replace(OLD, NEW));
    assert_eq!(scene.text(&scene.sheet).await, sheet.replace(OLD, NEW));
    let tasks = scene.auditor.get("/api/plan/tasks?year=2026").await.json();
    let units: Vec<&str> =
        tasks.as_array().expect("a list").iter().filter_map(|task| task["unit"].as_str()).collect();
    assert_eq!(units, vec![unit.as_str(); 10]);
    assert_eq!(scene.text("/plan/budget.csv?year=2026&on=2026-03-01").await, budget, "as of the day before");
    assert_eq!(scene.reports("2025").await, last_year);

    let undone = scene.director.post(&format!("{path}/undo"), &[]).await;
    assert_eq!(undone.status, 303, "{}", undone.text());
    assert_eq!(scene.tables().await, tables);
    assert_eq!(scene.reports("2026").await, before);
    assert_eq!(scene.reports("2025").await, last_year);
}

#[tokio::test]
async fn work_made_for_the_new_unit_keeps_the_reorganization_from_being_undone() {
    let scene = Scene::set().await;
    let (path, unit) = scene.draft("2026-03-02").await;
    scene.director.post(&format!("{path}/apply"), &[("version", "2")]).await;
    let ended = [("task_id", "2026-02"), ("title", "옛 팀 설계서"), ("unit_id", "task-force")];
    let refused = scene.director.post("/plan/sheets", &ended).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("지금 있는 팀에서 골라 주세요"));
    let wish = [("task_id", "2026-02"), ("title", "새 설계서"), ("unit_id", unit.as_str())];
    assert_eq!(scene.director.post("/plan/sheets", &wish).await.status, 303);
    assert_eq!(scene.director.post(&format!("{path}/undo"), &[]).await.status, 409);
}

#[tokio::test]
async fn a_reorganization_of_a_coming_day_moves_nothing_before_it() {
    let mut scene = Scene::set().await;
    let (activities, budget) =
        (scene.text("/plan/activities.csv?year=2026").await, scene.text("/plan/budget.csv?year=2026").await);
    let (path, _) = scene.draft("2026-06-01").await;
    let early = scene.director.post(&format!("{path}/apply"), &[("version", "2")]).await;
    assert_eq!(early.status, 409);
    assert_eq!(scene.text("/plan/activities.csv?year=2026").await, activities);
    scene.house.app.clock().advance(100 * 24 * 3_600);
    scene.director = scene.house.role("director").await;
    scene.auditor = scene.house.role("auditor").await;
    assert_eq!(scene.director.post(&format!("{path}/apply"), &[("version", "2")]).await.status, 303);
    assert_eq!(scene.text("/plan/budget.csv?year=2026&on=2026-05-31").await, budget);
    assert_eq!(scene.text("/plan/budget.csv?year=2026&on=2026-06-01").await, budget.replace(OLD, NEW));
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let old = organization::unit(&mut tx, "task-force").await.expect("a read").expect("it is there");
    assert_eq!(old.until_on, Some("2026-05-31".parse().expect("a day")));
}
