//! Made-up costs of the sample's batches, promised on the budget of the demo.

use base::{Problem, Won};
use register::{
    Work,
    budget::{self, Commitment},
};

use super::{Plan, Sample};
use crate::{model::Cost, store};

/// The costs of a batch, promised on a line of this year's budget that still has room; none without a budget.
pub async fn costs(work: &mut Work, sample: &Sample, plan: &Plan) -> Result<(), Problem> {
    let year = i64::from(work.today.year());
    for (at, cost) in sample.cost.iter().enumerate() {
        let room = budget::standings(&mut work.tx, year).await?;
        let mut lines = budget::lines(&mut work.tx, year).await?;
        lines.retain(|line| room.get(&line.id).is_some_and(|standing| standing.remaining.0 >= cost.won));
        let trained = lines.iter().position(|line| line.name.contains(&sample.budget_word)).unwrap_or(0);
        let Some(line) = lines.get(trained) else { return Ok(()) };
        let id = format!("{}-cost-{}", plan.id, at + 1);
        let commitment = Commitment {
            id: format!("{id}-commitment"),
            line_id: line.id.clone(),
            title: cost.title.clone(),
            won: Won(cost.won),
            committed_on: work.today,
            state: "open".to_owned(),
            sample: true,
        };
        budget::insert_commitment(work, &commitment).await?;
        let cost = Cost {
            id,
            batch_id: plan.id.to_owned(),
            kind: cost.kind.clone(),
            title: cost.title.clone(),
            won: Won(cost.won),
            line_id: line.id.clone(),
            commitment_id: commitment.id,
        };
        store::insert_cost(&mut work.tx, &cost).await?;
    }
    Ok(())
}
