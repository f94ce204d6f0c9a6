//! One computation of a round: facts in, values, scores, ranks, grades and rewards out, with a hash over all of it.

use std::collections::BTreeMap;

use base::{AgencyId, Problem};
use db::Tx;
use indicators::{Column, Evaluation, Feed, Micro, Run, Scheme, Table, Unit};
use serde_json::json;

use crate::{
    guideline::{self, INDICATORS, Source},
    model::{FactorRow, Refused, ScoreRow, ValueRow},
    sources::{Ledger, Period, Raw, Subject, subjects},
};

/// Everything a computation reads.
#[derive(Debug)]
pub struct Inputs {
    /// Days, and what was known when.
    pub period: Period,
    /// Who is evaluated.
    pub subjects: Vec<Subject>,
    /// Each indicator of the scheme with its source.
    pub sources: Vec<(String, &'static Source)>,
    ledger: Ledger,
    before: Ledger,
    corrections: BTreeMap<(String, String), i64>,
}

/// What a computation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Values by agency and indicator.
    pub values: Vec<ValueRow>,
    /// Scores by league and place.
    pub scores: Vec<ScoreRow>,
    /// What moves the ranks.
    pub factors: Vec<FactorRow>,
    /// What a reader has to know, as JSON.
    pub reasons: String,
    /// Sum of the rewards in won.
    pub rewards_won: i64,
    /// What a split left over in won.
    pub unspent_won: i64,
    /// SHA-256 over values and scores.
    pub hash: String,
}

/// The source of each indicator of a scheme; one that the house cannot measure is refused.
fn sources_of(scheme: &Scheme) -> Result<Vec<(String, &'static Source)>, Problem> {
    let of = |one: &indicators::Indicator| {
        let name = match &one.feed {
            Feed::Column(name) => name.as_str(),
            Feed::Rate { of, .. } => of.as_str(),
        };
        let source = match &one.feed {
            Feed::Column(name) => guideline::source(name),
            Feed::Rate { .. } => None,
        };
        let unknown = || Problem::from(Refused::IndicatorUnknown { indicator: name.to_owned() });
        Ok((one.id.clone(), source.ok_or_else(unknown)?))
    };
    scheme.indicators.iter().map(of).collect()
}

impl Inputs {
    /// Reads what a scheme needs of a period. `panel` are marks of the panel in millionths of a point.
    pub async fn read(
        tx: &mut Tx,
        scheme: &Scheme,
        period: Period,
        panel: BTreeMap<AgencyId, i64>,
    ) -> Result<Self, Problem> {
        let sources = sources_of(scheme)?;
        let unknown = |name: &&String| INDICATORS.mix.iter().all(|mix| mix.id != **name);
        if let Some(name) = scheme.covariates.iter().find(unknown) {
            return Err(Refused::IndicatorUnknown { indicator: name.clone() }.into());
        }
        let subjects = subjects(tx, period).await?;
        if subjects.is_empty() {
            return Err(Refused::NobodyToEvaluate { year: i64::from(period.until.year()) }.into());
        }
        let needed: Vec<&'static Source> = sources.iter().map(|(_, source)| *source).collect();
        let mut ledger = Ledger::read(tx, &needed, period).await?;
        ledger.panel = panel;
        let before = Ledger::read(tx, &needed, period.before()).await?;
        if sources.iter().all(|(_, source)| !ledger.is_fed(source)) {
            return Err(Refused::NobodyToEvaluate { year: i64::from(period.until.year()) }.into());
        }
        if let Some((_, source)) = sources.iter().find(|(_, source)| !ledger.is_fed(source)) {
            return Err(Refused::IndicatorUnfed { indicator: source.ko.clone() }.into());
        }
        Ok(Self { period, subjects, sources, ledger, before, corrections: BTreeMap::new() })
    }

    /// With values that appeals put in place of computed ones, by agency and indicator.
    pub fn corrected(mut self, corrections: impl IntoIterator<Item = ((String, String), i64)>) -> Self {
        self.corrections.extend(corrections);
        self
    }

    /// The raw value of an indicator for an agency, as filed or as corrected.
    fn raw(&self, subject: &Subject, (id, source): &(String, &'static Source)) -> (Raw, bool) {
        let raw = self.ledger.raw(source, subject, self.period);
        match self.corrections.get(&(subject.id.to_string(), id.clone())) {
            Some(value) => (Raw { value: Some(*value), missing: String::new(), ..raw }, true),
            None => (raw, false),
        }
    }

    /// The value of the year before.
    fn past(&self, subject: &Subject, source: &Source) -> Option<i64> {
        self.before.raw(source, subject, self.period.before()).value
    }

    /// The table that the engine reads: values, values before, and what agencies serve.
    pub fn table(&self, scheme: &Scheme) -> Result<Table, Problem> {
        let micro = |value: Option<i64>| value.map(Micro::from_millionths);
        let units = self.subjects.iter().map(|subject| Unit {
            league: subject.league.clone(),
            id: subject.id.to_string(),
            grade: None,
        });
        let mut columns: BTreeMap<String, Vec<Option<Micro>>> = BTreeMap::new();
        for (one, pair) in scheme.indicators.iter().zip(&self.sources) {
            let of = |subject: &Subject| micro(self.raw(subject, pair).0.value);
            columns.insert(pair.1.id.clone(), self.subjects.iter().map(of).collect());
            if let Some(name) = &one.before {
                let of = |subject: &Subject| micro(self.past(subject, pair.1));
                columns.insert(name.clone(), self.subjects.iter().map(of).collect());
            }
        }
        for mix in INDICATORS.mix.iter().filter(|mix| scheme.covariates.contains(&mix.id)) {
            let of = |subject: &Subject| micro(self.ledger.mix(mix, subject));
            columns.insert(mix.id.clone(), self.subjects.iter().map(of).collect());
        }
        let columns = columns.into_iter().map(|(name, values)| Column { name, values }).collect();
        Ok(Table::new(units.collect(), columns)?)
    }
}

/// Millionths of a binary fraction, rounded.
fn millionths(number: Option<f64>) -> Option<i64> {
    let number = number.filter(|number| number.is_finite() && number.abs() < 9e12)?;
    Some((number * 1e6).round() as i64)
}

/// Billionths as millionths, half-even.
fn score_millionths(score: indicators::Score) -> i64 {
    base::Ratio::new(score.billionths(), 1_000).scaled(1).unwrap_or_default()
}

/// Reasons as JSON: key and arguments.
fn told(reasons: &[indicators::Reason]) -> String {
    let all: Vec<serde_json::Value> =
        reasons.iter().map(|reason| json!({ "key": reason.key(), "args": reason.args })).collect();
    serde_json::Value::Array(all).to_string()
}

/// The values of every agency and indicator with what the engine made of them.
fn value_rows(inputs: &Inputs, evaluation: &Evaluation) -> Vec<ValueRow> {
    let mut rows = Vec::new();
    for subject in &inputs.subjects {
        for pair in &inputs.sources {
            let (raw, corrected) = inputs.raw(subject, pair);
            let here =
                |unit: &str, indicator: &str| unit == subject.id.as_str() && indicator == pair.0.as_str();
            let detail = evaluation.details.iter().find(|one| here(&one.unit, &one.indicator));
            let view = evaluation.views.iter().find(|one| here(&one.unit, &one.indicator));
            rows.push(ValueRow {
                agency_id: subject.id.to_string(),
                indicator: pair.0.clone(),
                numerator: raw.numerator,
                denominator: raw.denominator,
                value: raw.value,
                level: view.and_then(|one| millionths(one.level)).or(raw.value),
                past: view.and_then(|one| millionths(one.before)).or_else(|| inputs.past(subject, pair.1)),
                expected: view.and_then(|one| millionths(one.expected)),
                missing: raw.missing,
                corrected,
                treated: detail.and_then(|one| millionths(one.treated)),
                normalised: detail.and_then(|one| millionths(one.normalised)),
                weight: detail.and_then(|one| millionths(Some(one.weight))),
                contribution: detail.and_then(|one| millionths(one.contribution)),
            });
        }
    }
    rows
}

/// The scores with rank intervals, grades, rewards and doubts.
fn score_rows(evaluation: &Evaluation) -> Vec<ScoreRow> {
    let contested =
        |unit: &str| evaluation.cuts.iter().any(|cut| cut.contested.iter().any(|one| one == unit));
    let row = |unit: &indicators::UnitResult| ScoreRow {
        agency_id: AgencyId::from(unit.id.as_str()),
        league: unit.league.clone(),
        score: unit.score.map(score_millionths),
        place: unit.rank.map(i64::from),
        place_low: unit.rank_low.map(i64::from),
        place_high: unit.rank_high.map(i64::from),
        grade: unit.grade.clone().unwrap_or_default(),
        reward_won: unit.reward.0,
        doubtful: contested(&unit.id),
        reasons: told(&unit.reasons),
    };
    evaluation.units.iter().map(row).collect()
}

/// What moves the ranks.
fn factor_rows(evaluation: &Evaluation) -> Vec<FactorRow> {
    let row = |(at, factor): (usize, &indicators::Factor)| FactorRow {
        position: at as i64 + 1,
        factor: factor.name.clone(),
        first_order: millionths(factor.first_order),
        total: millionths(factor.total),
        mean_shift: millionths(Some(factor.mean_rank_shift)),
        moves_most: factor.moves_most.clone().unwrap_or_default(),
    };
    evaluation.factors.iter().enumerate().map(row).collect()
}

/// A hash over every value and score, so that two computations can be compared by one line.
fn outcome_hash(values: &[ValueRow], scores: &[ScoreRow]) -> String {
    register::files::sha256(format!("{values:?}{scores:?}").as_bytes())
}

/// The seed of 64 hex digits as bytes.
fn seed_bytes(seed: &str) -> Option<[u8; 32]> {
    let bytes = data_encoding::HEXLOWER.decode(seed.as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// Computes; `variants` of 0 gives no rank intervals.
pub async fn compute(scheme: Scheme, inputs: &Inputs, variants: i64, seed: &str) -> Result<Outcome, Problem> {
    let table = inputs.table(&scheme)?;
    let seed = seed_bytes(seed);
    let ran = tokio::task::spawn_blocking(move || {
        let variants = u32::try_from(variants).unwrap_or(0);
        indicators::evaluate(&scheme, &table, &Run { variants, seed, workers: 2, progress: None })
    });
    let evaluation = ran.await.map_err(Problem::fault)??;
    let values = value_rows(inputs, &evaluation);
    let scores = score_rows(&evaluation);
    Ok(Outcome {
        hash: outcome_hash(&values, &scores),
        factors: factor_rows(&evaluation),
        reasons: told(&evaluation.reasons),
        rewards_won: evaluation.money.rewards.0,
        unspent_won: evaluation.money.unspent.0,
        values,
        scores,
    })
}
