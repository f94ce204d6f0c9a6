//! Whom to learn from: the efficiency frontier over what was filed, and for each agency its peers with reasons.
//!
//! Inputs are dedicated staff and subsidy spent since January, outputs people at work on the last day, hours of activity
//! and hours of classes since January (engine `indicators`, variable returns, output orientation). An agency with a
//! figure that was not filed or is zero is left out and named, never counted as nothing.

use base::Problem;
use indicators::{Column, Micro, Mode, Orientation, Position, Question, Returns, Units, frontier};
use web::Phrase;

use crate::{figures::Standing, risk::Risk};

/// Columns in the order they are handed to the engine; the first two are inputs.
pub const COLUMNS: [&str; 5] = ["staff", "subsidy", "people", "hours", "training"];
const INPUTS: usize = 2;

/// An agency on or below the frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Place in the risk list it was computed from.
    pub at: usize,
    /// Share of what its peers would reach with the same means, in tenths of a percent; 1000 is on the frontier.
    pub reached: Option<i64>,
    /// Peers: place in the risk list and weight in percent, the weightiest first.
    pub peers: Vec<(usize, i64)>,
}

/// What the frontier says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontier {
    /// Agencies by what they reach, the least first.
    pub places: Vec<Place>,
    /// Agencies left out, by place in the risk list, and why.
    pub left_out: Vec<(usize, Phrase)>,
}

/// The values of an agency in the order of [`COLUMNS`].
pub fn values(standing: &Standing) -> [i64; COLUMNS.len()] {
    [standing.staff, standing.subsidy, standing.people, standing.hours, standing.training_hours]
}

/// Computes the frontier over the agencies of the risk list.
pub fn learn(risks: &[Risk]) -> Result<Frontier, Problem> {
    let mut found = Frontier::default();
    let mut known: Vec<(usize, [i64; COLUMNS.len()])> = Vec::new();
    for (at, risk) in risks.iter().enumerate() {
        match &risk.standing {
            None => found.left_out.push((at, Phrase::new("consulting-risk-not-filed"))),
            Some(standing) => match values(standing).iter().position(|value| *value <= 0) {
                None => known.push((at, values(standing))),
                Some(column) => found
                    .left_out
                    .push((at, Phrase::new("consulting-learn-zero").with("column", COLUMNS[column]))),
            },
        }
    }
    if known.is_empty() {
        return Ok(found);
    }
    let ids: Vec<String> = known.iter().map(|(at, _)| risks[*at].agency.id.to_string()).collect();
    let column = |(place, name): (usize, &str)| Column {
        name: name.to_owned(),
        values: known.iter().map(|(_, values)| Micro::from_whole(values[place])).collect(),
    };
    let columns: Vec<Column> = COLUMNS.into_iter().enumerate().map(column).collect();
    let units = Units::new(&ids, &columns[..INPUTS], &columns[INPUTS..])?;
    let question =
        Question { returns: Returns::Variable, orientation: Orientation::Output, mode: Mode::Plain };
    let place_of =
        |id: &str| known.iter().find(|(at, _)| risks[*at].agency.id.as_str() == id).map(|(at, _)| *at);
    found.places =
        frontier(&units, question, 2).iter().filter_map(|position| place(position, place_of)).collect();
    found
        .places
        .sort_by(|a, b| (a.reached, &risks[a.at].agency.name).cmp(&(b.reached, &risks[b.at].agency.name)));
    Ok(found)
}

/// A position of the engine as a place among the agencies.
fn place(position: &Position, place_of: impl Fn(&str) -> Option<usize>) -> Option<Place> {
    let at = place_of(&position.id)?;
    // The score says how many times as much could be reached; its inverse is what is reached of that.
    let reached = position.score.filter(|score| *score > 0.0).map(|score| (1000.0 / score).round() as i64);
    let mut peers: Vec<(usize, i64)> = position
        .peers
        .iter()
        .filter_map(|(id, weight)| Some((place_of(id)?, (weight * 100.0).round() as i64)))
        .filter(|(peer, weight)| *peer != at && *weight > 0)
        .collect();
    peers.sort_by_key(|(peer, weight)| (std::cmp::Reverse(*weight), *peer));
    Some(Place { at, reached, peers })
}

/// Why a peer is one: what it reaches with what it has, beside the agency's own.
pub fn why(own: &Standing, peer: &Standing) -> Phrase {
    let per =
        |value: i64, of: i64| if of > 0 { format!("{:.1}", value as f64 / of as f64) } else { String::new() };
    Phrase::new("consulting-learn-why")
        .with("people", per(peer.people, peer.staff))
        .with("own-people", per(own.people, own.staff))
        .with("hours", per(peer.hours, peer.people))
        .with("own-hours", per(own.hours, own.people))
        .with("training", per(peer.training_hours, peer.people))
        .with("own-training", per(own.training_hours, own.people))
}
