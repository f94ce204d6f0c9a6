//! What the plan's tables hold.

use base::{DistrictId, UserId, Won};
use db::row;
use jiff::{Timestamp, civil::Date};

row! {
    /// The plan of a year.
    #[derive(Debug, Clone, PartialEq)]
    #[expect(clippy::struct_field_names, reason = "a plan is known by its year")]
    pub struct Year {
        /// The year.
        pub year: i64,
        /// Title.
        pub title: String,
        /// Title in English.
        pub title_en: String,
        /// Who issued it.
        pub issuer: String,
        /// Who issued it, in English.
        pub issuer_en: String,
        /// All its money.
        pub budget: Won,
        /// Year it was copied from.
        pub copied_from: Option<i64>,
        /// Where it is known from.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
    }
}

row! {
    /// One version of a document.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Document {
        /// Id of this version.
        pub id: String,
        /// What all versions share.
        pub series: String,
        /// Number of the version, from 1.
        pub number: i64,
        /// Year it was made in.
        pub year: i64,
        /// `basic-plan` or `detailed-plan`.
        pub kind: String,
        /// Title.
        pub title: String,
        /// Title in English.
        pub title_en: String,
        /// Series of the document it carries out.
        pub follows: Option<String>,
        /// Text before the items.
        pub body: String,
        /// Month it was made.
        pub month: String,
        /// `draft`, `approved` or `superseded`.
        pub state: String,
        /// Day of approval, if known.
        pub approved_on: Option<Date>,
        /// Who approved it (opaque id), if known.
        pub approved_by: Option<String>,
        /// Where it is known from.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// An item of a document, which tasks cite by its code.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item {
        /// Id.
        pub id: String,
        /// The document's version.
        pub document_id: String,
        /// Code, such as `2020-01`.
        pub code: String,
        /// Place in the document.
        pub position: i64,
        /// Title.
        pub title: String,
        /// Title in English.
        pub title_en: String,
        /// Text.
        pub text: String,
        /// Text in English.
        pub text_en: String,
    }
}

row! {
    /// A field (분야).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Field {
        /// Id.
        pub id: String,
        /// Year.
        pub year: i64,
        /// Number.
        pub number: i64,
        /// Title.
        pub title: String,
        /// Title in English.
        pub title_en: String,
    }
}

row! {
    /// A task (과제).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Task {
        /// Id, such as `2020-01`.
        pub id: String,
        /// Year.
        pub year: i64,
        /// Number in the plan.
        pub number: i64,
        /// Its field.
        pub field_id: String,
        /// Series of the document it carries out.
        pub series: String,
        /// Code of the item it carries out.
        pub item: String,
        /// The area of work that does it.
        pub area: String,
        /// Whether it is a core task.
        pub core: bool,
        /// Title.
        pub title: String,
        /// Title in English.
        pub title_en: String,
        /// Aim.
        pub aim: String,
        /// Aim in English.
        pub aim_en: String,
        /// Person who answers for it, where no unit does.
        pub owner_id: Option<UserId>,
        /// Unit that answers for it.
        pub unit_id: Option<String>,
        /// Where it is known from.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// An activity (세부 활동).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Activity {
        /// Id.
        pub id: String,
        /// Year.
        pub year: i64,
        /// Task it carries out; regular work may have none.
        pub task_id: Option<String>,
        /// Title.
        pub title: String,
        /// `regular` or `strengthening`.
        pub kind: String,
        /// `desk` or `face-to-face`.
        pub way: String,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Who does it.
        pub owner_id: Option<UserId>,
        /// Unit that answers for it.
        pub unit_id: Option<String>,
        /// Where, if in one district.
        pub district_id: Option<DistrictId>,
        /// Hours a week.
        pub hours_week: i64,
        /// `planned`, `running` or `done`.
        pub state: String,
        /// Sheet it was made from.
        pub sheet_id: Option<String>,
        /// Switch of mode that made it.
        pub mode_id: Option<String>,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A milestone (주요 일정).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Milestone {
        /// Id.
        pub id: String,
        /// Activity.
        pub activity_id: String,
        /// Title.
        pub title: String,
        /// By when.
        pub due_on: Date,
        /// When it was reached.
        pub reached_on: Option<Date>,
        /// Made up for the demo.
        pub sample: bool,
    }
}

row! {
    /// One line of a material list (자료 리스트업).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Material {
        /// Id.
        pub id: String,
        /// Task it belongs to.
        pub task_id: String,
        /// Title.
        pub title: String,
        /// `law`, `plan`, `report`, `statistics`, `case`, `press` or `other`.
        pub kind: String,
        /// Who made it, or where it is.
        pub origin: String,
        /// Link; empty when it is on paper or a file.
        pub link: String,
        /// Who looks for it.
        pub owner_id: Option<UserId>,
        /// `wanted`, `found` or `read`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A detailed-project sheet (세부사업 설계서).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sheet {
        /// Id.
        pub id: String,
        /// Task it belongs to.
        pub task_id: String,
        /// Title.
        pub title: String,
        /// Aim.
        pub aim: String,
        /// For whom and with whom.
        pub people: String,
        /// Cost; none until estimated.
        pub cost: Option<Won>,
        /// Who does it.
        pub owner_id: Option<UserId>,
        /// Unit that answers for it.
        pub unit_id: Option<String>,
        /// Where, if in one district.
        pub district_id: Option<DistrictId>,
        /// `draft`, `ready` or `started`.
        pub state: String,
        /// Switch of mode that started it.
        pub mode_id: Option<String>,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A step of a sheet; it becomes an activity counted from the day of starting.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Step {
        /// Id.
        pub id: String,
        /// Sheet.
        pub sheet_id: String,
        /// Place in the sheet.
        pub position: i64,
        /// Title.
        pub title: String,
        /// Days after the start.
        pub after_days: i64,
        /// How many days it takes.
        pub days: i64,
        /// `desk` or `face-to-face`.
        pub way: String,
        /// Hours a week.
        pub hours_week: i64,
    }
}

row! {
    /// A request to move money between lines (전용) or into the next year (이월).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Transfer {
        /// Id.
        pub id: String,
        /// `transfer` or `carry-over`.
        pub kind: String,
        /// Year the money leaves.
        pub year: i64,
        /// Line it leaves.
        pub from_line: String,
        /// Line it enters; for a carry-over made on approval.
        pub to_line: Option<String>,
        /// Amount.
        pub won: Won,
        /// Why.
        pub reason: String,
        /// `requested`, `approved` or `refused`.
        pub state: String,
        /// Who asked (opaque id).
        pub asked_by: String,
        /// When.
        pub asked_at: Timestamp,
        /// Who decided (opaque id).
        pub decided_by: Option<String>,
        /// When.
        pub decided_at: Option<Timestamp>,
    }
}

impl Sheet {
    /// How many of its six parts are filled: aim, people, steps, cost, schedule, owner.
    pub fn readiness(&self, steps: &[Step]) -> Readiness {
        let dated = !steps.is_empty() && steps.iter().all(|step| step.days >= 1 && step.hours_week >= 1);
        let parts = [
            ("aim", !self.aim.is_empty()),
            ("people", !self.people.is_empty()),
            ("steps", !steps.is_empty()),
            ("cost", self.cost.is_some()),
            ("schedule", dated),
            ("owner", self.owner_id.is_some() || self.unit_id.is_some()),
        ];
        Readiness { parts: parts.to_vec() }
    }
}

/// How far a sheet is from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Each part's word and whether it is filled.
    pub parts: Vec<(&'static str, bool)>,
}

impl Readiness {
    /// Parts filled.
    pub fn filled(&self) -> i64 {
        self.parts.iter().filter(|(_, filled)| *filled).count() as i64
    }

    /// Parts there are.
    pub fn all(&self) -> i64 {
        self.parts.len() as i64
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.filled() == self.all()
    }
}
