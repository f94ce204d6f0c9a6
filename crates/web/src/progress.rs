//! How far running jobs are, held in this process: a job inside one long transaction cannot write it down.

use std::{collections::HashMap, sync::Mutex};

/// What is known of one running job.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    done: i64,
    total: i64,
    cancelled: bool,
}

/// Running jobs by id. After a restart it is empty, and jobs begin again.
#[derive(Debug, Default)]
pub struct Progress(Mutex<HashMap<String, Step>>);

impl Progress {
    fn change(&self, job: &str, change: impl FnOnce(&mut Step)) {
        if let Ok(mut steps) = self.0.lock() {
            change(steps.entry(job.to_owned()).or_default());
        }
    }

    /// Tells how far a job is, in steps.
    pub fn tell(&self, job: &str, done: i64, total: i64) {
        self.change(job, |step| (step.done, step.total) = (done, total));
    }

    /// Asks a running job to stop at its next step.
    pub fn cancel(&self, job: &str) {
        self.change(job, |step| step.cancelled = true);
    }

    /// Whether a job was asked to stop.
    pub fn is_cancelled(&self, job: &str) -> bool {
        self.0.lock().is_ok_and(|steps| steps.get(job).is_some_and(|step| step.cancelled))
    }

    /// Steps done and in all, once a job has told.
    pub fn of(&self, job: &str) -> Option<(i64, i64)> {
        let steps = self.0.lock().ok()?;
        steps.get(job).filter(|step| step.total > 0).map(|step| (step.done.min(step.total), step.total))
    }

    /// Forgets a job that has ended.
    pub fn forget(&self, job: &str) {
        if let Ok(mut steps) = self.0.lock() {
            steps.remove(job);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_tells_is_asked_to_stop_and_is_forgotten() {
        let progress = Progress::default();
        assert_eq!((progress.of("a"), progress.is_cancelled("a")), (None, false));
        progress.tell("a", 3, 2);
        progress.cancel("a");
        assert_eq!((progress.of("a"), progress.is_cancelled("a")), (Some((2, 2)), true));
        progress.forget("a");
        assert_eq!((progress.of("a"), progress.is_cancelled("a")), (None, false));
    }
}
