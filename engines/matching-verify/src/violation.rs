//! What can be wrong with a claimed result; the words are `matching-verify-found-<code>` in `i18n/`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the arguments are named for what they are: applicants, units and figures")]
pub enum Violation {
    /// Somebody who applied has no row.
    ApplicantMissing { applicant: String },
    /// A row for somebody who did not apply, or a second one.
    ApplicantExtra { applicant: String },
    /// Placed where they did not ask to be.
    NotChosen { applicant: String, unit: String },
    /// The number of the choice, or the cost, is not the one filed.
    FigureChanged { applicant: String, unit: String, claimed: String, filed: String },
    /// More people than places.
    OverCapacity { unit: String, filled: u64, places: u64 },
    /// Somebody waits although somebody placed stands lower, or holds a place meant for them.
    PassedOver { unit: String, applicant: String, instead: String },
    /// A place is free that somebody waits for.
    PlaceWasted { unit: String, applicant: String },
    /// Equals were told apart without a lottery.
    TieWithoutLottery { unit: String, applicant: String, other: String },
    /// The rule gives this applicant something else, although nobody is passed over.
    NotTheBest { applicant: String, claimed: String, best: String },
    /// A unit has no line of its own, or a line too many.
    CutoffMissing { unit: String },
    /// Places, filled places or the last placed score are not as they come out.
    CutoffWrong { unit: String, claimed: String, found: String },
    /// A waiting list is not as it comes out, first at this position.
    WaitingWrong { unit: String, position: u64, claimed: String, found: String },
    /// The result names another seed than the one given.
    SeedChanged,
    /// The list or the seed is not the one that was committed to.
    CommitmentBroken,
    /// The input is not the one the result was made from.
    InputChanged { file: String },
    /// Figures of the summary are not as they come out.
    SumWrong { figure: String, claimed: String, found: String },
    /// A price is missing.
    PriceMissing { id: String },
    /// A price is out of its bounds.
    PriceOutOfBounds { id: String, price: String },
    /// Somebody would be cheaper elsewhere than their price says.
    PriceTooHigh { applicant: String, unit: String },
    /// The prices do not add up to the total: it is not proven to be the least.
    ProofFails { prices: String, total: String },
}

impl Violation {
    /// The key of the sentence.
    pub fn key(&self) -> String {
        let code = self.value().get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("matching-verify-found-{code}")
    }

    /// The arguments of the sentence.
    pub fn arguments(&self) -> BTreeMap<String, Value> {
        match self.value() {
            Value::Object(map) => map.into_iter().filter(|(name, _)| name != "code").collect(),
            _ => BTreeMap::new(),
        }
    }

    fn value(&self) -> Value {
        serde_json::to_value(self).expect("a violation has only text and numbers")
    }
}
