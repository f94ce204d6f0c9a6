//! A scheme as it is typed: TOML in, TOML out, unknown keys refused, nothing judged yet.

use serde::{Deserialize, Serialize};

use super::{
    Aggregate, Counts, Direction, Method, Missing, Normalise, RankTies, Scope, Status, TieAtCut, ZeroRange,
};
use crate::{Micro, Refused};

/// Bytes a scheme may have.
const LARGEST: usize = 262_144;

/// A scheme that may still be incomplete; [`Scheme::new`](crate::Scheme::new) judges it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Version of this form: 1.
    pub schema: u32,
    /// Short name, for file names and notices.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// What the scheme is allowed to be used for.
    pub status: Status,
    /// Where its weights and grades come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day the source speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Remarks for whoever reads the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Among whom an indicator is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Lower and upper quantile to which outliers are drawn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winsor: Option<[Micro; 2]>,
    /// What happens to a value that is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// Share of the weight that must be there for a score, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_coverage: Option<Micro>,
    /// How indicators become comparable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normalise: Option<Normalise>,
    /// Ends of the min-max scale; 0 and 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[Micro; 2]>,
    /// What happens when all have the same value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_range: Option<ZeroRange>,
    /// How indicators become one score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// Which rank equals share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_ties: Option<RankTies>,
    /// What is measured.
    #[serde(default, rename = "indicator", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<DraftIndicator>,
    /// Groups with weights of their own; without them an indicator's weight is of the whole.
    #[serde(default, rename = "group", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<DraftGroup>,
    /// What explains a value beside the unit's own work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_mix: Option<DraftCaseMix>,
    /// How ranks become grades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grading: Option<DraftGrading>,
    /// How grades become money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<DraftReward>,
    /// What is varied to see how sure a rank is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<DraftUncertainty>,
}

/// One indicator as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftIndicator {
    /// Its id, and its column unless `column` or `of` says otherwise.
    pub id: String,
    /// Name as people say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which way is good.
    pub direction: Direction,
    /// Its weight, of the whole or of its group.
    pub weight: Micro,
    /// Its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The value to reach, for `normalise = "target"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Micro>,
    /// Fixed ends of min-max instead of the observed ones; values beyond count as the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<[Micro; 2]>,
    /// The column of the data, when it is not called like the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The column counted, for a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The column it is counted against, for a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// What a rate is multiplied by; 1 when left out, 100 for a percentage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Micro>,
    /// The column with the unit's own value a year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Which view counts; the level when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// Decimals in which the value is filed; 2 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
}

/// One group as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftGroup {
    /// Its id.
    pub id: String,
    /// Name as people say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its weight of the whole.
    pub weight: Micro,
}

/// Case-mix as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftCaseMix {
    /// Columns that explain, such as the share of participants of 80 and over.
    pub covariates: Vec<String>,
}

/// Grading as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftGrading {
    /// How a grade is reached.
    pub method: Method,
    /// Who gets the grade when equals stand on both sides of a cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_at_cut: Option<TieAtCut>,
    /// The column of published grades, for `method = "given"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The grade of everybody else; none when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
    /// The grades from the best down.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<DraftStep>,
}

/// One grade as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftStep {
    /// The league it is for; every league without steps of its own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub league: Option<String>,
    /// The grade.
    pub grade: String,
    /// How many get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Which share of the league gets it, rounded down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Micro>,
    /// The score from which it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<Micro>,
}

/// Rewards as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftReward {
    /// `fixed` per grade or `split` of a budget.
    pub method: RewardMethod,
    /// What a split goes by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<SplitBy>,
    /// The money to split, in won.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_won: Option<i64>,
    /// The least for one who gets anything, in won.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_won: Option<i64>,
    /// The most for one, in won.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_won: Option<i64>,
    /// Rewards are whole multiples of this, in won; 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding_won: Option<i64>,
    /// Which grades are rewarded, and how much.
    #[serde(default, rename = "grade", skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<DraftRewardGrade>,
}

/// How grades become money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RewardMethod {
    /// A fixed sum per grade.
    Fixed,
    /// A budget is split.
    Split,
}

/// What a split of a budget goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SplitBy {
    /// By score.
    Score,
    /// By the weight of the grade.
    Grade,
    /// The same for each.
    Equal,
}

/// One rewarded grade as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftRewardGrade {
    /// The league it is for; every league without one of its own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub league: Option<String>,
    /// The grade.
    pub grade: String,
    /// The fixed sum, in won.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub won: Option<i64>,
    /// The weight in a split by grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Micro>,
    /// How the sum is known, when it was not published as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is varied, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftUncertainty {
    /// Half-width of the uniform factor on each weight, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights_vary: Option<Micro>,
    /// Normalisations to draw from, each as likely; the scheme's own when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub normalise: Vec<Normalise>,
    /// Treatments of missing values to draw from; the scheme's own when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// Whether no indicator or one of them is left out, each as likely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_one_out: Option<bool>,
}

impl Draft {
    /// Reads TOML; an unknown key, a word that is no choice, or 256 KiB are refused with the line.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        if text.len() > LARGEST {
            return Err(Refused::SchemeTooLarge { limit: LARGEST as i64 });
        }
        toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
            let line = before.matches('\n').count() as i64 + 1;
            Refused::SchemeUnreadable { line, detail: error.message().to_owned() }
        })
    }

    /// Writes TOML that reads back as the same draft.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a draft is plain data, which TOML can hold")
    }
}
