//! The dated data that evaluation stands on: what an indicator is made of, rules of tours.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// What is taken of an indicator's months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Take {
    /// Sum over the months.
    Sum,
    /// The last month filed.
    Last,
    /// The first month filed.
    First,
    /// Mean over the months filed.
    Mean,
}

/// What an indicator is made of.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the file's own word")]
pub struct Source {
    /// Id used in schemes.
    pub id: String,
    /// Korean name.
    pub ko: String,
    /// English name.
    pub en: String,
    /// Unit word.
    pub unit: String,
    /// Fact or other source above the line.
    pub numerator: String,
    /// What is taken of its months.
    pub numerator_take: Take,
    /// Fact or other source below the line; empty for none.
    pub denominator: String,
    /// What is taken of its months.
    pub denominator_take: Take,
    /// Makes the unit: 100 for percent.
    pub factor: i64,
    /// `higher` or `lower` is better.
    pub direction: String,
    /// Field of strengthening of a weak value.
    pub field: String,
    /// Fact that tells that the agency filed at all.
    pub presence: String,
    /// Where the definition comes from, in English.
    pub source: String,
    /// Where the definition comes from, in Korean.
    pub source_ko: String,
    /// Day the source speaks for.
    pub as_of: String,
}

impl Source {
    /// The fact above or below the line, and what is taken of its months.
    pub fn side(&self, above: bool) -> (&str, Take) {
        if above {
            (&self.numerator, self.numerator_take)
        } else {
            (&self.denominator, self.denominator_take)
        }
    }
}

/// A part of what an agency serves.
#[derive(Debug, Clone, Deserialize)]
pub struct Mix {
    /// Id.
    pub id: String,
    /// Korean name.
    pub ko: String,
    /// English name.
    pub en: String,
    /// Facts summed above the line; `register.places` takes the places of the projects of the year.
    pub numerator: Vec<String>,
    /// Facts summed below the line; none counts in thousands.
    pub denominator: Vec<String>,
    /// Only places of projects in these districts; empty for all.
    #[serde(default)]
    pub districts: Vec<String>,
    /// Only places of projects of these programme types; empty for all.
    #[serde(default)]
    pub types: Vec<String>,
}

/// Days and shares of the evaluation.
#[derive(Debug, Clone, Deserialize)]
pub struct Terms {
    /// Working days in which an agency may appeal.
    pub appeal_working_days: i64,
    /// Working days in which an appeal is decided.
    pub decide_working_days: i64,
    /// Share of the league, in percent, in which a value counts as weak.
    pub weak_share_percent: i64,
}

/// `guidelines/evaluation_indicators.toml`.
#[derive(Debug, Deserialize)]
pub struct Indicators {
    /// Indicators by id.
    pub indicator: Vec<Source>,
    /// What agencies serve.
    pub mix: Vec<Mix>,
    /// Days and shares.
    pub terms: Terms,
}

/// Rules of overseas training in force from a day on.
#[derive(Debug, Clone, Deserialize)]
pub struct TourRules {
    from: toml::value::Datetime,
    /// Months a nominee must have served.
    pub months_served_min: i64,
    /// Tenths of an hour of training in the year before.
    pub training_tenths_min: i64,
    /// Years a person waits who went before.
    pub wait_years: i64,
    /// Points of the agency's place.
    pub result_points: i64,
    /// Points of training.
    pub training_points: i64,
    /// Tenths of an hour that give all of them.
    pub training_tenths_full: i64,
    /// Points of awards at most.
    pub award_points: i64,
    /// Points of one award.
    pub award_points_each: i64,
    /// Points the panel may give.
    pub panel_points: i64,
    /// Grades whose agencies may nominate; empty for all.
    pub grades: Vec<String>,
    /// Working days after the return within which the report is due.
    pub report_working_days: i64,
    /// Where the rules come from, in English.
    pub source: String,
    /// Where the rules come from, in Korean.
    pub source_ko: String,
    /// Day the source speaks for.
    pub as_of: String,
}

/// `guidelines/evaluation_tours.toml`.
#[derive(Debug, Deserialize)]
struct Tours {
    rules: Vec<TourRules>,
}

/// What indicators are made of.
pub static INDICATORS: LazyLock<Indicators> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/evaluation_indicators.toml"))
        .expect("the indicators' file is sound")
});

static TOURS: LazyLock<Tours> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/evaluation_tours.toml"))
        .expect("the tours' file is sound")
});

/// What the indicator `id` is made of.
pub fn source(id: &str) -> Option<&'static Source> {
    INDICATORS.indicator.iter().find(|source| source.id == id)
}

/// The rules of tours in force on a day; the first known before it.
pub fn tour_rules(on: Date) -> &'static TourRules {
    let day = |rules: &TourRules| rules.from.to_string().parse::<Date>().unwrap_or(Date::MIN);
    let known = TOURS.rules.iter().filter(|rules| day(rules) <= on);
    known.max_by_key(|rules| day(rules)).or(TOURS.rules.first()).expect("the tours' file holds rules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_a_known_field_and_a_direction_and_its_own_id() {
        let mut ids: Vec<&str> = INDICATORS.indicator.iter().map(|one| one.id.as_str()).collect();
        for one in &INDICATORS.indicator {
            assert!(register::needs::FIELDS.contains(&one.field.as_str()), "{}", one.id);
            assert!(["higher", "lower"].contains(&one.direction.as_str()), "{}", one.id);
            assert!(one.factor > 0, "{}", one.id);
        }
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
