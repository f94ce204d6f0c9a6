//! Schemes, rounds, their values and scores, appeals and panels as they are kept.

use base::{AgencyId, UserId};
use db::row;
use jiff::{Timestamp, civil::Date};

row! {
    /// One version of a scheme.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SchemeRow {
        /// Id.
        pub id: String,
        /// Versions of one scheme share it.
        pub series: String,
        /// Number of the version.
        pub number: i64,
        /// Title.
        pub title: String,
        /// The scheme as TOML, as the command line reads it.
        pub body: String,
        /// `draft`, `simulated`, `published` or `frozen`.
        pub state: String,
        /// SHA-256 of `body`.
        pub hash: String,
        /// Year it was simulated on.
        pub simulated_year: Option<i64>,
        /// Hash that was simulated.
        pub simulated_hash: String,
        /// What the simulation gave, as JSON.
        pub simulation: String,
        /// Year it is published for.
        pub year: Option<i64>,
        /// The notice that was sent.
        pub notice: String,
        /// When it was published.
        pub published_at: Option<Timestamp>,
        /// By whom.
        pub published_by: Option<String>,
        /// When a round used it.
        pub frozen_at: Option<Timestamp>,
        /// Where it comes from.
        pub source: String,
        /// Made up for the demo.
        pub sample: bool,
        /// When it was made.
        pub made_at: Timestamp,
        /// By whom.
        pub made_by: String,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// One evaluation of one year.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Round {
        /// Id.
        pub id: String,
        /// Year whose work is evaluated.
        pub year: i64,
        /// Title.
        pub title: String,
        /// Scheme.
        pub scheme_id: String,
        /// Hash of the scheme when the round was made.
        pub scheme_hash: String,
        /// `draft`, `computed`, `provisional`, `decided` or `final`.
        pub state: String,
        /// Number of the last computation; 0 before the first.
        pub run: i64,
        /// First day measured.
        pub from_on: Date,
        /// Last day measured.
        pub until_on: Date,
        /// Only facts recorded by then count.
        pub known_at: Option<Timestamp>,
        /// When computed.
        pub computed_at: Option<Timestamp>,
        /// By whom.
        pub computed_by: Option<String>,
        /// SHA-256 over every value and score of the run.
        pub outcome_hash: String,
        /// When the provisional results were sent.
        pub published_at: Option<Timestamp>,
        /// By whom.
        pub published_by: Option<String>,
        /// First day of appeals.
        pub appeal_from_on: Option<Date>,
        /// Last day of appeals.
        pub appeal_until_on: Option<Date>,
        /// When appeals were closed.
        pub decided_at: Option<Timestamp>,
        /// By whom.
        pub decided_by: Option<String>,
        /// Why appeals were closed before their last day; empty when they were not.
        pub closing: String,
        /// When it became final.
        pub final_at: Option<Timestamp>,
        /// By whom.
        pub final_by: Option<String>,
        /// Variants of the rank intervals.
        pub variants: i64,
        /// Seed of the variants, 64 hex digits.
        pub seed: String,
        /// What a reader has to know about the whole, as JSON.
        pub reasons: String,
        /// Sum of the rewards.
        pub rewards_won: i64,
        /// What a split left over.
        pub unspent_won: i64,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

impl Round {
    /// Whether results have been sent to the agencies.
    pub fn is_sent(&self) -> bool {
        matches!(self.state.as_str(), "provisional" | "decided" | "final")
    }
}

row! {
    /// One indicator of one agency in one run; numbers in millionths of the unit.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ValueRow {
        /// Agency, as text.
        pub agency_id: String,
        /// Indicator.
        pub indicator: String,
        /// Above the line.
        pub numerator: Option<i64>,
        /// Below the line.
        pub denominator: Option<i64>,
        /// Value.
        pub value: Option<i64>,
        /// Level that was compared.
        pub level: Option<i64>,
        /// The agency's own value a year before.
        pub past: Option<i64>,
        /// What is expected of an agency with this mix.
        pub expected: Option<i64>,
        /// Why there is no value.
        pub missing: String,
        /// Whether an appeal corrected it.
        pub corrected: bool,
        /// After outliers and stand-ins.
        pub treated: Option<i64>,
        /// On the common scale.
        pub normalised: Option<i64>,
        /// Weight it had for this agency.
        pub weight: Option<i64>,
        /// What it brought.
        pub contribution: Option<i64>,
    }
}

row! {
    /// The score of one agency in one run.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ScoreRow {
        /// Agency.
        pub agency_id: AgencyId,
        /// League.
        pub league: String,
        /// Score in millionths.
        pub score: Option<i64>,
        /// Rank in its league.
        pub place: Option<i64>,
        /// Low end of the rank interval.
        pub place_low: Option<i64>,
        /// High end of the rank interval.
        pub place_high: Option<i64>,
        /// Grade; empty for none.
        pub grade: String,
        /// Reward in won.
        pub reward_won: i64,
        /// Whether a cut falls inside its rank interval.
        pub doubtful: bool,
        /// What a reader has to know, as JSON.
        pub reasons: String,
    }
}

row! {
    /// How much one choice moves the ranks; millionths.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FactorRow {
        /// Place in the list.
        pub position: i64,
        /// Factor.
        pub factor: String,
        /// First-order Sobol index.
        pub first_order: Option<i64>,
        /// Total Sobol index.
        pub total: Option<i64>,
        /// Mean shift of ranks.
        pub mean_shift: Option<i64>,
        /// Agency it moves most.
        pub moves_most: String,
    }
}

row! {
    /// A value that an appeal put in place of a computed one.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Correction {
        /// Id.
        pub id: String,
        /// Round.
        pub round_id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Indicator.
        pub indicator: String,
        /// Value in millionths.
        pub value: i64,
        /// Why.
        pub reason: String,
        /// Appeal it comes from.
        pub appeal_id: String,
        /// When.
        pub made_at: Timestamp,
        /// By whom.
        pub made_by: String,
    }
}

row! {
    /// A result that a named person made final.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Confirmation {
        /// Id.
        pub id: String,
        /// Round.
        pub round_id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Run that was confirmed.
        pub run: i64,
        /// Grade.
        pub grade: String,
        /// Reward in won.
        pub reward_won: i64,
        /// When.
        pub confirmed_at: Timestamp,
        /// By whom.
        pub confirmed_by: String,
        /// What was noted.
        pub note: String,
    }
}

row! {
    /// An appeal of an agency.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Appeal {
        /// Id.
        pub id: String,
        /// Receipt.
        pub receipt: String,
        /// Round.
        pub round_id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Indicator it is about; empty for the whole result.
        pub indicator: String,
        /// What the agency says.
        pub text: String,
        /// When it was filed.
        pub filed_at: Timestamp,
        /// By whom.
        pub filed_by: String,
        /// Day by which it is to be decided.
        pub due_on: Date,
        /// Who decides.
        pub officer_id: Option<UserId>,
        /// `filed`, `assigned`, `accepted` or `rejected`.
        pub state: String,
        /// Reasons of the decision.
        pub decision: String,
        /// When it was decided.
        pub decided_at: Option<Timestamp>,
        /// By whom.
        pub decided_by: Option<String>,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

impl Appeal {
    /// Whether it waits for a decision.
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "filed" | "assigned")
    }
}

row! {
    /// A qualitative round.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Panel {
        /// Id.
        pub id: String,
        /// Year whose work is read; the rounds of that year take its marks.
        pub year: i64,
        /// Title.
        pub title: String,
        /// Readers of each item.
        pub readers: i64,
        /// Years in which a tie forbids reading.
        pub tie_years: i64,
        /// `draft`, `reading` or `closed`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A criterion of the rubric with its anchors.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Criterion {
        /// Id.
        pub id: String,
        /// Panel.
        pub panel_id: String,
        /// Place in the rubric.
        pub position: i64,
        /// What is judged.
        pub title: String,
        /// What no points look like.
        pub low_anchor: String,
        /// What half the points look like.
        pub middle_anchor: String,
        /// What all points look like.
        pub high_anchor: String,
        /// Most points.
        pub points: i64,
    }
}

row! {
    /// What is read: an agency's report under a code, or the calibration item.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item {
        /// Id.
        pub id: String,
        /// Panel.
        pub panel_id: String,
        /// Code shown instead of a name.
        pub code: String,
        /// Agency; none for the calibration item.
        pub agency_id: Option<AgencyId>,
        /// Text.
        pub text: String,
    }
}

row! {
    /// A person who reads for a panel.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Reviewer {
        /// Id.
        pub id: String,
        /// Panel.
        pub panel_id: String,
        /// Account.
        pub user_id: UserId,
        /// Items at most.
        pub capacity: i64,
    }
}

row! {
    /// One reader of one item.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Assignment {
        /// Id.
        pub id: String,
        /// Panel.
        pub panel_id: String,
        /// Item.
        pub item_id: String,
        /// Reviewer.
        pub reviewer_id: String,
        /// `fair` or `hand`.
        pub way: String,
        /// `open` or `done`.
        pub state: String,
        /// What the reader noted.
        pub note: String,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// Points for one criterion; none when the reader abstained.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Mark {
        /// Assignment.
        pub assignment_id: String,
        /// Criterion.
        pub criterion_id: String,
        /// Points.
        pub points: Option<i64>,
    }
}
