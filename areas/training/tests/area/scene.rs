//! The scene: two agencies, their staff and workers, courses, batches and sessions.

use base::AgencyId;
use http::StatusCode;
use register::{
    agencies,
    workers::{self, Worker},
};
use testkit::{Answer, Client, House};
use web::Options;

pub const AREAS: &[&web::Area] = &[&training::AREA];

/// A house with a master key, reached from outside under an address.
pub async fn house() -> House {
    let options =
        Options { master_key: vec![7; 32], public_url: "https://dure.example".into(), ..Options::default() };
    let house = House::with_options(AREAS, options).await;
    for id in ["a1", "a2"] {
        let agency = agencies::Agency {
            id: AgencyId::from(id),
            name: format!("기관 {id}"),
            public_number: None,
            phone: String::new(),
            sample: false,
            source: "test".into(),
            version: 1,
        };
        house.set(async |work| agencies::insert(work, &agency).await).await;
    }
    house
}

#[expect(clippy::unnecessary_wraps, reason = "workers and members take none for the center")]
pub fn agency(id: &str) -> Option<AgencyId> {
    Some(AgencyId::from(id))
}

/// A worker on the list; gives the id.
pub async fn worker(house: &House, name: &str, of: Option<AgencyId>, user: Option<&base::UserId>) -> String {
    worker_as(house, name, "dedicated", (of, user)).await
}

pub async fn worker_as(
    house: &House,
    name: &str,
    job: &str,
    (agency_id, user): (Option<AgencyId>, Option<&base::UserId>),
) -> String {
    let one = Worker {
        id: String::new(),
        agency_id,
        user_id: user.cloned(),
        name: name.into(),
        job: job.into(),
        from_on: jiff::civil::date(2020, 1, 2),
        until_on: None,
        sample: false,
        version: 1,
    };
    house.set(async |work| workers::insert_worker(work, &one).await).await
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

/// Id at the end of a redirect.
pub fn id_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer.location.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Asserts that a form was carried out.
pub fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// A course of 3 hours with a certificate, `more` laid over it.
pub async fn course(staff: &Client, more: &[(&str, &str)]) -> String {
    let base = [
        ("title", "안전점검"),
        ("aim", "위험을 찾습니다."),
        ("audience", "staff"),
        ("kind", "job"),
        ("field", "safety"),
        ("competencies", "hazards"),
        ("hours", "3"),
        ("attend_percent", "80"),
        ("certified", "yes"),
        ("state", "open"),
    ];
    let mut fields: Vec<(&str, &str)> =
        base.into_iter().filter(|(key, _)| !more.iter().any(|(other, _)| other == key)).collect();
    fields.extend(more);
    id_of(&staff.post("/training/courses", &fields).await)
}

/// A batch of a course with so many seats.
pub async fn batch(staff: &Client, course: &str, seats: &str, until: &str) -> String {
    let fields = [("course_id", course), ("title", "1기"), ("seats", seats), ("sign_up_until_on", until)];
    id_of(&staff.post("/training/batches", &fields).await)
}

/// The form of a session in a room of its own.
pub fn session_form<'a>(
    day: &'a str,
    from: &'a str,
    until: &'a str,
    room: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![("held_on", day), ("from", from), ("until", until), ("way", "face-to-face"), ("room", room)]
}

/// Ids of a batch's sessions, in order of time.
pub async fn sessions(staff: &Client, batch: &str) -> Vec<String> {
    let batch = staff.get(&format!("/api/training/batches/{batch}")).await.json();
    let sessions = batch["sessions"].as_array().expect("sessions").clone();
    sessions.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

/// A batch of 3 hours on `day`, open for sign-up; gives batch and session.
pub async fn open_batch(staff: &Client, course: &str, seats: &str, day: &str) -> (String, String) {
    let batch = batch(staff, course, seats, "2026-12-31").await;
    let path = format!("/training/batches/{batch}");
    done(&staff.post(&format!("{path}/sessions"), &session_form(day, "10:00", "13:00", &batch)).await);
    done(&staff.post(&format!("{path}/open"), &[]).await);
    let session = sessions(staff, &batch).await.remove(0);
    (batch, session)
}

/// Signs a worker up; gives the enrolment.
pub async fn sign_up(client: &Client, batch: &str, worker: &str) -> String {
    let body = serde_json::json!({ "workers": [worker] });
    let answer = client.post_json(&format!("/api/training/batches/{batch}/sign-up"), &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["enrolments"][0].as_str().expect("an id").to_owned()
}

/// Approves an enrolment.
pub async fn approve(staff: &Client, batch: &str, enrolment: &str) -> Answer {
    let fields = [("enrolment", enrolment), ("decision", "approve")];
    staff.post(&format!("/training/batches/{batch}/seats"), &fields).await
}

/// State of an enrolment.
pub async fn state(staff: &Client, enrolment: &str) -> String {
    let one = staff.get(&format!("/api/training/enrolments/{enrolment}")).await.json();
    one["state"].as_str().expect("a state").to_owned()
}

/// A worker with a seat in a batch held on `day`; gives batch, session and enrolment.
pub async fn seated(house: &House, staff: &Client, course: &str, day: &str) -> (String, String, String) {
    let (batch, session) = open_batch(staff, course, "10", day).await;
    let who = worker(house, "홍길동", agency("a1"), None).await;
    let seat = sign_up(staff, &batch, &who).await;
    done(&approve(staff, &batch, &seat).await);
    (batch, session, seat)
}

/// Marks one person at a session.
pub async fn mark(staff: &Client, session: &str, seat: &str, word: &str) -> Answer {
    let key = format!("mark-{seat}");
    staff.post(&format!("/training/sessions/{session}/marks"), &[(key.as_str(), word)]).await
}
