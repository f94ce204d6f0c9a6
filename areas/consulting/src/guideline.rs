//! The dated data that consulting stands on: risk measures, team, visit minutes, checklist, templates, operating modes.

use std::sync::LazyLock;

use base::Month;
use jiff::civil::Date;
use register::workdays::Calendar;
use serde::Deserialize;
use toml::value::Datetime;

/// The civil day of a TOML date.
fn day(value: &Datetime) -> Date {
    value.to_string().parse().expect("guidelines hold whole days")
}

/// Something that is in force from a day on, among others with the same key.
trait Dated {
    fn from(&self) -> Date;
}

/// Of entries that fit, the one in force on `on`; the first known one on days before it.
fn in_force<T: Dated>(all: &[T], on: Date, fits: impl Fn(&T) -> bool) -> Option<&T> {
    let fitting: Vec<&T> = all.iter().filter(|one| fits(one)).collect();
    let begun = fitting.iter().copied().filter(|one| one.from() <= on).max_by_key(|one| one.from());
    begun.or_else(|| fitting.into_iter().min_by_key(|one| one.from()))
}

macro_rules! dated {
    ($($type:ty),*) => { $(impl Dated for $type {
        fn from(&self) -> Date { day(&self.from) }
    })* };
}

macro_rules! sourced {
    ($($type:ty),*) => { $(impl $type {
        /// Where it is published, or that it is the house's, in the reader's language; a bare address serves both.
        pub fn source(&self, english: bool) -> &str {
            self.source_ko.as_deref().filter(|_| !english).unwrap_or(&self.source)
        }
    })* };
}

/// How many seniors one of the dedicated staff may have.
#[derive(Debug, Deserialize)]
pub struct StaffRatio {
    /// Above this the card warns.
    pub limit: i64,
    from: Datetime,
    source: String,
    source_ko: Option<String>,
    /// Day the source speaks for.
    pub as_of: String,
}

/// A measure of the risk list.
#[derive(Debug, Deserialize)]
pub struct Measure {
    /// Id; its sentence is `consulting-reason-<id>`.
    pub id: String,
    /// Field of consulting it points to.
    pub field: String,
    /// `above` or `below`.
    pub direction: String,
    /// From here on it counts.
    pub threshold: i64,
    /// From here on it counts twice.
    pub severe: i64,
    /// Points.
    pub weight: i64,
    from: Datetime,
    source: String,
    source_ko: Option<String>,
}

/// The visiting team.
#[derive(Debug, Deserialize)]
pub struct Team {
    /// People who visit.
    pub persons: i64,
    /// Hours a week of each.
    pub hours_week: i64,
    /// Days after a visit before the plan proposes the agency again.
    pub rest_days: i64,
    from: Datetime,
}

/// What a visit costs.
#[derive(Debug, Deserialize)]
pub struct VisitCost {
    way: String,
    /// Minutes with the agency.
    pub minutes: i64,
    /// Visits on one trip into a district.
    pub visits_per_trip: i64,
    from: Datetime,
}

#[derive(Debug, Deserialize)]
struct Travel {
    district: String,
    minutes: i64,
    from: Datetime,
}

/// Which ties keep an expert from a case.
#[derive(Debug, Deserialize)]
pub struct Conflict {
    /// Years looked back.
    pub years: i16,
    /// Kinds of ties that forbid.
    pub forbids: Vec<String>,
    from: Datetime,
}

/// How effects are looked at.
#[derive(Debug, Deserialize)]
pub struct EffectRule {
    /// Months before the first visit.
    pub months_before: i64,
    /// Months after it.
    pub months_after: i64,
    /// Fewer agencies on either side are too few to tell.
    pub least_agencies: i64,
    from: Datetime,
}

#[derive(Debug, Deserialize)]
struct Rules {
    staff_ratio: Vec<StaffRatio>,
    measure: Vec<Measure>,
    team: Vec<Team>,
    visit: Vec<VisitCost>,
    travel: Vec<Travel>,
    conflict: Vec<Conflict>,
    effect: Vec<EffectRule>,
}

/// An item of the checklist.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// Id, `<field>.<word>`.
    pub id: String,
    /// Field.
    pub field: String,
    /// The statement in Korean.
    pub ko: String,
    /// The statement in English.
    pub en: String,
    /// What levels 0 to 3 mean, in Korean.
    pub anchors_ko: [String; 4],
    /// What levels 0 to 3 mean, in English.
    pub anchors_en: [String; 4],
    from: Datetime,
    source: String,
    source_ko: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Checklist {
    item: Vec<Item>,
}

/// A step of a template.
#[derive(Debug, Deserialize)]
pub struct TemplateStep {
    /// Title in Korean.
    pub ko: String,
    /// Title in English.
    pub en: String,
    /// Whether a case stays open until it is done.
    pub mandatory: bool,
    /// Working days after the plan is made.
    pub after_days: i64,
}

/// A template of a case.
#[derive(Debug, Deserialize)]
pub struct Template {
    /// Id.
    pub id: String,
    /// Name in Korean.
    pub ko: String,
    /// Name in English.
    pub en: String,
    /// Fields looked at.
    pub fields: Vec<String>,
    /// Working days until the case should be closed.
    pub days: i64,
    from: Datetime,
    source: String,
    source_ko: Option<String>,
    /// Its steps.
    pub step: Vec<TemplateStep>,
}

#[derive(Debug, Deserialize)]
struct Templates {
    template: Vec<Template>,
}

#[derive(Debug, Deserialize)]
struct Mode {
    id: String,
    ko: String,
    en: String,
    face_to_face: String,
}

#[derive(Debug, Deserialize)]
struct Modes {
    mode: Vec<Mode>,
}

#[derive(Debug, Deserialize)]
struct DueRule {
    from: Datetime,
    due_workday: usize,
}

#[derive(Debug, Deserialize)]
struct DueRules {
    rule: Vec<DueRule>,
}

dated!(StaffRatio, Measure, Team, VisitCost, Travel, Conflict, EffectRule, Item, Template, DueRule);
sourced!(StaffRatio, Measure, Item, Template);

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/consulting.toml")).expect("the rules' file is sound")
});
static CHECKLIST: LazyLock<Checklist> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/consulting_checklist.toml"))
        .expect("the checklist's file is sound")
});
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/consulting_templates.toml"))
        .expect("the templates' file is sound")
});
static MODES: LazyLock<Modes> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/operating_modes.toml"))
        .expect("the modes' file is sound")
});
static DUE: LazyLock<DueRules> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/returns_calendar.toml"))
        .expect("the due days' file is sound")
});

/// The staff ratio in force.
pub fn staff_ratio(on: Date) -> &'static StaffRatio {
    in_force(&RULES.staff_ratio, on, |_| true).expect("the file names a staff ratio")
}

/// The measures in force, in the order of the file.
pub fn measures(on: Date) -> Vec<&'static Measure> {
    let mut ids: Vec<&str> = Vec::new();
    for one in &RULES.measure {
        if !ids.contains(&one.id.as_str()) {
            ids.push(&one.id);
        }
    }
    ids.into_iter().filter_map(|id| in_force(&RULES.measure, on, |one| one.id == id)).collect()
}

/// The visiting team in force.
pub fn team(on: Date) -> &'static Team {
    in_force(&RULES.team, on, |_| true).expect("the file names a team")
}

/// What a visit costs in a way.
pub fn visit_cost(way: &str, on: Date) -> &'static VisitCost {
    in_force(&RULES.visit, on, |one| one.way == way).expect("the file names every way of a visit")
}

/// Minutes to a district and back.
pub fn travel_minutes(district: &str, on: Date) -> i64 {
    let own = in_force(&RULES.travel, on, |one| !district.is_empty() && one.district == district);
    own.or_else(|| in_force(&RULES.travel, on, |one| one.district.is_empty())).map_or(0, |one| one.minutes)
}

/// Which ties forbid, in force.
pub fn conflict(on: Date) -> &'static Conflict {
    in_force(&RULES.conflict, on, |_| true).expect("the file names conflicts")
}

/// How effects are looked at, in force.
pub fn effect_rule(on: Date) -> &'static EffectRule {
    in_force(&RULES.effect, on, |_| true).expect("the file names the effect's months")
}

/// Items of the checklist for these fields, in the order of the file.
pub fn items(fields: &str, on: Date) -> Vec<&'static Item> {
    let mut ids: Vec<&str> = Vec::new();
    for item in &CHECKLIST.item {
        if fields.split_whitespace().any(|field| field == item.field) && !ids.contains(&item.id.as_str()) {
            ids.push(&item.id);
        }
    }
    ids.into_iter().filter_map(|id| in_force(&CHECKLIST.item, on, |one| one.id == id)).collect()
}

/// Templates in force, in the order of the file.
pub fn templates(on: Date) -> Vec<&'static Template> {
    let mut ids: Vec<&str> = Vec::new();
    for one in &TEMPLATES.template {
        if !ids.contains(&one.id.as_str()) {
            ids.push(&one.id);
        }
    }
    ids.into_iter().filter_map(|id| in_force(&TEMPLATES.template, on, |one| one.id == id)).collect()
}

/// The template with `id`.
pub fn template(id: &str, on: Date) -> Option<&'static Template> {
    templates(on).into_iter().find(|one| one.id == id)
}

/// Whether meetings stop in a mode; in an unknown one they go on.
pub fn stops_meetings(mode: &str) -> bool {
    MODES.mode.iter().any(|one| one.id == mode && one.face_to_face == "stops")
}

/// A mode's name.
pub fn mode_name(mode: &str, english: bool) -> &str {
    let found = MODES.mode.iter().find(|one| one.id == mode);
    found.map_or(mode, |one| if english { &one.en } else { &one.ko })
}

/// The day the return of `month` is due.
pub fn due_on(month: Month, calendar: &Calendar) -> Date {
    let rule = in_force(&DUE.rule, month.first_day(), |_| true).expect("the file names a due day");
    calendar.nth_of_month(month.next(), rule.due_workday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use register::needs;

    use super::*;

    #[test]
    fn every_file_is_sound_and_names_known_fields_with_sources() {
        let today = date(2026, 3, 2);
        let known = |field: &str| needs::FIELDS.contains(&field);
        assert!(measures(today).iter().all(|one| known(&one.field) && !one.source.is_empty()));
        assert!(measures(today).iter().all(|one| ["above", "below"].contains(&one.direction.as_str())));
        let items = items(&needs::FIELDS.join(" "), today);
        assert_eq!(items.len(), 20);
        assert!(items.iter().all(|item| known(&item.field) && !item.source.is_empty()));
        for field in needs::FIELDS {
            assert!(items.iter().any(|item| item.field == field), "{field} has no item");
        }
        assert!(templates(today).iter().all(|one| one.step.iter().any(|step| step.mandatory)));
        assert!(templates(today).iter().all(|one| one.fields.iter().all(|field| known(field))));
        assert_eq!(staff_ratio(today).limit, 150);
    }

    #[test]
    fn a_source_in_words_is_told_in_both_languages() {
        let korean = |text: &str| text.chars().any(|one| ('가'..='힣').contains(&one));
        let all = RULES.staff_ratio.iter().map(|one| (one.source(true), one.source(false)));
        let all = all.chain(RULES.measure.iter().map(|one| (one.source(true), one.source(false))));
        let all = all.chain(CHECKLIST.item.iter().map(|one| (one.source(true), one.source(false))));
        let all = all.chain(TEMPLATES.template.iter().map(|one| (one.source(true), one.source(false))));
        let untold =
            |(english, own): &(&str, &str)| english.contains(' ') && (english == own || !korean(own));
        assert_eq!(all.filter(untold).collect::<Vec<_>>(), []);
    }

    #[test]
    fn the_newest_entry_that_has_begun_is_in_force() {
        let training = |on: Date| {
            let found = measures(on).into_iter().find(|one| one.id == "training");
            found.map(|one| one.source.contains("1069"))
        };
        assert_eq!(training(date(2024, 10, 31)), Some(false));
        assert_eq!(training(date(2024, 11, 1)), Some(true));
        assert_eq!(measures(date(2026, 1, 1)).iter().filter(|one| one.id == "training").count(), 1);
    }

    #[test]
    fn distancing_stops_meetings_and_travel_knows_the_far_districts() {
        assert!(stops_meetings("social-distancing") && !stops_meetings("normal") && !stops_meetings("x"));
        let today = date(2022, 11, 23);
        assert_eq!(travel_minutes("2871000000", today), 180);
        assert_eq!((travel_minutes("2820000000", today), travel_minutes("", today)), (60, 60));
    }
}
