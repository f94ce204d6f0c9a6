//! Which courses a worker is suggested, each with its reasons: open needs of the agency, gaps, duties, what runs out.

use base::Problem;
use db::Tx;
use jiff::{ToSpan, civil::Date};
use register::{
    needs::{self, Need},
    workers::Worker,
};

use crate::{
    duties::State,
    guideline::{COMPETENCIES, Competency, Duty},
    model::{Batch, Course, Level},
    standing::Ledger,
    store,
};

/// Days before a certificate runs out in which its course is suggested again.
pub const AGAIN_WITHIN: i64 = 60;

/// A competency in which a worker is judged below what the job needs.
#[derive(Debug, Clone)]
pub struct Gap {
    /// What.
    pub competency: &'static Competency,
    /// Level judged.
    pub has: i64,
    /// Level needed.
    pub wants: i64,
}

/// Why a course is suggested.
#[derive(Debug, Clone)]
pub enum Reason {
    /// The agency wants strengthening in the field.
    Need(Need),
    /// A competency is below what the job needs.
    Gap(Gap),
    /// A duty is not reached: tenths lacking.
    Duty(&'static Duty, i64),
    /// A certificate runs out.
    Again(Date),
}

/// A course with the reasons for it.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// Course.
    pub course: Course,
    /// Why.
    pub reasons: Vec<Reason>,
    /// A batch that takes people, the next to end sign-up.
    pub batch: Option<Batch>,
}

impl Suggestion {
    /// The need it answers, if one.
    pub fn need(&self) -> Option<&Need> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::Need(need) => Some(need),
            _ => None,
        })
    }
}

/// The level last judged; none when it never was, which is no gap.
pub fn level(levels: &[Level], competency: &str) -> Option<i64> {
    levels.iter().find(|one| one.competency == competency).map(|one| one.value)
}

/// Where a worker is judged below what the job needs, the widest gap first.
pub fn gaps(worker: &Worker, levels: &[Level]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = COMPETENCIES
        .competency
        .iter()
        .filter_map(|competency| {
            let (has, wants) = (level(levels, &competency.id)?, competency.level(&worker.job));
            (has < wants).then_some(Gap { competency, has, wants })
        })
        .collect();
    gaps.sort_by_key(|gap| gap.has - gap.wants);
    gaps
}

/// Suggestions for a worker, most reasons first.
pub async fn of_worker(
    tx: &mut Tx,
    ledger: &Ledger,
    worker: &Worker,
    today: Date,
) -> Result<Vec<Suggestion>, Problem> {
    let needs = match &worker.agency_id {
        Some(agency) => needs::open(tx, Some(agency)).await?,
        None => Vec::new(),
    };
    let levels = store::levels(tx, &worker.id).await?;
    let gaps = gaps(worker, &levels);
    let duties = ledger.duties(worker, today);
    let certificates = store::certificates_of_worker(tx, &worker.id).await?;
    let soon = today.checked_add(AGAIN_WITHIN.days()).unwrap_or(today);
    let batches = store::batches(tx).await?;
    let active: Vec<String> = store::enrolled(tx)
        .await?
        .into_iter()
        .filter(|(who, _, _, state)| {
            *who == worker.id && matches!(state.as_str(), "asked" | "waiting" | "seated")
        })
        .map(|(_, _, course, _)| course)
        .collect();
    let mut all = Vec::new();
    for course in store::courses(tx).await? {
        if course.state != "open" || course.audience != "staff" || active.contains(&course.id) {
            continue;
        }
        let mut reasons: Vec<Reason> = needs
            .iter()
            .filter(|need| need.field == course.field)
            .take(1)
            .cloned()
            .map(Reason::Need)
            .collect();
        let raises = |gap: &&Gap| course.competencies.split_whitespace().any(|id| id == gap.competency.id);
        reasons.extend(gaps.iter().filter(raises).cloned().map(Reason::Gap));
        let lacking = |(duty, standing): &(&'static Duty, crate::duties::Standing)| {
            let open = matches!(standing.state, State::Reachable | State::OutOfReach | State::Missed);
            (open && duty.kinds.contains(&course.kind))
                .then(|| Reason::Duty(duty, standing.wanted - standing.done - standing.booked))
        };
        reasons.extend(duties.iter().filter_map(lacking));
        let own = certificates.iter().find(|one| one.course == course.title && one.revoked_on.is_none());
        let ends = own.and_then(|one| one.expires_on).filter(|day| *day <= soon);
        reasons.extend(ends.map(Reason::Again));
        if reasons.is_empty() {
            continue;
        }
        let takes = |batch: &&Batch| {
            batch.course_id == course.id && batch.state == "open" && batch.sign_up_until_on >= today
        };
        let batch = batches.iter().filter(takes).min_by_key(|batch| batch.sign_up_until_on).cloned();
        all.push(Suggestion { course, reasons, batch });
    }
    all.sort_by_key(|one| (std::cmp::Reverse(one.reasons.len()), one.batch.is_none()));
    Ok(all)
}
