//! Running a plan: blocks of 64 applicants, column by column, on every thread its own stretch of them.
//!
//! Nothing is allocated for an applicant: a thread has a few words of scratch, and the results are laid out before it
//! starts.

use super::{Bound, Node, Plan, Steps};
use crate::{Column, Decisions, Facts, Values, Without, decisions::Layout, facts::BLOCK, rulebook::Span};

/// Yes and no of 64 applicants; a bit in neither is not known.
type Kleene = (u64, u64);

/// Decides over all applicants.
pub(super) fn decided(plan: &Plan<'_>, facts: &Facts, bound: &Bound, workers: usize) -> Decisions {
    let rulebook = plan.rulebook;
    let layout = Layout::of(rulebook);
    let applicants = facts.applicants();
    let blocks = applicants.div_ceil(BLOCK);
    let mut planes = vec![0_u64; blocks * layout.width];
    let mut scores = vec![0_i32; blocks * BLOCK];
    let mut tiers = vec![0_u8; if rulebook.tiers.is_empty() { 0 } else { blocks * BLOCK }];
    let stretch = blocks.div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts = planes.chunks_mut(stretch * layout.width).zip(scores.chunks_mut(stretch * BLOCK));
        let mut tier_parts = tiers.chunks_mut(stretch * BLOCK);
        for (at, (planes, scores)) in parts.enumerate() {
            let (layout, tiers) = (&layout, tier_parts.next().unwrap_or_default());
            let part = Part { plan, facts, bound, layout, first: at * stretch, planes, scores, tiers };
            if workers == 1 {
                part.run();
            } else {
                scope.spawn(|| part.run());
            }
        }
    });
    Decisions { layout, applicants, planes, scores, tiers }
}

/// A thread's stretch of applicants and of the results.
struct Part<'a> {
    plan: &'a Plan<'a>,
    facts: &'a Facts,
    bound: &'a Bound,
    layout: &'a Layout,
    first: usize,
    planes: &'a mut [u64],
    scores: &'a mut [i32],
    tiers: &'a mut [u8],
}

impl Part<'_> {
    fn run(mut self) {
        let mut tests: Vec<Kleene> = vec![(0, 0); self.plan.tests.len()];
        let (blocks, _) = self.scores.as_chunks::<BLOCK>();
        for block in 0..blocks.len() {
            self.block(block, &mut tests);
        }
    }

    /// One block of 64 applicants.
    fn block(&mut self, block: usize, tests: &mut [Kleene]) {
        let at = self.first + block;
        for (test, held) in self.plan.tests.iter().zip(tests.iter_mut()) {
            let column = &self.facts.columns[self.bound.0[test.field]];
            let known = column.known[at];
            let inside = test.spans.iter().fold(0, |bits, span| bits | inside(&column.values, at, *span));
            *held = (inside & known, !inside & known);
        }
        let width = self.layout.width;
        let planes = &mut self.planes[block * width..(block + 1) * width];
        let layout = self.layout;
        let (mut no, mut open) = (0, 0);
        for (place, node) in self.plan.against.iter().enumerate() {
            let (yes, not) = node.held(tests);
            let unknown = !(yes | not);
            planes[layout.against + place] = yes;
            planes[layout.unclear + place] = unknown;
            (no, open) = (no | yes, open | unknown);
        }
        if !self.plan.tiers.is_empty() {
            let tiers = &mut self.tiers[block * BLOCK..(block + 1) * BLOCK];
            let unknown = tier(&self.plan.tiers, tests, tiers);
            planes[layout.tier] = unknown;
            open |= unknown;
        }
        let scores =
            self.scores[block * BLOCK..].first_chunk_mut::<BLOCK>().expect("scores fill their last block");
        for (place, steps) in self.plan.steps.iter().enumerate() {
            let column = &self.facts.columns[self.bound.0[steps.field]];
            let unknown = add(scores, column, at, steps);
            planes[layout.criteria + place] = unknown;
            open |= unknown;
        }
        open |= bonuses(self.plan, tests, planes, layout, scores);
        let there = bits_up_to(self.facts.applicants() - at * BLOCK);
        planes[Layout::NO] = no & there;
        planes[Layout::YES] = !no & !open & there;
    }
}

/// A word with its lowest bits set: all of them from 64 on.
fn bits_up_to(count: usize) -> u64 {
    if count >= BLOCK { u64::MAX } else { (1 << count) - 1 }
}

impl Node {
    /// Kleene's strong logic on 64 applicants at once.
    fn held(&self, tests: &[Kleene]) -> Kleene {
        match self {
            Self::Test(place) => tests[*place],
            Self::All(parts) => parts.iter().fold((u64::MAX, 0), |(yes, no), part| {
                let (also, not) = part.held(tests);
                (yes & also, no | not)
            }),
            Self::Any(parts) => parts.iter().fold((0, u64::MAX), |(yes, no), part| {
                let (also, not) = part.held(tests);
                (yes | also, no & not)
            }),
            Self::Not(part) => {
                let (yes, no) = part.held(tests);
                (no, yes)
            }
        }
    }
}

/// Which of 64 values lie in a span.
fn inside(values: &Values, block: usize, span: Span) -> u64 {
    let (low, high) = span;
    match values {
        Values::Tiny(all) => clamped(low, high, i8::MIN.into(), i8::MAX.into())
            .map_or(0, |(low, high)| compared(of(all, block), low as i8, high as i8)),
        Values::Narrow(all) => clamped(low, high, i32::MIN.into(), i32::MAX.into())
            .map_or(0, |(low, high)| compared(of(all, block), low as i32, high as i32)),
        Values::Wide(all) => compared(of(all, block), low, high),
    }
}

/// A span within the range of a narrower number; none when nothing is left.
fn clamped(low: i64, high: i64, least: i64, most: i64) -> Option<Span> {
    (low <= most && high >= least).then(|| (low.max(least), high.min(most)))
}

/// The 64 values of a block, as many as the compiler then knows them to be.
fn of<T>(all: &[T], block: usize) -> &[T; BLOCK] {
    &all.as_chunks::<BLOCK>().0[block]
}

/// Compares 64 values; written so that the compiler does many at once.
fn compared<T: Copy + PartialOrd>(values: &[T; BLOCK], low: T, high: T) -> u64 {
    let mut bytes = [0_u8; BLOCK];
    for (byte, value) in bytes.iter_mut().zip(values) {
        *byte = u8::from(*value >= low) & u8::from(*value <= high);
    }
    packed(&bytes)
}

/// 64 bytes of 0 or 1 as the bits of a word.
fn packed(bytes: &[u8; BLOCK]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    let gathered = eights.iter().enumerate().map(|(at, eight)| {
        // The product brings the lowest bit of byte i to bit 56 + i; no two terms meet, so nothing is carried.
        (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at)
    });
    gathered.fold(0, |word, byte| word | byte)
}

/// The bits of a word as 64 bytes, zero or not.
fn spread(word: u64) -> [u8; BLOCK] {
    let mut bytes = [0_u8; BLOCK];
    let (eights, _) = bytes.as_chunks_mut::<8>();
    for (eight, byte) in eights.iter_mut().zip(word.to_le_bytes()) {
        let copies = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101);
        *eight = (copies & 0x8040_2010_0804_0201).to_le_bytes();
    }
    bytes
}

/// Adds the points of a criterion; returns those whose paper has to be asked for.
fn add(scores: &mut [i32; BLOCK], column: &Column, block: usize, steps: &Steps) -> u64 {
    match &column.values {
        Values::Tiny(all) => {
            climb(scores, of(all, block), steps, |at| i8::try_from(at).ok(), i8::MIN.into());
        }
        Values::Narrow(all) => {
            climb(scores, of(all, block), steps, |at| i32::try_from(at).ok(), i32::MIN.into());
        }
        Values::Wide(all) => climb(scores, of(all, block), steps, Some, i64::MIN),
    }
    let mut unknown = !column.known[block];
    let asked = if steps.without.is_none() { unknown } else { 0 };
    // Where nothing is known a zero stands, and its points were added: they are taken back.
    let mend = steps.without.unwrap_or(0).wrapping_sub(steps.at(0));
    while unknown != 0 && mend != 0 {
        let row = unknown.trailing_zeros() as usize;
        scores[row] = scores[row].wrapping_add(mend);
        unknown &= unknown - 1;
    }
    asked
}

/// Adds the base and every step reached by 64 values; `narrow` brings a step into their type, or says that it lies beyond.
fn climb<T: Copy + PartialOrd + Into<i64>>(
    scores: &mut [i32; BLOCK],
    values: &[T; BLOCK],
    steps: &Steps,
    narrow: impl Fn(i64) -> Option<T>,
    least: i64,
) {
    let mut base = steps.base;
    for &(from, rise) in &steps.rises {
        match narrow(from) {
            Some(from) => {
                for (score, value) in scores.iter_mut().zip(values) {
                    *score = score.wrapping_add(rise & i32::from(*value >= from).wrapping_neg());
                }
            }
            // A step below all values of the type is always reached, one above never.
            None if from < least => base = base.wrapping_add(rise),
            None => {}
        }
    }
    if base != 0 {
        for score in scores.iter_mut() {
            *score = score.wrapping_add(base);
        }
    }
    if steps.times != 0 {
        for (score, value) in scores.iter_mut().zip(values) {
            let filed: i64 = (*value).into();
            *score = score.wrapping_add((filed as i32).wrapping_mul(steps.times));
        }
    }
}

/// Adds bonus points up to their limit; returns those whose paper has to be asked for.
fn bonuses(
    plan: &Plan<'_>,
    tests: &[Kleene],
    planes: &mut [u64],
    layout: &Layout,
    scores: &mut [i32; BLOCK],
) -> u64 {
    let mut open = 0;
    let mut extra = [0_i32; BLOCK];
    for (place, (node, bonus)) in plan.bonuses.iter().zip(&plan.rulebook.bonuses).enumerate() {
        let (yes, no) = node.held(tests);
        let asked = if bonus.without_paper == Without::Ask { !(yes | no) } else { 0 };
        planes[layout.bonus + place] = yes;
        planes[layout.bonus_unclear + place] = asked;
        open |= asked;
        let points = bonus.points.hundredths();
        if yes != 0 {
            for (sum, there) in extra.iter_mut().zip(spread(yes)) {
                *sum = sum.wrapping_add(if there != 0 { points } else { 0 });
            }
        }
    }
    let most = plan.rulebook.bonus_max.map_or(i32::MAX, crate::Points::hundredths);
    if !plan.bonuses.is_empty() {
        for (score, sum) in scores.iter_mut().zip(extra) {
            *score = score.wrapping_add(sum.min(most));
        }
    }
    open
}

/// Writes the first tier that holds for each; returns those of whom it is not known.
fn tier(nodes: &[Node], tests: &[Kleene], tiers: &mut [u8]) -> u64 {
    let (mut free, mut unclear) = (u64::MAX, 0);
    tiers.fill(nodes.len() as u8);
    for (place, node) in nodes.iter().enumerate() {
        let (yes, no) = node.held(tests);
        for (tier, there) in tiers.iter_mut().zip(spread(yes & free)) {
            *tier = if there == 0 { *tier } else { place as u8 };
        }
        unclear |= free & !(yes | no);
        free &= no;
    }
    unclear
}
