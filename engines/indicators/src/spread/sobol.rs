//! Sobol indices of the ranks: which choice is behind how much of their variance.
//!
//! Sample plan of Saltelli (2010): two independent samples A and B, and for each factor the sample `AB` that is A with
//! this factor taken from B. Estimators of Jansen (1999): total `Σ(f(A) − f(AB))² / 2N`, first order
//! `V − Σ(f(B) − f(AB))² / 2N`, where V is the variance over A and B together. For many outputs at once (the ranks of
//! all units) numerators and denominators are summed over the outputs, which gives the indices of Gamboa, Janon,
//! Klein and Lagnoux (2014). With ranks every sum is a whole number, so the result depends on no order of summing.

/// Sums of one factor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactorSums {
    /// By output: Σ|f(A) − f(AB)|.
    pub shift: Vec<u64>,
    /// Over all outputs: Σ(f(A) − f(AB))².
    pub from_a: u64,
    /// Over all outputs: Σ(f(B) − f(AB))².
    pub from_b: u64,
}

/// Sums of a whole sample plan of whole-number outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    samples: u64,
    sum: Vec<u64>,
    squares: Vec<u64>,
    factors: Vec<FactorSums>,
}

/// The indices of one factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indices {
    /// The share of the variance that the factor is behind alone.
    pub first_order: f64,
    /// The share that it is behind alone or together with others.
    pub total: f64,
}

impl Sums {
    /// Nothing summed yet.
    pub fn new(outputs: usize, factors: usize) -> Self {
        let factor = FactorSums { shift: vec![0; outputs], from_a: 0, from_b: 0 };
        Self { samples: 0, sum: vec![0; outputs], squares: vec![0; outputs], factors: vec![factor; factors] }
    }

    /// Adds the outputs of one pair of samples.
    pub fn add_pair(&mut self, a: &[u32], b: &[u32]) {
        self.samples += 1;
        for (at, (&a, &b)) in a.iter().zip(b).enumerate() {
            let (a, b) = (u64::from(a), u64::from(b));
            self.sum[at] += a + b;
            self.squares[at] += a * a + b * b;
        }
    }

    /// Adds the outputs of one factor's mixed sample.
    pub fn add_mixed(&mut self, factor: usize, a: &[u32], b: &[u32], mixed: &[u32]) {
        let sums = &mut self.factors[factor];
        for (((&a, &b), &mixed), shift) in a.iter().zip(b).zip(mixed).zip(&mut sums.shift) {
            let (from_a, from_b) = (u64::from(a.abs_diff(mixed)), u64::from(b.abs_diff(mixed)));
            *shift += from_a;
            sums.from_a += from_a * from_a;
            sums.from_b += from_b * from_b;
        }
    }

    /// Adds what another worker summed.
    pub fn add(&mut self, other: &Self) {
        self.samples += other.samples;
        add_all(&mut self.sum, &other.sum);
        add_all(&mut self.squares, &other.squares);
        for (mine, theirs) in self.factors.iter_mut().zip(&other.factors) {
            add_all(&mut mine.shift, &theirs.shift);
            mine.from_a += theirs.from_a;
            mine.from_b += theirs.from_b;
        }
    }

    /// The indices of a factor; none when no output varies.
    pub fn indices(&self, factor: usize) -> Option<Indices> {
        let count = 2 * u128::from(self.samples);
        let spread: u128 = self
            .sum
            .iter()
            .zip(&self.squares)
            .map(|(&sum, &squares)| count * u128::from(squares) - u128::from(sum) * u128::from(sum))
            .sum();
        if spread == 0 || self.samples == 0 {
            return None;
        }
        let variance = spread as f64 / (count as f64 * count as f64);
        let half_mean = |squares: u64| squares as f64 / count as f64;
        let sums = &self.factors[factor];
        Some(Indices {
            first_order: 1.0 - half_mean(sums.from_b) / variance,
            total: half_mean(sums.from_a) / variance,
        })
    }

    /// Mean shift of an output when only this factor is drawn again.
    pub fn mean_shift(&self, factor: usize) -> f64 {
        let shift = &self.factors[factor].shift;
        let all: u64 = shift.iter().sum();
        let cells = self.samples as f64 * shift.len() as f64;
        if cells > 0.0 { all as f64 / cells } else { 0.0 }
    }

    /// The output that this factor shifts most; the first of equals, none when it shifts none.
    pub fn most_shifted(&self, factor: usize) -> Option<usize> {
        let shift = &self.factors[factor].shift;
        let most = shift.iter().copied().max().filter(|most| *most > 0)?;
        shift.iter().position(|one| *one == most)
    }
}

fn add_all(mine: &mut [u64], theirs: &[u64]) {
    mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
}
