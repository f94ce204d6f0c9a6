//! From values to places on the paper, in whole numbers, with ticks that people like to read.

/// A straight value axis that starts and ends at round numbers and always holds zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The value at the beginning of the axis: zero, or a round number below the least value.
    pub low: i64,
    /// The value at the end of the axis.
    pub high: i64,
    /// The distance between two ticks.
    pub step: i64,
}

impl Scale {
    /// Chooses a scale with four to six ticks that holds zero and all values.
    pub fn holding(values: impl IntoIterator<Item = i64>) -> Self {
        let (mut low, mut high) = (0_i64, 0_i64);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        let span = i128::from(high) - i128::from(low);
        let step = i128::from(nice_step(span.max(1)));
        let low = i128::from(low).div_euclid(step) * step;
        let high = -(-i128::from(high)).div_euclid(step) * step;
        let high = if high == low { low + step } else { high };
        Self { low: clamp(low), high: clamp(high), step: clamp(step) }
    }

    /// Places a value on an axis of this length, rounded half up to a whole number.
    pub fn place(self, value: i64, length: i64) -> i64 {
        let span = (i128::from(self.high) - i128::from(self.low)).max(1);
        let along = i128::from(value.clamp(self.low, self.high)) - i128::from(self.low);
        clamp((along * i128::from(length) * 2 + span).div_euclid(span * 2))
    }

    /// Lists the values at which a tick is drawn.
    pub fn ticks(self) -> Vec<i64> {
        let count = (i128::from(self.high) - i128::from(self.low)) / i128::from(self.step.max(1));
        (0..=count).map(|n| clamp(i128::from(self.low) + n * i128::from(self.step))).collect()
    }
}

/// Finds the smallest of 1, 2, 5, 10, 20, 50, … that needs at most five steps.
fn nice_step(span: i128) -> i64 {
    let mut power = 1_i128;
    loop {
        for factor in [1, 2, 5] {
            let step = factor * power;
            if step * 5 >= span {
                return clamp(step);
            }
        }
        power *= 10;
    }
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
