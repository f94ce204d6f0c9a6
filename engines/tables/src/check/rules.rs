//! Rules over several columns of one row: sums and comparisons, exact in millionths.

use super::{Notes, Row, Value};
use crate::Decimal;
use crate::schema::{Rule, Schema};

/// Checks every rule of the schema on one row.
pub(super) fn check(schema: &Schema, row: &Row<'_, '_>, values: &[Value<'_>], notes: &mut Notes) {
    for rule in &schema.rules {
        if let Some((parts, whole)) = broken(rule, values) {
            note(schema, rule, row, parts, whole, notes);
        }
    }
}

/// Both sides of a broken rule, in millionths; a rule waits until its whole is filled in.
///
/// "At most" counts the parts that are there, so a blank part hides no excess; "equals" needs them all.
fn broken(rule: &Rule, values: &[Value<'_>]) -> Option<(i128, i128)> {
    let whole: i128 = rule.whole.iter().map(|place| values[*place].measure()).sum::<Option<i128>>()?;
    let parts: Vec<Option<i128>> = rule.parts.iter().map(|place| values[*place].measure()).collect();
    let sum: i128 = parts.iter().flatten().sum();
    let complete = parts.iter().all(Option::is_some);
    let none = parts.iter().all(Option::is_none);
    let kept = if rule.exact { !complete || sum == whole } else { none || sum <= whole };
    (!kept).then_some((sum, whole))
}

fn note(schema: &Schema, rule: &Rule, row: &Row<'_, '_>, parts: i128, whole: i128, notes: &mut Notes) {
    let Some(place) = rule.parts.first().copied() else { return };
    let titles = |places: &[usize]| -> String {
        let titles: Vec<&str> = places.iter().map(|place| schema.fields[*place].title.as_str()).collect();
        titles.join(" + ")
    };
    let found = notes.add_field(schema, row, place, &rule.code, &printed(parts));
    found.finding.level = rule.level;
    found
        .arg("parts", titles(&rule.parts))
        .arg("sum", printed(parts))
        .arg("whole", titles(&rule.whole))
        .arg("limit", printed(whole));
}

/// Millionths as shortest decimal.
fn printed(millionths: i128) -> String {
    match i64::try_from(millionths) {
        Ok(number) => Decimal::from_millionths(number).to_string(),
        Err(_) => (millionths / 1_000_000).to_string(),
    }
}
