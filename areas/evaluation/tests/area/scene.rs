//! A center with six agencies, four of several types and two of one, and two months of facts.

use base::{AgencyId, DistrictId, ProgrammeTypeId, ProjectId, UserId};
use http::StatusCode;
use jiff::civil::date;
use register::{Work, agencies, districts, facts::Fact, programmes, projects, workdays};
use testkit::{Answer, Client, House};
use web::{Area, Messages, Options, Routes, no_openapi};

/// The engine's words: the program loads them, a test has to.
static ENGINE: Area = Area {
    name: "indicators",
    pages: Routes::new,
    api: Routes::new,
    openapi: no_openapi,
    words: Messages { ko: indicators::WORDS_KO, en: indicators::WORDS_EN },
    migrations: &[],
    permissions: &[],
    menu: &[],
    jobs: &[],
    indicators: &[],
};

static AREAS: &[&Area] = &[&evaluation::AREA, &ENGINE];

/// Agencies with league, people on the last day, people who left, training hours, safety checks.
pub const AGENCIES: [(&str, &str, [i64; 4]); 6] = [
    ("a", "multi", [98, 2, 900, 10]),
    ("b", "multi", [95, 5, 700, 8]),
    ("c", "multi", [90, 9, 500, 6]),
    ("d", "multi", [80, 15, 300, 2]),
    ("e", "single", [99, 1, 400, 4]),
    ("f", "single", [70, 20, 100, 1]),
];

/// The center, and people in it.
pub struct Scene {
    /// The house.
    pub house: House,
    /// Staff who compute.
    pub staff: Client,
    /// Their id.
    pub staff_id: UserId,
    /// A team lead who publishes.
    pub lead: Client,
    /// Their id.
    pub lead_id: UserId,
    /// Staff who decide appeals.
    pub officer: Client,
    /// Their id.
    pub officer_id: UserId,
    /// The director.
    pub director: Client,
}

/// A scene whose facts are as in [`AGENCIES`].
pub async fn scene() -> Scene {
    let house = House::with_options(AREAS, Options::default()).await;
    house
        .set(async |work| {
            workdays::load_holidays(work, include_str!("../../../../data/holidays_kr.csv")).await?;
            places(work).await?;
            for one in &AGENCIES {
                agency(work, one).await?;
            }
            Ok(())
        })
        .await;
    let (staff_id, staff) = house.member("centre-staff", None).await;
    let (lead_id, lead) = house.member("team-lead", None).await;
    let (officer_id, officer) = house.member("centre-staff", None).await;
    let director = house.role("director").await;
    Scene { house, staff, staff_id, lead, lead_id, officer, officer_id, director }
}

async fn places(work: &mut Work) -> Result<(), base::Problem> {
    let district = districts::District {
        id: DistrictId::from("namdong"),
        name: "남동구".into(),
        kind: "district".into(),
        from_on: date(2000, 1, 1),
        until_on: None,
        source: "test".into(),
    };
    districts::put_district(work, &district).await?;
    let kind = programmes::ProgrammeType { id: "public-interest".into(), position: 1, public: true };
    programmes::put_type(work, &kind).await
}

/// One agency with its term, project and facts of January and February.
async fn agency(
    work: &mut Work,
    (id, league, [people, left, hours, checks]): &(&str, &str, [i64; 4]),
) -> Result<(), base::Problem> {
    let agency = agencies::Agency {
        id: (*id).into(),
        name: format!("기관 {id}"),
        public_number: None,
        phone: String::new(),
        sample: false,
        source: "test".into(),
        version: 1,
    };
    agencies::insert(work, &agency).await?;
    let term = agencies::Term {
        id: String::new(),
        agency_id: (*id).into(),
        kind: "senior-club".into(),
        league: (*league).into(),
        district_id: DistrictId::from("namdong"),
        from_on: date(2020, 1, 1),
        until_on: None,
    };
    agencies::add_term(work, &term).await?;
    project(work, id).await?;
    let mut facts = Vec::new();
    for (month, day) in [(1, date(2026, 1, 31)), (2, date(2026, 2, 28))] {
        let mut put = |name: &'static str, value: i64| {
            facts.push(Fact::of_agency(name, (*id).into(), day, value, &format!("return-{id}-{month}")));
        };
        put("returns.places", 100);
        put("returns.people", *people);
        put("returns.people_since_january", 100);
        put("returns.people_women_80", 10);
        put("returns.left", if month == 2 { *left } else { 0 });
        put("returns.training_hours", *hours);
        put("returns.subsidy_won", people * 100_000);
        put("returns.accidents", i64::from(*left > 10));
        put("returns.safety_checks", *checks);
        put("returns.staff", 2);
        put("returns.filed", 1);
    }
    work.facts(&facts).await
}

/// So many more agencies of several types, each as the first one.
pub async fn crowd(house: &House, count: usize) {
    let ids: Vec<String> = (0..count).map(|at| format!("crowd-{at}")).collect();
    house
        .set(async |work| {
            for id in &ids {
                agency(work, &(id.as_str(), "multi", [98, 2, 900, 10])).await?;
            }
            Ok(())
        })
        .await;
}

async fn project(work: &mut Work, id: &str) -> Result<(), base::Problem> {
    let one = projects::Project {
        id: ProjectId::from(format!("p-{id}")),
        number: format!("2026-{id}"),
        name: format!("사업 {id}"),
        year: 2026,
        agency_id: id.into(),
        type_id: ProgrammeTypeId::from("public-interest"),
        district_id: DistrictId::from("namdong"),
        activity_code: String::new(),
        activity_name: String::new(),
        from_on: date(2026, 1, 1),
        until_on: date(2026, 12, 31),
        first_year: None,
        withdrawn: false,
        sample: false,
        source: "test".into(),
        as_of: "2026-01-01".into(),
        version: 1,
    };
    projects::insert_project(work, &one).await?;
    let quota = projects::Quota {
        id: format!("q-{id}"),
        project_id: ProjectId::from(format!("p-{id}")),
        places: 100,
        budget_won: 100_000_000,
        from_on: date(2026, 1, 1),
        until_on: None,
        source: "test".into(),
    };
    projects::insert_quota(work, &quota).await
}

/// Id at the end of an address, or before its last word.
pub fn id_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let words = ["edit", "ranking", "marks"];
    let parts = answer.location.rsplit('/');
    parts.into_iter().find(|part| !words.contains(part)).unwrap_or_default().to_owned()
}

/// The answer's text, after its status was checked.
pub fn said(answer: &Answer, status: StatusCode) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    answer.text()
}

/// Asserts a refusal by status and a part of its sentence.
pub fn refused(answer: &Answer, status: StatusCode, sentence: &str) {
    let text = said(answer, status);
    assert!(text.contains(sentence), "{sentence} is not in {text}");
}

/// Asserts that a form led on.
pub fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// The example scheme's text.
pub const EXAMPLE: &str = include_str!("../../data/scheme_example.toml");

impl Scene {
    /// Imports a scheme; gives its id.
    pub async fn import(&self, text: &str) -> String {
        let file = ("file", "scheme.toml", text.as_bytes());
        id_of(&self.staff.upload("/evaluation/schemes/import", &[], file).await)
    }

    /// A scheme published for 2026; gives its id.
    pub async fn published(&self, text: &str) -> String {
        let id = self.import(text).await;
        let at = format!("/evaluation/schemes/{id}");
        done(&self.staff.post(&format!("{at}/simulate"), &[("year", "2026")]).await);
        done(&self.lead.post(&format!("{at}/publish"), &[("year", "2026")]).await);
        id
    }

    /// A round of 2026 that the staff computed; gives its id.
    pub async fn computed(&self, text: &str) -> String {
        let scheme = self.published(text).await;
        let fields = [("title", "2026 평가"), ("scheme_id", scheme.as_str()), ("variants", "40")];
        let id = id_of(&self.staff.post("/evaluation/rounds", &fields).await);
        done(&self.staff.post(&format!("/evaluation/rounds/{id}/compute"), &[]).await);
        id
    }

    /// A round whose provisional results the lead sent.
    pub async fn sent(&self) -> String {
        let id = self.computed(EXAMPLE).await;
        done(&self.lead.post(&format!("/evaluation/rounds/{id}/send"), &[]).await);
        id
    }

    /// The same person signed in anew, after the clock went on.
    pub async fn anew(&self, user: &UserId) -> Client {
        let token =
            self.house.set(async |work| register::sessions::begin(work, user, true, "127.0.0.1").await).await;
        self.house.visitor().with_cookie(&format!("{}={token}", web::session_cookie(&self.house.app)))
    }

    /// Staff of an agency.
    pub async fn agency(&self, id: &str) -> Client {
        self.house.member("agency-staff", Some(AgencyId::from(id))).await.1
    }

    /// The ranking as JSON.
    pub async fn ranking(&self, round: &str) -> Vec<serde_json::Value> {
        let answer = self.staff.get(&format!("/api/evaluation/rounds/{round}/ranking")).await;
        answer.json().as_array().expect("a list").clone()
    }

    /// One agency's line of the ranking.
    pub async fn place(&self, round: &str, agency: &str) -> serde_json::Value {
        let all = self.ranking(round).await;
        all.into_iter().find(|one| one["agency"] == agency).expect("the agency is ranked")
    }
}
