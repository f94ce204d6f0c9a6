//! Marks of every row folded into one whole number that orders as they do.

use crate::{Mark, market::Edge, share};

/// Marks of all rows, column by column: the score, then the tie-breaks in their order.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    columns: Vec<Vec<i64>>,
    started: bool,
}

/// A tie-break that was left blank: the least of all.
const BLANK: i64 = i64::MIN;

/// How a merit leads back to the marks it came from.
#[derive(Debug, Clone)]
pub(crate) enum Scale {
    /// Levels of every column, counted out: the last column runs fastest.
    Packed(Vec<Levels>),
    /// Marks by rank, row after row.
    Ranked {
        /// Marks of a row.
        width: usize,
        /// In millionths.
        marks: Vec<i64>,
    },
}

/// One column as levels 0, 1, 2 …: blank first, then the least value.
#[derive(Debug, Clone)]
pub(crate) struct Levels {
    least: i64,
    step: i64,
    count: u64,
    blank: bool,
}

impl Levels {
    fn of(column: &[i64]) -> Self {
        let blank = column.contains(&BLANK);
        let values = || column.iter().copied().filter(|&value| value != BLANK);
        let (least, most) = values().fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        if least > most {
            return Self { least: 0, step: 1, count: 1, blank };
        }
        // The greatest common step, found quickly: most files have one or two decimals.
        let step = values().fold(0_u64, |step, v| {
            let gap = v.abs_diff(least);
            if step == 1 || (step > 0 && gap % step == 0) { step } else { common_step(step, gap) }
        });
        let step = step.max(1);
        let count = most.abs_diff(least) / step + 1 + u64::from(blank);
        Self { least, step: step as i64, count, blank }
    }

    fn level(&self, value: i64) -> u64 {
        match value {
            BLANK => 0,
            value => value.abs_diff(self.least) / self.step as u64 + u64::from(self.blank),
        }
    }

    /// The level of a value that may stand between or beyond those of the column.
    fn found(&self, value: i64) -> Option<u64> {
        if value == BLANK {
            return self.blank.then_some(0);
        }
        let fits = value >= self.least && value.abs_diff(self.least).is_multiple_of(self.step as u64);
        fits.then(|| self.level(value)).filter(|&level| level < self.count)
    }

    fn value(&self, level: u64) -> i64 {
        if self.blank && level == 0 {
            return BLANK;
        }
        self.least + (level - u64::from(self.blank)) as i64 * self.step
    }
}

fn common_step(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Marks {
    /// Marks a row has, once the first row is there.
    pub(crate) fn width(&self) -> Option<usize> {
        self.started.then_some(self.columns.len())
    }

    /// Adds the marks of one row; all rows have the same number.
    pub(crate) fn push(&mut self, marks: &[Option<Mark>]) {
        if !self.started {
            self.started = true;
            self.columns = vec![Vec::new(); marks.len()];
        }
        for (column, mark) in self.columns.iter_mut().zip(marks) {
            column.push(mark.map_or(BLANK, Mark::millionths));
        }
    }

    /// Writes each row's merit into its edge and says how to read it back.
    pub(crate) fn scale(&mut self, edges: &mut [Edge], workers: usize) -> Scale {
        let columns = std::mem::take(&mut self.columns);
        let levels: Vec<Levels> = columns.iter().map(|column| Levels::of(column)).collect();
        let all = levels.iter().try_fold(1_u64, |all, one| all.checked_mul(one.count));
        if all.is_none_or(|all| all > u64::from(u32::MAX)) {
            return ranked(&columns, edges, workers);
        }
        for (at, edge) in edges.iter_mut().enumerate() {
            let fold =
                |sum: u64, (column, one): (&Vec<i64>, &Levels)| sum * one.count + one.level(column[at]);
            edge.merit = columns.iter().zip(&levels).fold(0, fold) as u32;
        }
        Scale::Packed(levels)
    }
}

/// Merits by sorting, when the levels are too many to be counted out.
fn ranked(columns: &[Vec<i64>], edges: &mut [Edge], workers: usize) -> Scale {
    let mut order: Vec<u32> = (0..edges.len() as u32).collect();
    let marks = |row: u32| columns.iter().map(move |column| column[row as usize]);
    share::sort_by_key(&mut order, workers, |&row| (columns[0][row as usize], Rest { columns, row }));
    let mut all: Vec<i64> = Vec::new();
    let (mut before, mut ranks) = (None, 0);
    for &row in &order {
        if before.is_none_or(|before| !marks(before).eq(marks(row))) {
            all.extend(marks(row));
            ranks += 1;
        }
        before = Some(row);
        edges[row as usize].merit = ranks - 1;
    }
    Scale::Ranked { width: columns.len(), marks: all }
}

/// The tie-breaks of a row, compared in their order, then the row itself so that no two are equal.
struct Rest<'a> {
    columns: &'a [Vec<i64>],
    row: u32,
}

impl Rest<'_> {
    fn key(&self) -> impl Iterator<Item = i64> {
        self.columns[1..].iter().map(|column| column[self.row as usize])
    }
}

impl PartialEq for Rest<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}

impl Eq for Rest<'_> {}

impl PartialOrd for Rest<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rest<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(other.key()).then(self.row.cmp(&other.row))
    }
}

impl Scale {
    /// The score behind a merit.
    pub(crate) fn score(&self, merit: u32) -> Mark {
        Mark::from_millionths(self.values(merit).first().copied().unwrap_or_default())
    }

    /// All marks behind a merit.
    pub(crate) fn marks(&self, merit: u32) -> Vec<Option<Mark>> {
        let mark = |value: i64| (value != BLANK).then(|| Mark::from_millionths(value));
        self.values(merit).into_iter().map(mark).collect()
    }

    fn values(&self, merit: u32) -> Vec<i64> {
        match self {
            Self::Ranked { width, marks } => marks[merit as usize * width..][..*width].to_vec(),
            Self::Packed(levels) => {
                let mut rest = u64::from(merit);
                let mut values: Vec<i64> = Vec::with_capacity(levels.len());
                for one in levels.iter().rev() {
                    values.push(one.value(rest % one.count));
                    rest /= one.count;
                }
                values.reverse();
                values
            }
        }
    }

    /// How many marks a row has.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Packed(levels) => levels.len(),
            Self::Ranked { width, .. } => *width,
        }
    }

    /// The merit of marks, when rows with the same ones, or a free step between them, are there.
    pub(crate) fn merit(&self, marks: &[Option<Mark>]) -> Option<u32> {
        let values: Vec<i64> = marks.iter().map(|mark| mark.map_or(BLANK, Mark::millionths)).collect();
        match self {
            Self::Packed(levels) => levels
                .iter()
                .zip(&values)
                .try_fold(0, |sum, (one, &value)| Some(sum * one.count + one.found(value)?))
                .map(|merit| merit as u32),
            Self::Ranked { width, marks } => {
                let rows: Vec<&[i64]> = marks.chunks(*width).collect();
                rows.binary_search(&values.as_slice()).ok().map(|rank| rank as u32)
            }
        }
    }
}
