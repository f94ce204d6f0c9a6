//! A true result is accepted; each way of tampering with it is named.

use matching::{
    Assignment, Call, Costs, Draw, Mark, Market, Network, Placement, Seed, Unfilled, Waiting, assign, stable,
};
use matching_verify::{Fallback, Prices, Round, Sums, Violation};

const SEED: [u8; 32] = [7; 32];

/// (applicant, unit, choice, score)
type Row = (&'static str, &'static str, i64, i64);
const CHOICES: [Row; 13] = [
    ("a1", "park", 1, 90),
    ("a1", "school", 2, 50),
    ("a2", "park", 1, 80),
    ("a2", "school", 2, 60),
    ("a3", "school", 1, 70),
    ("a3", "park", 2, 95),
    ("a4", "park", 1, 70),
    ("a4", "library", 2, 10),
    ("a5", "park", 1, 70),
    ("a6", "school", 1, 40),
    ("a7", "library", 1, 30),
    ("a8", "library", 2, 20),
    ("a8", "school", 1, 40),
];
const UNITS: [(&str, u64); 3] = [("library", 3), ("park", 2), ("school", 1)];

/// A claimed result as its files have it.
#[derive(Clone, Debug)]
struct Claim {
    seats: Vec<(String, String, Option<i64>)>,
    cutoffs: Vec<(String, u64, u64, Option<i64>)>,
    waiting: Vec<(String, u64, String)>,
}

fn market() -> Market {
    let mut call = Call::new();
    for &(unit, places) in &UNITS {
        call.unit(unit, places as i64);
    }
    for (who, unit, choice, score) in CHOICES {
        call.choose(who, unit, choice, &[Mark::from_whole(score)]);
    }
    call.reserve("library", "new", 1, Unfilled::Reverts);
    call.member("a8", "new");
    call.close(1).expect("a valid round")
}

fn claim(market: &Market, draw: &Draw, placement: &Placement) -> Claim {
    let (people, units) = (market.applicants(), market.units());
    let seat = |at: usize| {
        let seat = placement.of(market, at);
        let unit = seat.map(|(unit, _)| units.get(unit).to_owned()).unwrap_or_default();
        let choice =
            seat.and_then(|(_, nth)| market.choices(at).nth(nth)).map(|(_, choice)| i64::from(choice));
        (people.get(at).to_owned(), unit, choice)
    };
    let cutoffs = placement.cutoffs(market).into_iter().enumerate().map(|(unit, one)| {
        (units.get(unit).to_owned(), market.places(unit), one.filled, one.score.map(Mark::millionths))
    });
    let waiting = Waiting::new(market, draw, placement, 1);
    let rows = (0..units.len()).flat_map(|unit| {
        let list = waiting.of(unit).to_vec();
        (1..).zip(list).map(move |(position, who)| (unit, position, who as usize))
    });
    Claim {
        seats: (0..people.len()).map(seat).collect(),
        cutoffs: cutoffs.collect(),
        waiting: rows
            .map(|(unit, at, who)| (units.get(unit).to_owned(), at, people.get(who).to_owned()))
            .collect(),
    }
}

fn true_claim() -> Claim {
    let market = market();
    let draw = Draw::new(&market, &Seed(SEED), 1);
    let placement = stable(&market, &draw, 1).expect("a placement");
    claim(&market, &draw, &placement)
}

fn checked(claim: &Claim, seed: Option<&[u8; 32]>) -> Vec<Violation> {
    let mut round = Round::default();
    for &(unit, places) in &UNITS {
        round.unit(unit, places);
    }
    for (who, unit, choice, score) in CHOICES {
        round.choice(who, unit, choice, &[Some(score * 1_000_000)]);
    }
    round.reserve("library", "new", 1, Fallback::Reverts);
    round.member("a8", "new");
    claim.seats.iter().for_each(|(who, unit, choice)| round.seat(who, unit, *choice));
    claim
        .cutoffs
        .iter()
        .for_each(|(unit, places, filled, score)| round.cutoff(unit, *places, *filled, *score));
    claim.waiting.iter().for_each(|(unit, at, who)| round.waits(unit, *at, who));
    round.violations(seed)
}

/// The codes found after a change.
fn codes(change: impl FnOnce(&mut Claim)) -> Vec<String> {
    let mut claim = true_claim();
    change(&mut claim);
    let mut codes: Vec<String> = checked(&claim, Some(&SEED))
        .iter()
        .map(|one| one.key().trim_start_matches("matching-verify-found-").to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

fn seat<'a>(claim: &'a mut Claim, who: &str) -> &'a mut (String, String, Option<i64>) {
    claim.seats.iter_mut().find(|seat| seat.0 == who).expect("a row")
}

#[test]
fn a_true_result_is_accepted() {
    assert_eq!(checked(&true_claim(), Some(&SEED)), []);
}

#[test]
fn a_lower_rank_placed_before_a_higher_one_is_named() {
    let mut claim = true_claim();
    let (a, b) = (seat(&mut claim, "a3").clone(), seat(&mut claim, "a6").clone());
    assert_eq!((a.1.as_str(), b.1.as_str()), ("school", ""));
    seat(&mut claim, "a3").1 = "park".to_owned();
    seat(&mut claim, "a3").2 = Some(2);
    seat(&mut claim, "a6").1 = "school".to_owned();
    seat(&mut claim, "a6").2 = Some(1);
    let found = checked(&claim, Some(&SEED));
    let passed =
        Violation::PassedOver { unit: "school".into(), applicant: "a3".into(), instead: "a6".into() };
    assert!(found.contains(&passed), "{found:?}");
}

#[test]
fn a_wasted_place_is_named() {
    let found = codes(|claim| *seat(claim, "a7") = ("a7".to_owned(), String::new(), None));
    assert!(found.contains(&"place-wasted".to_owned()), "{found:?}");
}

#[test]
fn another_lottery_is_named() {
    // Some wait with equal points: another seed turns them round.
    let claim = true_claim();
    let other = (0..=255).map(|byte| [byte; 32]).find(|seed| !checked(&claim, Some(seed)).is_empty());
    let found = checked(&claim, other.as_ref());
    assert!(found.iter().any(|one| matches!(one, Violation::WaitingWrong { .. })), "{found:?}");
}

#[test]
fn equals_told_apart_without_a_lottery_are_named() {
    let found = checked(&true_claim(), None);
    let tie = |one: &Violation| matches!(one, Violation::TieWithoutLottery { unit, .. } if unit == "park");
    assert!(found.iter().any(tie), "{found:?}");
}

#[test]
fn an_edited_cutoff_is_named() {
    let edited = codes(|claim| claim.cutoffs[1].3 = Some(85_000_000));
    assert_eq!(edited, ["cutoff-wrong"]);
    assert_eq!(codes(|claim| claim.cutoffs[0].2 = 0), ["cutoff-wrong"], "filled places");
    assert_eq!(codes(|claim| drop(claim.cutoffs.remove(0))), ["cutoff-missing"]);
}

#[test]
fn an_overfilled_unit_is_named() {
    let found = codes(|claim| *seat(claim, "a5") = ("a5".to_owned(), "park".to_owned(), Some(1)));
    assert!(found.contains(&"over-capacity".to_owned()), "{found:?}");
}

#[test]
fn a_place_that_was_not_asked_for_is_named() {
    let found = codes(|claim| *seat(claim, "a5") = ("a5".to_owned(), "library".to_owned(), Some(1)));
    assert!(found.contains(&"not-chosen".to_owned()), "{found:?}");
}

#[test]
fn a_changed_number_of_the_choice_is_named() {
    assert_eq!(codes(|claim| seat(claim, "a4").2 = Some(1)), ["figure-changed"]);
}

#[test]
fn an_applicant_left_out_is_named() {
    let found = codes(|claim| claim.seats.retain(|seat| seat.0 != "a6"));
    assert_eq!(found, ["applicant-missing"]);
}

#[test]
fn an_applicant_who_never_applied_is_named() {
    let found = codes(|claim| claim.seats.push(("a99".to_owned(), "library".to_owned(), Some(1))));
    assert_eq!(found, ["applicant-extra"]);
    let twice = codes(|claim| claim.seats.push(claim.seats[0].clone()));
    assert_eq!(twice, ["applicant-extra"]);
}

#[test]
fn a_waiting_list_put_in_another_order_is_named() {
    let swapped = codes(|claim| {
        let park: Vec<usize> = (0..claim.waiting.len()).filter(|&at| claim.waiting[at].0 == "park").collect();
        let first = claim.waiting[park[0]].2.clone();
        claim.waiting[park[0]].2 = std::mem::replace(&mut claim.waiting[park[1]].2, first);
    });
    assert_eq!(swapped, ["waiting-wrong"]);
    assert_eq!(codes(|claim| drop(claim.waiting.pop())), ["waiting-wrong"], "struck off");
    let added = codes(|claim| claim.waiting.push(("library".to_owned(), 1, "a1".to_owned())));
    assert_eq!(added, ["waiting-wrong"], "put on");
}

#[test]
fn a_reserved_place_given_away_is_named() {
    // Three want two places of the library, one of which is kept for the group of a8.
    let mut round = Round::default();
    round.unit("library", 2);
    for (who, score) in [("a", 90), ("b", 80), ("c", 10)] {
        round.choice(who, "library", 1, &[Some(score)]);
    }
    round.reserve("library", "new", 1, Fallback::Stays);
    round.member("c", "new");
    for (who, unit) in [("a", "library"), ("b", "library"), ("c", "")] {
        round.seat(who, unit, (!unit.is_empty()).then_some(1));
    }
    round.cutoff("library", 2, 2, Some(80));
    round.waits("library", 1, "c");
    let found = round.violations(None);
    assert_eq!(
        found,
        [Violation::PassedOver { unit: "library".into(), applicant: "c".into(), instead: "b".into() }]
    );
}

#[test]
fn a_stable_result_that_suits_units_and_not_applicants_is_named() {
    // Everybody got the second wish although all could have had the first.
    let mut round = Round::default();
    for unit in &["u1", "u2"] {
        round.unit(unit, 1);
    }
    for (who, first, second) in [("a1", "u1", "u2"), ("a2", "u2", "u1")] {
        round.choice(who, first, 1, &[Some(1)]);
        round.choice(who, second, 2, &[Some(2)]);
    }
    round.seat("a1", "u2", Some(2));
    round.seat("a2", "u1", Some(2));
    for unit in &["u1", "u2"] {
        round.cutoff(unit, 1, 1, Some(2));
    }
    round.waits("u1", 1, "a1");
    round.waits("u2", 1, "a2");
    let best = |who: &str, claimed: &str, best: &str| Violation::NotTheBest {
        applicant: who.to_owned(),
        claimed: claimed.to_owned(),
        best: best.to_owned(),
    };
    assert_eq!(round.violations(Some(&SEED)), [best("a1", "u2", "u1"), best("a2", "u1", "u2")]);
}

const ARCS: [(&str, &str, i64); 7] = [
    ("a1", "park", 3),
    ("a1", "school", 5),
    ("a2", "park", 2),
    ("a2", "school", 9),
    ("a3", "park", 4),
    ("a4", "park", 8),
    ("a4", "school", 1),
];

fn network() -> (Network, Assignment) {
    let mut costs = Costs::new();
    for &(unit, places) in &[("park", 1), ("school", 2)] {
        costs.unit(unit, places);
    }
    for &(who, unit, cost) in &ARCS {
        costs.arc(who, unit, cost);
    }
    let network = costs.close(1).expect("a valid network");
    let result = assign(&network, 1);
    (network, result)
}

/// The codes found after a change of (seats, applicants' prices, units' prices, sums).
#[derive(Clone)]
struct Assigned {
    seats: Vec<(String, String, Option<i64>)>,
    people: Vec<(String, i128)>,
    units: Vec<(String, i128)>,
    sums: Sums,
}

fn price_codes(change: impl FnOnce(&mut Assigned)) -> Vec<String> {
    let (network, result) = network();
    let (people, units) = (network.applicants(), network.units());
    let seat = |at: usize| {
        let seat = result.of(&network, at);
        let unit = seat.map(|(unit, _)| units.get(unit).to_owned()).unwrap_or_default();
        (people.get(at).to_owned(), unit, seat.map(|(_, cost)| cost))
    };
    let mut claim = Assigned {
        seats: (0..people.len()).map(seat).collect(),
        people: (0..people.len())
            .map(|at| (people.get(at).to_owned(), result.applicant_prices[at]))
            .collect(),
        units: (0..units.len()).map(|at| (units.get(at).to_owned(), result.unit_prices[at])).collect(),
        sums: Sums {
            placed: result.placed,
            total_cost: result.total_cost,
            unplaced_cost: result.unplaced_cost,
        },
    };
    change(&mut claim);
    let mut prices = Prices::default();
    for &(unit, places) in &[("park", 1), ("school", 2)] {
        prices.unit(unit, places);
    }
    for &(who, unit, cost) in &ARCS {
        prices.arc(who, unit, cost);
    }
    claim.seats.iter().for_each(|(who, unit, cost)| prices.seat(who, unit, *cost));
    claim.people.iter().for_each(|(id, price)| prices.applicant_price(id, *price));
    claim.units.iter().for_each(|(id, price)| prices.unit_price(id, *price));
    let found = prices.violations(Some(claim.sums));
    let mut codes: Vec<String> =
        found.iter().map(|one| one.key().trim_start_matches("matching-verify-found-").to_owned()).collect();
    codes.dedup();
    codes
}

#[test]
fn a_true_assignment_is_accepted() {
    assert_eq!(price_codes(|_| {}), Vec::<String>::new());
}

#[test]
fn a_dearer_assignment_is_not_proven() {
    // a1 and a4 at the school, a2 at the park: 5 + 1 + 2. Sending a3 to the park instead of a2 costs 2 more.
    let found = price_codes(|claim| {
        for seat in &mut claim.seats {
            match seat.0.as_str() {
                "a2" => *seat = ("a2".to_owned(), String::new(), None),
                "a3" => *seat = ("a3".to_owned(), "park".to_owned(), Some(4)),
                _ => {}
            }
        }
        claim.sums.total_cost += 2;
    });
    assert_eq!(found, ["proof-fails"]);
}

#[test]
fn edited_costs_sums_and_prices_are_named() {
    let at = |claim: &Assigned, who: &str| claim.seats.iter().position(|seat| seat.0 == who).expect("a row");
    let cost = price_codes(|claim| {
        let at = at(claim, "a1");
        claim.seats[at].2 = Some(1);
    });
    assert_eq!(cost, ["figure-changed"]);
    assert_eq!(price_codes(|claim| claim.sums.total_cost -= 1), ["sum-wrong"]);
    assert_eq!(price_codes(|claim| claim.sums.unplaced_cost -= 1), ["sum-wrong"]);
    assert_eq!(price_codes(|claim| claim.people[0].1 += 1), ["price-too-high", "proof-fails"]);
    assert_eq!(price_codes(|claim| claim.people[0].1 -= 1), ["proof-fails"]);
    let below = price_codes(|claim| claim.units[1].1 = -1);
    assert!(below.contains(&"price-out-of-bounds".to_owned()), "{below:?}");
    assert_eq!(
        price_codes(|claim| drop(claim.units.remove(0))).first().map(String::as_str),
        Some("price-missing")
    );
    let over = price_codes(|claim| {
        let at = at(claim, "a1");
        claim.seats[at] = ("a1".to_owned(), "park".to_owned(), Some(3));
    });
    assert!(over.contains(&"over-capacity".to_owned()), "{over:?}");
}
