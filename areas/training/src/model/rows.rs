//! What is stored: courses, questions, materials, instructors, batches, sessions, enrolments, attendance, certificates.

use base::{AgencyId, FileId, UserId, Won};
use db::row;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// Kinds of courses; which of them count toward which duty is dated data.
pub const KINDS: &[&str] = &["basic", "job", "onboarding", "refinement", "safety", "activity", "other"];
/// For whom a course is.
pub const AUDIENCES: &[&str] = &["staff", "seniors"];
/// States of a course.
pub const COURSE_STATES: &[&str] = &["draft", "open", "retired"];
/// States of a batch.
pub const BATCH_STATES: &[&str] = &["draft", "open", "closed", "held", "cancelled"];
/// States of attendance.
pub const ATTENDANCE: &[&str] = &["present", "late", "absent", "excused"];

row! {
    /// Hours on a worker's record, with whose they are.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct HourRow {
        /// Id of the record.
        pub id: String,
        /// Worker.
        pub worker_id: String,
        /// Worker's name.
        pub name: String,
        /// Agency; `None` is the centre itself.
        pub agency_id: Option<AgencyId>,
        /// Day it counts for.
        pub recorded_on: Date,
        /// What it was.
        pub title: String,
        /// Tenths of an hour; negative takes back.
        pub value: i64,
        /// Made up for the demo.
        pub sample: bool,
    }
}

row! {
    /// A course.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Course {
        /// Id.
        pub id: String,
        /// Title.
        pub title: String,
        /// What one can do afterwards.
        pub aim: String,
        /// One of [`AUDIENCES`].
        pub audience: String,
        /// One of [`KINDS`].
        pub kind: String,
        /// Field of need it answers ([`register::needs::FIELDS`]).
        pub field: String,
        /// Ids of competencies it raises, with blanks between.
        pub competencies: String,
        /// Length in tenths of an hour.
        pub hours_tenths: i64,
        /// Months after which it must be taken again; none for never.
        pub valid_months: Option<i64>,
        /// Share of right answers needed in the quiz, in percent; none without a quiz.
        pub pass_percent: Option<i64>,
        /// Share of all sessions' hours that must be attended, in percent.
        pub attend_percent: i64,
        /// Whether completing it earns a certificate.
        pub certified: bool,
        /// One of [`COURSE_STATES`].
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

row! {
    /// A question of a course's quiz.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Question {
        /// Id.
        pub id: String,
        /// Course.
        pub course_id: String,
        /// Place in the quiz.
        pub position: i64,
        /// The question.
        pub text: String,
        /// Choices, one a line.
        pub choices: String,
        /// Number of the right choice, from 1.
        pub answer: i64,
        /// Whether it is asked no more.
        pub retired: bool,
    }
}

row! {
    /// A material of the library.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Material {
        /// Id.
        pub id: String,
        /// Course it belongs to, if one.
        pub course_id: Option<String>,
        /// Title.
        pub title: String,
        /// Field.
        pub field: String,
        /// What it was made from, such as `consulting-case:…`; empty for its own.
        pub origin: String,
        /// `open` or `retired`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// One edition of a material; never changed.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Edition {
        /// Id.
        pub id: String,
        /// Material.
        pub material_id: String,
        /// Number, from 1.
        pub number: i64,
        /// Text.
        pub text: String,
        /// Link.
        pub link: String,
        /// File.
        pub file_id: Option<FileId>,
        /// What changed since the one before.
        pub change: String,
        /// When.
        pub made_at: Timestamp,
        /// By whom (opaque id).
        pub made_by: String,
    }
}

row! {
    /// Someone who teaches.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Instructor {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Fields, with blanks between.
        pub fields: String,
        /// Where from.
        pub organization: String,
        /// Fee for one hour in won.
        pub fee_won: Won,
        /// Account, for the centre's own people.
        pub user_id: Option<UserId>,
        /// Whether asked no more.
        pub ended: bool,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// One running of a course.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Batch {
        /// Id.
        pub id: String,
        /// Course.
        pub course_id: String,
        /// Title.
        pub title: String,
        /// Seats.
        pub seats: i64,
        /// Last day to sign up.
        pub sign_up_until_on: Date,
        /// Who teaches.
        pub instructor_id: Option<String>,
        /// The shared noun other areas see.
        pub offering_id: Option<String>,
        /// One of [`BATCH_STATES`].
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// One meeting of a batch.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Session {
        /// Id.
        pub id: String,
        /// Batch.
        pub batch_id: String,
        /// Day.
        pub held_on: Date,
        /// Begin, in minutes after midnight.
        pub from_minute: i64,
        /// End, in minutes after midnight.
        pub until_minute: i64,
        /// Hours that count, in tenths.
        pub hours_tenths: i64,
        /// `face-to-face` or `online`.
        pub way: String,
        /// Room.
        pub room: String,
        /// Address of the meeting online.
        pub link: String,
        /// Code of the check-in.
        pub code: String,
        /// When its attendance was closed.
        pub closed_at: Option<Timestamp>,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A worker's place in a batch.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Enrolment {
        /// Id.
        pub id: String,
        /// Batch.
        pub batch_id: String,
        /// Worker.
        pub worker_id: String,
        /// `asked`, `seated`, `waiting`, `refused`, `withdrawn`, `completed` or `not-completed`.
        pub state: String,
        /// Why, in the words of whoever asked or decided.
        pub reason: String,
        /// The need it answers.
        pub need_id: Option<String>,
        /// Place in the order of asking.
        pub place: i64,
        /// When it was asked for.
        pub asked_at: Timestamp,
        /// By whom (opaque id).
        pub asked_by: String,
        /// When it was decided.
        pub decided_at: Option<Timestamp>,
        /// By whom (opaque id).
        pub decided_by: Option<String>,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// Whether someone was at a session.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Attendance {
        /// Session.
        pub session_id: String,
        /// Enrolment.
        pub enrolment_id: String,
        /// One of [`ATTENDANCE`].
        pub state: String,
        /// `sheet`, `qr` or `self`.
        pub how: String,
        /// When.
        pub marked_at: Timestamp,
        /// By whom (opaque id).
        pub marked_by: String,
    }
}

row! {
    /// A certificate as it was issued; what it said stays readable after it was revoked.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Certificate {
        /// Id.
        pub id: String,
        /// Number people quote, such as `2026-0001`.
        pub number: String,
        /// What the public page is asked for: long and not guessable.
        pub token: String,
        /// Enrolment it was earned in.
        pub enrolment_id: String,
        /// Worker.
        pub worker_id: String,
        /// Name as printed.
        pub holder: String,
        /// Course as printed.
        pub course: String,
        /// Hours as printed, in tenths.
        pub hours_tenths: i64,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Day of issue.
        pub issued_on: Date,
        /// Last day it counts; none for ever.
        pub expires_on: Option<Date>,
        /// By whom (opaque id).
        pub issued_by: String,
        /// The signed badge, as JSON.
        pub badge: String,
        /// Key that signed it.
        pub key_id: String,
        /// Day it was revoked.
        pub revoked_on: Option<Date>,
        /// By whom (opaque id).
        pub revoked_by: Option<String>,
        /// Why.
        pub revoked_reason: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}

row! {
    /// A key that signs badges.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Key {
        /// Id.
        pub id: String,
        /// Public part (multikey).
        pub public: String,
        /// Secret part, sealed with the house's own key.
        pub sealed: String,
        /// When it was made.
        pub made_at: Timestamp,
        /// When it was retired.
        pub retired_at: Option<Timestamp>,
    }
}

/// Kinds of costs.
pub const COST_KINDS: &[&str] = &["instructor", "room", "material", "other"];

row! {
    /// A cost of a batch, committed on a line of the budget.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Cost {
        /// Id.
        pub id: String,
        /// Batch.
        pub batch_id: String,
        /// One of [`COST_KINDS`].
        pub kind: String,
        /// What for.
        pub title: String,
        /// How much.
        pub won: Won,
        /// Budget line.
        pub line_id: String,
        /// Promise on that line.
        pub commitment_id: String,
    }
}

row! {
    /// How many participants of an agency were at a session for seniors.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Headcount {
        /// Session.
        pub session_id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// People.
        pub people: i64,
    }
}

row! {
    /// What someone said about a course.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Feedback {
        /// Enrolment.
        pub enrolment_id: String,
        /// `at-once` or `three-months`.
        pub stage: String,
        /// Marks with blanks between.
        pub marks: String,
        /// In their own words.
        pub text: String,
        /// When.
        pub given_at: Timestamp,
    }
}

row! {
    /// How well someone was judged to know something, on a day.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Level {
        /// Worker.
        pub worker_id: String,
        /// Competency.
        pub competency: String,
        /// 0 to 3.
        pub value: i64,
        /// Day.
        pub judged_on: Date,
        /// By whom (opaque id).
        pub judged_by: String,
        /// What it rests on.
        pub source: String,
    }
}
