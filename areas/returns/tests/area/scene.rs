//! A centre with two agencies and three projects, and files as agencies make them.

use base::{AgencyId, DistrictId, ProgrammeTypeId, ProjectId};
use jiff::civil::date;
use register::{agencies, districts, programmes, projects, workdays};
use rust_xlsxwriter::Workbook;
use testkit::{Answer, Client, House};

pub static AREAS: &[&web::Area] = &[&returns::AREA];

/// The month that is filed on the test's day, 2026-03-02.
pub const MONTH: &str = "2026-02";

/// The figures' names after agency, project and month.
pub const MEASURES: [&str; 31] = [
    "target",
    "applicants",
    "people_women_60_64",
    "people_women_65_69",
    "people_women_70_79",
    "people_women_80",
    "people_men_60_64",
    "people_men_65_69",
    "people_men_70_79",
    "people_men_80",
    "people_since_january",
    "joined",
    "left_health",
    "left_better_job",
    "left_misfit",
    "left_moved",
    "left_died",
    "left_other",
    "waiting",
    "hours",
    "pay_won",
    "subsidy_won",
    "trained",
    "trained_hours",
    "accidents_light",
    "accidents_serious",
    "accidents_fatal",
    "safety_checks",
    "dedicated_staff",
    "safety_officers",
    "registered_early",
];

/// A house with agencies A (projects P-1, P-2 of 20 and 30 places) and B (project Q-1 of 10).
pub async fn house() -> House {
    house_with(web::Options::default()).await
}

/// The same house as a demo, where everything is sample data.
pub async fn demo() -> House {
    house_with(web::Options { demo: true, ..web::Options::default() }).await
}

async fn house_with(options: web::Options) -> House {
    let house = House::with_options(AREAS, options).await;
    house
        .set(async |work| {
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
            programmes::put_type(work, &kind).await?;
            let name = programmes::ProgrammeName {
                id: "public-interest-2025".into(),
                type_id: "public-interest".into(),
                name: "노인공익활동사업".into(),
                name_en: "public-interest activity".into(),
                from_on: date(2025, 1, 1),
                until_on: None,
                source: "test".into(),
            };
            programmes::put_name(work, &name).await?;
            for (id, agency_name) in [("a", "가 기관"), ("b", "나 기관")] {
                let agency = agencies::Agency {
                    id: id.into(),
                    name: agency_name.into(),
                    public_number: Some(format!("10{id}")),
                    phone: String::new(),
                    sample: false,
                    source: "test".into(),
                    version: 1,
                };
                agencies::insert(work, &agency).await?;
            }
            for (agency, number, places) in [("a", "P-1", 20), ("a", "P-2", 30), ("b", "Q-1", 10)] {
                project(work, agency, number, places).await?;
            }
            Ok(())
        })
        .await;
    house
}

async fn project(
    work: &mut register::Work,
    agency: &str,
    number: &str,
    places: i64,
) -> Result<(), base::Problem> {
    let one = projects::Project {
        id: number.to_lowercase().as_str().into(),
        number: number.into(),
        name: format!("{number} 사업"),
        year: 2026,
        agency_id: agency.into(),
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
        id: format!("{number}-quota"),
        project_id: ProjectId::from(number.to_lowercase().as_str()),
        places,
        budget_won: 0,
        from_on: date(2026, 1, 1),
        until_on: None,
        source: "test".into(),
    };
    projects::insert_quota(work, &quota).await
}

/// Puts the days off of March 2026 in.
pub async fn holidays(house: &House) {
    house
        .set(async |work| {
            workdays::load_holidays(work, include_str!("../../../../data/holidays_kr.csv")).await.map(drop)
        })
        .await;
}

/// Staff of agency A.
pub async fn staff(house: &House) -> Client {
    house.member("agency-staff", Some(AgencyId::from("a"))).await.1
}

/// One row as text by column: agency, project, month, then figures that fit a project of `places`.
pub type Row = Vec<(String, String)>;

pub fn row(agency: &str, number: &str, places: i64) -> Row {
    let figure = |name: &str| match name {
        "target" | "trained_hours" => places,
        "applicants" => 3,
        "people_women_65_69" => places - 5,
        "people_men_70_79" => 4,
        "people_since_january" => places + 1,
        "joined" => 2,
        "hours" => places * 30,
        "pay_won" => places * 270_000,
        "subsidy_won" => places * 280_000,
        "trained" => places / 2,
        "left_health" | "safety_checks" | "dedicated_staff" => 1,
        _ => 0,
    };
    let keys = [("agency", agency.to_owned()), ("project", number.to_owned()), ("month", MONTH.to_owned())];
    let keys = keys.into_iter().map(|(name, value)| (name.to_owned(), value));
    keys.chain(MEASURES.iter().map(|name| ((*name).to_owned(), figure(name).to_string()))).collect()
}

/// The same row with another value in one column.
pub fn with(mut row: Row, column: &str, value: &str) -> Row {
    for (name, text) in &mut row {
        if name == column {
            value.clone_into(text);
        }
    }
    row
}

/// The two rows of agency A.
pub fn rows() -> Vec<Row> {
    vec![row("a", "P-1", 20), row("a", "P-2", 30)]
}

/// Rows as CSV with the columns' names.
pub fn csv(rows: &[Row]) -> String {
    let line = |cells: Vec<&str>| format!("{}\n", cells.join(","));
    let mut text = line(rows[0].iter().map(|(name, _)| name.as_str()).collect());
    for row in rows {
        text.push_str(&line(row.iter().map(|(_, value)| value.as_str()).collect()));
    }
    text
}

/// Titles of the published schema, in order.
pub async fn titles(client: &Client) -> Vec<String> {
    let schema = client.get("/returns/schema.json").await.json();
    let fields = schema["fields"].as_array().expect("fields");
    fields.iter().map(|field| field["title"].as_str().expect("a title").to_owned()).collect()
}

/// Rows as a workbook with the schema's titles; whole numbers are numbers.
pub fn xlsx(titles: &[String], rows: &[Row]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in titles.iter().enumerate() {
        sheet.write_string(0, column as u16, title).expect("a title");
    }
    for (at, row) in rows.iter().enumerate() {
        for (column, (_, value)) in row.iter().enumerate() {
            let place = (at as u32 + 1, column as u16);
            match value.parse::<i64>() {
                Ok(number) => sheet.write_number(place.0, place.1, number as f64).expect("a number"),
                Err(_) => sheet.write_string(place.0, place.1, value).expect("a text"),
            };
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Uploads a file for agency A and the month.
pub async fn upload(client: &Client, version: i64, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("version", version.to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.upload(&format!("/returns/a/{MONTH}/upload"), &fields, ("file", name, bytes)).await
}

/// The return of agency A as JSON.
pub async fn state(client: &Client) -> serde_json::Value {
    client.get(&format!("/api/returns/a/{MONTH}")).await.json()
}

/// Its version.
pub async fn version(client: &Client) -> i64 {
    state(client).await["version"].as_i64().expect("a version")
}

/// Sentences of its remarks.
pub async fn sentences(client: &Client) -> Vec<String> {
    let state = state(client).await;
    let remarks = state["remarks"].as_array().expect("remarks");
    remarks.iter().map(|remark| remark["sentence"].as_str().expect("a sentence").to_owned()).collect()
}

/// Submits the return of agency A, ticking every question.
pub async fn submit(client: &Client) -> Answer {
    let version = version(client).await.to_string();
    let path = format!("/returns/a/{MONTH}/submit");
    client.post(&path, &[("version", &version), ("ok-0", "yes"), ("ok-1", "yes"), ("ok-2", "yes")]).await
}

/// Approves the return of agency A.
pub async fn approve(client: &Client) -> Answer {
    let version = version(client).await.to_string();
    client.post(&format!("/returns/a/{MONTH}/approve"), &[("version", &version)]).await
}

/// Sum of an indicator over 2026.
pub async fn fact(house: &House, indicator: &'static str) -> i64 {
    let query = register::facts::Query::between(indicator, date(2026, 1, 1), date(2026, 12, 31));
    let mut tx = house.app.db().read().await.expect("a read");
    register::facts::total(&mut tx, &query).await.expect("a sum")
}
