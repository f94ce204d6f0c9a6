//! Laws of the assignment: the optimum of every small case, prices that prove it, the same bytes on any number of threads.

use base::Dice;
use matching::{Assignment, Costs, List, Network, Refused, assign};
use proptest::prelude::*;

/// Rows of a small case: places by unit, and (person, unit, cost).
type Case = (Vec<i64>, Vec<(usize, usize, i64)>);

fn network((places, arcs): &Case) -> Network {
    let mut costs = Costs::new();
    for (unit, &places) in places.iter().enumerate() {
        costs.unit(&format!("u{unit:03}"), places);
    }
    for &(person, unit, cost) in arcs {
        costs.arc(&format!("a{person:05}"), &format!("u{unit:03}"), cost);
    }
    costs.close(2).expect("a valid network")
}

/// The most placed and the least cost, by trying everything.
fn best(network: &Network, person: usize, left: &mut [u64]) -> (u64, i128) {
    if person == network.applicants().len() {
        return (0, 0);
    }
    let mut found = best(network, person + 1, left);
    for (unit, cost) in network.arcs(person) {
        if left[unit] > 0 {
            left[unit] -= 1;
            let (placed, total) = best(network, person + 1, left);
            left[unit] += 1;
            let this = (placed + 1, total + i128::from(cost));
            if this.0 > found.0 || (this.0 == found.0 && this.1 < found.1) {
                found = this;
            }
        }
    }
    found
}

/// Every inequality of the proof, and that seats keep to places and arcs.
fn proves(network: &Network, result: &Assignment) {
    let m = result.unplaced_cost;
    let (mut filled, mut total, mut worth, mut placed) = (vec![0; network.units().len()], 0, 0, 0);
    for person in 0..network.applicants().len() {
        let u = result.applicant_prices[person];
        assert!(u <= m, "u <= M");
        worth += u;
        for (unit, cost) in network.arcs(person) {
            assert!(u - result.unit_prices[unit] <= i128::from(cost), "u - p <= cost");
        }
        if let Some((unit, cost)) = result.of(network, person) {
            assert!(network.arcs(person).any(|arc| arc == (unit, cost)));
            filled[unit] += 1;
            placed += 1;
            total += i128::from(cost);
        }
    }
    for (unit, &filled) in filled.iter().enumerate() {
        assert!(result.unit_prices[unit] >= 0, "p >= 0");
        assert!(filled <= network.places(unit));
        worth -= i128::from(network.places(unit)) * result.unit_prices[unit];
    }
    assert_eq!((placed, total), (result.placed, result.total_cost));
    let left = i128::from(network.applicants().len() as u64 - placed);
    assert_eq!(worth, total + m * left, "primal = dual");
}

fn case(most: i64) -> impl Strategy<Value = Case> {
    (1..5_usize, 1..8_usize).prop_flat_map(move |(units, people)| {
        let pairs: Vec<(usize, usize)> =
            (0..people).flat_map(|person| (0..units).map(move |unit| (person, unit))).collect();
        let count = pairs.len();
        (
            proptest::collection::vec(0..4_i64, units),
            proptest::sample::subsequence(pairs, 1..=count),
            proptest::collection::vec(0..=most, count),
        )
            .prop_map(|(places, pairs, costs)| {
                let arcs = pairs.into_iter().zip(costs).map(|((person, unit), cost)| (person, unit, cost));
                (places, arcs.collect())
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_optimum_of_a_small_case_is_that_of_trying_everything(case in case(9)) {
        let network = network(&case);
        let result = assign(&network, 1);
        let mut left: Vec<u64> = (0..network.units().len()).map(|unit| network.places(unit)).collect();
        prop_assert_eq!((result.placed, result.total_cost), best(&network, 0, &mut left));
        proves(&network, &result);
    }

    #[test]
    fn large_costs_are_summed_exactly(case in case(1_000_000_000_000)) {
        let network = network(&case);
        let result = assign(&network, 1);
        let mut left: Vec<u64> = (0..network.units().len()).map(|unit| network.places(unit)).collect();
        prop_assert_eq!((result.placed, result.total_cost), best(&network, 0, &mut left));
        proves(&network, &result);
    }
}

/// A round of random costs; units are spread so that nobody has the same one twice.
fn random(people: usize, units: usize, places: i64, most: i64) -> Case {
    let mut dice = Dice::new(most as u64 + people as u64);
    let mut arcs = Vec::new();
    for person in 0..people {
        let first = dice.between(0, units as i64 - 1) as usize;
        for at in 0..5 {
            arcs.push((person, (first + at * (at + 3)) % units, dice.between(0, most)));
        }
    }
    (vec![places; units], arcs)
}

#[test]
fn threads_and_the_order_of_rows_change_no_byte() {
    for (places, most) in [(95, 1_000), (100, 20), (120, 100_000)] {
        let (places, mut arcs) = random(20_000, 200, places, most);
        let one = assign(&network(&(places.clone(), arcs.clone())), 1);
        arcs.reverse();
        let network = network(&(places, arcs));
        for workers in [2, 3] {
            assert_eq!(assign(&network, workers), one);
        }
        proves(&network, &one);
    }
}

#[test]
fn hard_shapes_are_solved_exactly() {
    // All equal; too few places for all; two crowds for one place; a chain along which everybody has to move.
    let equal: Case = (vec![3; 20], (0..80).flat_map(|p| (0..20).map(move |u| (p, u, 5))).collect());
    let free: Case = (vec![1; 30], (0..40).flat_map(|p| (0..30).map(move |u| (p, u, 0))).collect());
    let crowds: Case = (vec![1, 50], (0..50).flat_map(|p| [(p, 0, 1), (p, 1, 1_000_000)]).collect());
    let mut chain: Case = (vec![1; 60], Vec::new());
    for person in 0..60 {
        chain.1.push((person, person, 900 - person as i64));
        if person > 0 {
            chain.1.push((person, person - 1, 0));
        }
    }
    chain.1.push((60, 59, 0));
    for (case, expected) in
        [(equal, (60, 300)), (free, (30, 0)), (crowds, (50, 49_000_001)), (chain, (60, 0))]
    {
        let network = network(&case);
        let result = assign(&network, 2);
        proves(&network, &result);
        assert_eq!((result.placed, result.total_cost), expected);
    }
}

#[test]
fn a_chain_too_long_for_the_first_guess_still_places_the_most() {
    // To place everybody, all of 400 have to give up what costs nothing for what costs 1,000.
    let people = 400;
    let mut case: Case = (vec![1; people], Vec::new());
    for person in 0..people {
        if person > 0 {
            case.1.push((person, person - 1, 0));
        }
        case.1.push((person, person, 1_000));
    }
    let network = network(&case);
    let result = assign(&network, 1);
    proves(&network, &result);
    assert_eq!((result.placed, result.total_cost), (400, 400_000));
}

#[test]
fn each_fault_of_the_rows_is_named_with_its_place() {
    let mut costs = Costs::new();
    costs.unit("u1", 1);
    costs.unit("u1", 1);
    costs.unit("u2", -1);
    costs.unit(" u3", 1);
    costs.arc("a", "u1", 1);
    costs.arc("a", "u9", 1);
    costs.arc("a", "u1", 2);
    costs.arc("b", "u1", -1);
    costs.arc("", "u1", 1);
    costs.arc("b", "u2", 1_000_000_000_001);
    let wrong = costs.close(1).expect_err("faults");
    let found: Vec<(List, usize, Refused)> =
        wrong.into_iter().map(|one| (one.list, one.at, one.why)).collect();
    let id = str::to_owned;
    assert_eq!(
        found,
        [
            (List::Units, 1, Refused::UnitTwice { unit: id("u1") }),
            (List::Units, 2, Refused::PlacesNegative { unit: id("u2"), value: -1 }),
            (List::Units, 3, Refused::IdBlank { id: id(" u3") }),
            (List::Arcs, 1, Refused::UnitUnknown { unit: id("u9") }),
            (List::Arcs, 2, Refused::PairTwice { applicant: id("a"), unit: id("u1") }),
            (List::Arcs, 3, Refused::CostNegative { applicant: id("b"), unit: id("u1"), value: -1 }),
            (List::Arcs, 4, Refused::IdBlank { id: String::new() }),
            (List::Arcs, 5, Refused::CostTooLarge { value: 1_000_000_000_001, limit: 1_000_000_000_000 }),
        ]
    );
}

#[test]
fn a_network_without_applicants_or_places_is_solved_all_the_same() {
    for case in [(vec![], vec![]), (vec![2], vec![]), (vec![0], vec![(0, 0, 7)])] {
        let network = network(&case);
        let result = assign(&network, 2);
        proves(&network, &result);
        assert_eq!((result.placed, result.total_cost, result.unplaced_cost), (0, 0, 1));
    }
}
