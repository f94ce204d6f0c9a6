//! A centre with agencies, their filed months of 2026 and the people around them, on the day 2026-03-02.

use base::{AgencyId, Month, UserId};
use http::StatusCode;
use jiff::civil::date;
use register::{
    Work, agencies, districts,
    facts::{self, Fact},
    programmes, projects,
};
use serde_json::Value;
use testkit::{Answer, Client, House};

pub static AREAS: &[&web::Area] = &[&consulting::AREA];

/// A house with people of three roles and one agency's own staff.
pub struct Scene {
    pub house: House,
    pub staff: Client,
    pub staff_id: UserId,
    pub lead: Client,
    pub lead_id: UserId,
    pub director: Client,
    pub agency: Client,
    pub agency_id: UserId,
}

/// What an agency filed for one month: places, people, since January, left, hours, won, class hours, accidents, staff.
pub type Filed = [i64; 9];

/// A month in which nothing is wrong.
pub const FINE: Filed = [100, 95, 98, 1, 2_800, 2_000_000, 200, 0, 1];

const NAMES: [&str; 9] = [
    "returns.places",
    "returns.people",
    "returns.people_since_january",
    "returns.left",
    "returns.hours",
    "returns.subsidy_won",
    "returns.training_hours",
    "returns.accidents",
    "returns.staff",
];

impl Scene {
    /// Agencies `a` and `b` in Namdong, `c` in Ganghwa; nothing is filed yet.
    pub async fn set() -> Self {
        let house = House::with(AREAS).await;
        house.set(ground).await;
        let (staff_id, staff) = house.member("centre-staff", None).await;
        let (lead_id, lead) = house.member("team-lead", None).await;
        let director = house.role("director").await;
        let (agency_id, agency) = house.member("agency-staff", Some(AgencyId::from("a"))).await;
        Self { house, staff, staff_id, lead, lead_id, director, agency, agency_id }
    }

    /// Writes what an agency filed for a month, as an approved return does.
    pub async fn file(&self, agency: &str, month: &str, figures: Filed) {
        let month: Month = month.parse().expect("a month");
        self.house
            .set(async |work| {
                let source = format!("{month}.{agency}");
                let fact = |indicator: &'static str, value: i64| Fact {
                    project: Some(format!("p-{agency}").as_str().into()),
                    ..Fact::of_agency(indicator, AgencyId::from(agency), month.last_day(), value, &source)
                };
                let mut all: Vec<Fact> =
                    NAMES.into_iter().zip(figures).map(|(name, value)| fact(name, value)).collect();
                all.push(Fact::of_agency(
                    "returns.filed",
                    AgencyId::from(agency),
                    month.last_day(),
                    1,
                    &source,
                ));
                work.facts(&all).await
            })
            .await;
    }

    /// Asks for advice as the agency and returns the path of the case.
    pub async fn requested(&self) -> String {
        let fields = [
            ("title", "참여자 모집"),
            ("request", "대기자가 없습니다"),
            ("fields", "recruiting"),
            ("fields", "safety"),
        ];
        location(&self.agency.post("/consulting/cases", &fields).await)
    }

    /// A case taken on by the staff with a template.
    pub async fn accepted(&self) -> String {
        let case = self.requested().await;
        let (owner, version) = (self.staff_id.to_string(), self.version(&case).await);
        let fields =
            [("decision", "accept"), ("owner_id", &owner), ("template_id", "safety"), ("version", &version)];
        seen(&self.staff.post(&format!("{case}/triage"), &fields).await);
        case
    }

    /// A case whose diagnosis is finished, with two findings in safety and one in recruiting.
    pub async fn planned(&self) -> String {
        let case = self.accepted().await;
        let version = self.version(&case).await;
        seen(&self.staff.post(&format!("{case}/diagnosis"), &diagnosis(&version, "yes")).await);
        case
    }

    /// A case whose plan the lead approved.
    pub async fn running(&self) -> String {
        let case = self.planned().await;
        let version = self.version(&case).await;
        seen(&self.staff.post(&format!("{case}/submit"), &[("version", &version)]).await);
        let version = self.version(&case).await;
        let fields = [("decision", "approve"), ("version", version.as_str())];
        seen(&self.lead.post(&format!("{case}/plan"), &fields).await);
        case
    }

    /// The version that the case's forms carry now.
    pub async fn version(&self, case: &str) -> String {
        let page = self.lead.get(&format!("{case}/edit")).await.text();
        hidden(&page, "version")
    }

    /// The JSON twin of a case.
    pub async fn json(&self, case: &str) -> Value {
        self.lead.get(&format!("/api{case}")).await.json()
    }

    /// The sum of an indicator this year.
    pub async fn fact(&self, indicator: &'static str) -> i64 {
        let mut tx = self.house.app.db().read().await.expect("a read begins");
        let query = facts::Query::between(indicator, date(2026, 1, 1), date(2026, 12, 31));
        facts::total(&mut tx, &query).await.expect("facts can be summed")
    }

    /// Ids of a case's steps as its page's forms have them, mandatory and open ones.
    pub async fn finish_steps(&self, case: &str) {
        let page = self.staff.get(case).await.text();
        for part in page.split("action=\"/consulting/steps/").skip(1) {
            let id = part.split('?').next().unwrap_or_default();
            seen(&self.staff.post(&format!("/consulting/steps/{id}"), &[("decision", "done")]).await);
        }
    }
}

/// Every item of the template `safety` and the fields asked for, with two findings.
pub fn diagnosis<'a>(version: &'a str, finish: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("finish", finish),
        ("level.safety.risk-assessment", "0"),
        ("note.safety.risk-assessment", "두 곳이 빠짐"),
        ("level.safety.safety-class", "1"),
        ("level.safety.insurance", "3"),
        ("level.participant-care.education", "none"),
        ("level.participant-care.drop-out", "2"),
        ("level.recruiting.fair-selection", "3"),
        ("level.recruiting.waiting-list", "1"),
    ]
}

async fn ground(work: &mut Work) -> Result<(), base::Problem> {
    for (id, name) in [("namdong", "남동구"), ("ganghwa", "강화군")] {
        let district = districts::District {
            id: id.into(),
            name: name.into(),
            kind: "district".into(),
            from_on: date(2000, 1, 1),
            until_on: None,
            source: "test".into(),
        };
        districts::put_district(work, &district).await?;
    }
    let kind = programmes::ProgrammeType { id: "public-interest".into(), position: 1, public: true };
    programmes::put_type(work, &kind).await?;
    for (id, district) in [("a", "namdong"), ("b", "namdong"), ("c", "ganghwa")] {
        agency(work, id, district).await?;
    }
    Ok(())
}

/// An agency with one project of 100 places and 24,000,000 won for the year.
pub async fn agency(work: &mut Work, id: &str, district: &str) -> Result<(), base::Problem> {
    let one = agencies::Agency {
        id: id.into(),
        name: format!("{id} 기관"),
        public_number: None,
        phone: String::new(),
        sample: false,
        source: "test".into(),
        version: 1,
    };
    agencies::insert(work, &one).await?;
    let term = agencies::Term {
        id: format!("term-{id}"),
        agency_id: id.into(),
        kind: "senior-club".into(),
        league: "multi".into(),
        district_id: district.into(),
        from_on: date(2020, 1, 1),
        until_on: None,
    };
    agencies::add_term(work, &term).await?;
    let project = projects::Project {
        id: format!("p-{id}").as_str().into(),
        number: format!("P-{id}"),
        name: "환경 지킴이".into(),
        year: 2026,
        agency_id: id.into(),
        type_id: "public-interest".into(),
        district_id: district.into(),
        activity_code: "A-1".into(),
        activity_name: "환경".into(),
        from_on: date(2026, 1, 1),
        until_on: date(2026, 12, 31),
        first_year: None,
        withdrawn: false,
        sample: false,
        source: "test".into(),
        as_of: "2026".into(),
        version: 1,
    };
    projects::insert_project(work, &project).await?;
    let quota = projects::Quota {
        id: format!("q-{id}"),
        project_id: project.id,
        places: 100,
        budget_won: 24_000_000,
        from_on: date(2026, 1, 1),
        until_on: None,
        source: "test".into(),
    };
    projects::insert_quota(work, &quota).await
}

/// The answer's text, after its status was checked.
pub fn said(answer: &Answer, status: StatusCode) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    answer.text()
}

/// Asserts that something was done, and where it led.
pub fn seen(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// Where something done led, without the place on the page.
pub fn location(answer: &Answer) -> String {
    seen(answer);
    answer.location.split('#').next().unwrap_or_default().to_owned()
}

/// Asserts a refusal by status and a part of its sentence.
pub fn refused(answer: &Answer, status: StatusCode, sentence: &str) {
    let text = said(answer, status);
    assert!(text.contains(sentence), "{sentence} is not in {text}");
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[at..].split('"').next().unwrap_or_default().to_owned()
}
