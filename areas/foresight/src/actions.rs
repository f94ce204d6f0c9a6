//! Reads what the situation needs and computes it; nothing here writes.

use std::{collections::BTreeMap, sync::Arc};

use base::Problem;
use db::Tx;
use jiff::civil::{Date, date};
use register::{
    budget, districts,
    figures::{self, People, Projected},
    programmes, projects, workdays,
};
use web::{App, Cache};

use crate::{
    compute::{self, SupplyRows, YearRows},
    guideline, ledger,
    model::{Demand, Money, PlanOf2020, Refused, Situation},
    store::{self, Filter},
};

/// The definition used for the rate of a year: residents.
pub const RESIDENTS: &str = "registered_resident";
/// The definition of the newest count: everyone in the register.
pub const EVERYONE: &str = "registered_all";
/// Age from which people count as older.
pub const OLDER: i64 = 65;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Year; none = the latest with projects.
    pub year: Option<i64>,
    /// Today.
    pub today: Date,
    /// Whether the house is a demo, so that its returns are sample data.
    pub demo: bool,
}

/// The situation as `tx` sees it.
pub async fn situation(tx: &mut Tx, question: Question) -> Result<Situation, Problem> {
    compute(tx, question, None).await
}

/// The situation of a house, computed once for each line of its journal, year and day.
pub async fn kept_situation(app: &App, tx: &mut Tx, year: Option<i64>) -> Result<Arc<Situation>, Problem> {
    let question = Question { year, today: app.clock().today(), demo: app.options().demo };
    let head = register::journal::head(tx).await?.seq;
    let key = format!("foresight.situation/{}/{}", year.unwrap_or(0), question.today);
    app.cache().get_or_make(&key, head, compute(tx, question, Some(app.cache()))).await
}

/// The situation of a house in `year`, or in the latest year with projects: what the command line prints.
pub async fn situation_of(app: &App, year: Option<i16>) -> Result<Arc<Situation>, Problem> {
    let mut tx = app.db().read().await?;
    kept_situation(app, &mut tx, year.map(i64::from)).await
}

async fn compute(tx: &mut Tx, question: Question, cache: Option<&Cache>) -> Result<Situation, Problem> {
    let years = projects::years(tx).await?;
    let year = match question.year {
        Some(year) if years.contains(&year) => year,
        Some(year) => return Err(Refused::NoSuchYear { year: year.to_string() }.into()),
        None => *years.first().ok_or(Refused::NoProjects)?,
    };
    let last_day = date(year as i16, 12, 31);
    let rows = store::projects(tx, year, &Filter::default()).await?;
    let types = programmes::types_on(tx, last_day).await?;
    let places = districts::all(tx).await?;
    let successions = districts::successions(tx).await?;
    let supply = compute::supply(&SupplyRows {
        year,
        goal: guideline::goal()?,
        projects: &rows,
        districts: &places,
        successions: &successions,
        types: &types,
        people: &figures::people(tx, last_day, RESIDENTS, OLDER).await?,
        people_now: &people_now(tx).await?,
        projections: &projections(tx).await?,
    });
    let running = compute::running(&YearRows {
        year,
        today: question.today,
        sample: question.demo,
        projects: &rows,
        ledger: &*ledger::ledger(tx, cache).await?,
        calendar: &workdays::calendar(tx).await?,
        due_rules: &guideline::due_rules()?,
        rules: &guideline::warnings(last_day.min(question.today))?,
    });
    let demand = demand_of(tx, &supply.city.id).await?;
    let variety = compute::variety(&rows, &types);
    Ok(Situation {
        year,
        today: question.today,
        years,
        supply,
        demand,
        variety,
        plan: plan(tx).await?,
        running,
    })
}

async fn people_now(tx: &mut Tx) -> Result<Vec<People>, Problem> {
    match store::newest_count(tx, EVERYONE).await? {
        Some(day) => figures::people(tx, day, EVERYONE, OLDER).await,
        None => Ok(Vec::new()),
    }
}

async fn projections(tx: &mut Tx) -> Result<Vec<Projected>, Problem> {
    match figures::district_edition(tx, OLDER).await? {
        Some(edition) => figures::projections(tx, &edition, OLDER).await,
        None => Ok(Vec::new()),
    }
}

/// Why demand rises in one area: the city or a district.
pub async fn demand_of(tx: &mut Tx, area: &str) -> Result<Demand, Problem> {
    let ages = match store::newest_single_ages(tx, area).await? {
        Some(day) => figures::single_ages(tx, area, day, (50, 109)).await?,
        None => Vec::new(),
    };
    Ok(compute::demand(&ages))
}

/// The plan of 2020 with the money that budget lines give its tasks.
async fn plan(tx: &mut Tx) -> Result<PlanOf2020, Problem> {
    let (year, mut plan) = guideline::plan()?;
    let lines = budget::lines(tx, year).await?;
    let standings = budget::standings(tx, year).await?;
    let mut by_task: BTreeMap<String, budget::Standing> = BTreeMap::new();
    for line in &lines {
        let (Some(item), Some(standing)) = (line.about.strip_prefix("plan-task:"), standings.get(&line.id))
        else {
            continue;
        };
        let sum = by_task.remove(item).unwrap_or_default();
        by_task.insert(item.to_owned(), [sum, *standing].into_iter().sum());
        plan.sample |= line.sample;
    }
    let money = |standing: &budget::Standing| Money {
        planned: standing.planned + standing.carried,
        committed: standing.committed,
        spent: standing.spent,
        remaining: standing.remaining,
    };
    for task in plan.fields.iter_mut().flat_map(|field| &mut field.tasks) {
        task.money = by_task.get(&task.item).map(money);
    }
    if !by_task.is_empty() {
        plan.money = Some(money(&by_task.into_values().sum()));
    }
    Ok(plan)
}
