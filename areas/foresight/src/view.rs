//! The situation page put into words once for everyone who sees the same.

use askama::Template;
use base::Problem;
use serde_json::{Value, json};
use web::{Ask, filters};

use crate::{
    charts,
    listing::Listing,
    model::{PlanOf2020, Situation, UnitOfPlan},
    say::{Say, number},
    tables,
};

/// Warnings shown on the page itself; the rest has a page of its own.
const WARNINGS: usize = 10;

/// A large number with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub label: String,
    /// The number.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// Denominator, day, basis.
    pub note: String,
    /// Where it leads.
    pub href: String,
}

/// A year to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTab {
    /// The year.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Whether it is shown.
    pub here: bool,
}

#[derive(Template)]
#[template(path = "situation_body.html")]
struct Body {
    year: i64,
    years: Vec<YearTab>,
    xlsx: String,
    json: String,
    answer: String,
    cards: Vec<Card>,
    districts: Listing,
    rates: String,
    map_before: String,
    map_after: String,
    has_after: bool,
    later: Listing,
    need: String,
    near: Listing,
    after: Listing,
    by_type: Listing,
    demand_lead: String,
    cohort_chart: String,
    cohorts: Listing,
    type_chart: String,
    types: Listing,
    activities: Listing,
    plan_title: String,
    plan_lead: String,
    organization: String,
    plan: Listing,
    sample: bool,
    year_cards: Vec<Card>,
    months: Listing,
    warning_kinds: Listing,
    warnings: Option<Listing>,
    warning_count: usize,
}

/// What a reader may follow beyond what everyone may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Single agencies, with their warnings.
    pub agencies: bool,
    /// The agencies' returns.
    pub returns: bool,
    /// The budget lines of the plan.
    pub money: bool,
}

impl Sight {
    /// What the asker may follow.
    pub fn of(ask: &Ask) -> Self {
        let may = |right| ask.actor.may(right);
        Self { agencies: may("foresight.warnings"), returns: may("returns.read"), money: may("plan.money") }
    }
}

/// The page's content as markup, linked as far as the reader may follow.
pub fn body(ask: &Ask, situation: &Situation, sight: Sight) -> Result<String, Problem> {
    let say = Say { words: ask.app.words(), lang: ask.look.lang };
    let staff = sight.agencies;
    let mut warnings = staff.then(|| tables::warnings(situation, say, "", sight.returns));
    let warning_count = situation.running.warnings.len();
    if let Some(listing) = &mut warnings {
        listing.rows.truncate(WARNINGS);
        listing.total = None;
    }
    let tab = |year: &i64| YearTab {
        label: year.to_string(),
        href: format!("/foresight?year={year}"),
        here: *year == situation.year,
    };
    let year = situation.year;
    let plan = &situation.plan;
    ask.fragment(&Body {
        year,
        years: situation.years.iter().map(tab).collect(),
        xlsx: format!("/foresight?year={year}&format=xlsx"),
        json: format!("/api/foresight/situation?year={year}"),
        answer: answer(situation, say),
        cards: cards(situation, say),
        districts: tables::districts(situation, say),
        rates: charts::rates(situation, say),
        map_before: charts::map_before(situation, say),
        has_after: !situation.supply.after.is_empty(),
        map_after: charts::map_after(situation, say),
        later: tables::later(situation, say),
        need: charts::need(situation, say),
        near: tables::near(situation, say),
        after: tables::after(situation, say),
        by_type: tables::by_type(situation, say),
        demand_lead: demand_lead(situation, say),
        cohort_chart: charts::cohorts(&situation.demand, say, ""),
        cohorts: tables::cohorts_of_city(situation, say),
        type_chart: charts::types(situation, say),
        types: tables::types(situation, say),
        activities: tables::activities(situation, say),
        plan_title: say.pick(&plan.ko, &plan.en).to_owned(),
        plan_lead: plan_lead(plan, say),
        organization: organization(plan, say),
        plan: tables::plan(situation, say, sight.money),
        sample: situation.running.sample,
        year_cards: year_cards(situation, say, staff),
        months: tables::months(situation, say, staff),
        warning_kinds: tables::warning_kinds(situation, say, staff),
        warnings,
        warning_count,
    })
}

/// Where, how much: the answer in two sentences.
pub fn answer(situation: &Situation, say: Say<'_>) -> String {
    let city = &situation.supply.city;
    let (Some(goal), Some(people)) = (city.goal, city.people.as_ref()) else {
        return say.f(
            "foresight-answer-no-people",
            &[("year", json!(situation.year.to_string())), ("places", json!(city.tally.places))],
        );
    };
    let last = situation.supply.later_sum.last();
    say.f(
        "foresight-answer",
        &[
            ("year", json!(situation.year.to_string())),
            ("places", json!(city.tally.places)),
            ("people", json!(people.persons)),
            ("needed", json!(goal.needed)),
            ("lacking", json!(goal.lacking)),
            ("now", json!(city.now.as_ref().map_or(0, |now| now.needed))),
            (
                "day",
                json!(city.now.as_ref().map(|now| now.people.counted_on.to_string()).unwrap_or_default()),
            ),
            ("later", json!(last.map_or(0, |sum| sum.needed))),
            ("later_year", json!(last.map_or(0, |sum| sum.year).to_string())),
            ("districts", json!(last.map_or(0, |sum| sum.districts))),
        ],
    )
}

fn card(say: Say<'_>, key: &str, number: String, args: &[(&str, Value)], href: &str) -> Card {
    Card {
        label: say.t(&format!("foresight-card-{key}")),
        number,
        unit: say.t(&format!("foresight-card-{key}.unit")),
        note: say.f(&format!("foresight-card-{key}.note"), args),
        href: href.to_owned(),
    }
}

fn cards(situation: &Situation, say: Say<'_>) -> Vec<Card> {
    let city = &situation.supply.city;
    let rows = |what: &str| format!("/foresight/rows?what={what}&year={}", situation.year);
    let how = tables::How::of(situation, city);
    let places = card(
        say,
        "places",
        number(city.tally.places),
        &[("projects", json!(city.tally.projects)), ("agencies", json!(city.tally.institutions))],
        &rows("places"),
    );
    let mut cards = vec![places];
    if let (Some(rate), Some(people)) = (city.rate, &city.people) {
        let text = rate.per_hundred().unwrap_or_default();
        let args =
            [("of", json!(rate.of)), ("per", json!(rate.per)), ("day", json!(people.counted_on.to_string()))];
        cards.push(card(say, "rate", text, &args, &how.is("rate")));
    }
    if let Some(goal) = city.goal {
        let needed = [("needed", json!(goal.needed))];
        cards.push(card(say, "lacking", number(goal.lacking), &needed, &how.is("lacking")));
    }
    if let Some(now) = &city.now {
        let args = [
            ("people", json!(now.people.persons)),
            ("day", json!(now.people.counted_on.to_string())),
            ("basis", json!(say.basis(&now.people.basis))),
        ];
        cards.push(card(say, "now", number(now.needed), &args, &how.is("needed-now")));
    }
    cards
}

fn demand_lead(situation: &Situation, say: Say<'_>) -> String {
    let demand = &situation.demand;
    let (Some(day), Some(first), Some(last)) =
        (demand.counted_on, demand.cohorts.first(), demand.cohorts.last())
    else {
        return say.t("foresight-demand-none");
    };
    say.f(
        "foresight-demand-lead",
        &[
            ("day", json!(day.to_string())),
            ("from", json!(first.born_from.to_string())),
            ("until", json!(last.born_until.to_string())),
            ("turned", json!(demand.turned)),
            ("to_come", json!(demand.to_come)),
        ],
    )
}

/// Fields, tasks, money and core tasks of the plan in one sentence.
pub fn plan_lead(plan: &PlanOf2020, say: Say<'_>) -> String {
    let tasks = || plan.fields.iter().flat_map(|field| &field.tasks);
    let core: Vec<&str> = tasks().filter(|task| task.core).map(|task| say.pick(&task.ko, &task.en)).collect();
    say.f(
        "foresight-plan-lead",
        &[
            ("fields", json!(plan.fields.len())),
            ("tasks", json!(tasks().count())),
            ("won", json!(plan.budget.0)),
            ("cores", json!(core.len())),
            ("core", json!(core.join(", "))),
        ],
    )
}

/// Teams before and after in one sentence.
pub fn organization(plan: &PlanOf2020, say: Say<'_>) -> String {
    let Some(changed_on) = plan.changed_on else { return String::new() };
    let teams = |units: &[UnitOfPlan]| units.iter().filter(|unit| unit.kind == "team").count();
    let names = |units: &[UnitOfPlan], kind: &str| {
        let named = units.iter().filter(|unit| unit.kind == kind).map(|unit| say.pick(&unit.ko, &unit.en));
        named.collect::<Vec<_>>().join(", ")
    };
    say.f(
        "foresight-organization",
        &[
            ("month", json!(base::Month::of(changed_on).to_string())),
            ("before", json!(teams(&plan.before))),
            ("before_names", json!(names(&plan.before, "team"))),
            ("after", json!(teams(&plan.after))),
            ("after_names", json!(names(&plan.after, "team"))),
            ("task_force", json!(names(&plan.after, "task-force"))),
        ],
    )
}

fn year_cards(situation: &Situation, say: Say<'_>, staff: bool) -> Vec<Card> {
    let running = &situation.running;
    let Some(latest) = &running.latest else { return Vec::new() };
    let month = ("month", json!(latest.month.to_string()));
    let filing = &running.filing;
    let counts = [
        ("due", json!(filing.due)),
        ("late", json!(filing.late)),
        ("missing", json!(filing.missing)),
        ("rate", json!(base::Ratio::new(filing.filed, filing.due).percent().unwrap_or_default())),
    ];
    let agencies = ("agencies", json!(latest.approved));
    let of_due = ("due", json!(latest.filing.due));
    let of_year = if staff { format!("/foresight/agencies?year={}", situation.year) } else { String::new() };
    let of_month = if staff { tables::agencies_href(situation, latest.month) } else { String::new() };
    vec![
        card(say, "filed", number(filing.filed), &counts, &of_year),
        card(
            say,
            "target",
            number(latest.target),
            &[month.clone(), agencies.clone(), of_due, ("planned", json!(running.planned_places))],
            &of_month,
        ),
        card(
            say,
            "actual",
            number(latest.people),
            &[
                month.clone(),
                ("rate", json!(latest.attainment.percent().unwrap_or_default())),
                ("target", json!(latest.target)),
            ],
            &of_month,
        ),
        card(say, "cumulative", number(latest.people_since_january), &[month, agencies], &of_month),
        pace_card(situation, say, &of_year),
    ]
}

fn pace_card(situation: &Situation, say: Say<'_>, href: &str) -> Card {
    let pace = situation.running.pace;
    match pace.spent.percent() {
        Some(rate) => {
            let args = [
                ("spent", json!(pace.spent.of)),
                ("budget", json!(pace.spent.per)),
                ("time", json!(pace.time.percent().unwrap_or_default())),
                ("gone", json!(pace.time.of)),
                ("all", json!(pace.time.per)),
                ("agencies", json!(pace.agencies)),
            ];
            card(say, "pace", format!("{rate}%"), &args, href)
        }
        None => card(say, "spent", number(pace.spent.of), &[("agencies", json!(pace.agencies))], href),
    }
}
