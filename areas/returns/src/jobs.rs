//! The jobs of monthly returns.

use web::{JobContext, JobResult};

use crate::actions;

/// `returns.remind`: reminds agencies that have not filed; ordered every morning, harmless when run again.
pub fn remind(context: JobContext) -> JobResult {
    Box::pin(async move {
        let mut work = context.app.work().await?;
        let sent = actions::remind(&context.app, &mut work).await?;
        if sent > 0 {
            work.commit().await?;
        }
        Ok(serde_json::json!({ "sent": sent }).to_string())
    })
}

/// `returns.import`: looks a file of many agencies through, or stores it; run again after a crash it begins anew,
/// because nothing of it was kept.
pub fn import(context: JobContext) -> JobResult {
    Box::pin(async move { actions::run_batch(&context).await })
}
