//! Laws of the stable matching, against trying everything on small rounds.

use base::Dice;
use matching::{
    Call, Commitment, Draw, Event, List, Mark, Market, Placement, Refused, Rule, Seed, Standing, Unfilled,
    Waiting, Wrong, stable,
};
use proptest::prelude::*;

const SEED: Seed = Seed([7; 32]);

/// A small round: places by unit, and for each person the units in the order wanted with the score at each.
#[derive(Debug, Clone)]
struct Small {
    places: Vec<i64>,
    lists: Vec<Vec<(usize, i64)>>,
    reserves: Vec<(usize, i64, bool)>,
    members: Vec<usize>,
}

impl Small {
    fn market(&self) -> Market {
        let mut call = Call::new();
        for (unit, &places) in self.places.iter().enumerate() {
            call.unit(&format!("u{unit}"), places);
        }
        for (person, list) in self.lists.iter().enumerate() {
            for (at, &(unit, score)) in list.iter().enumerate() {
                call.choose(
                    &format!("a{person}"),
                    &format!("u{unit}"),
                    at as i64 * 2 + 1,
                    &[Mark::from_whole(score)],
                );
            }
        }
        for &(unit, places, reverts) in &self.reserves {
            let unfilled = if reverts { Unfilled::Reverts } else { Unfilled::Stays };
            call.reserve(&format!("u{unit}"), "g", places, unfilled);
        }
        self.members.iter().for_each(|person| call.member(&format!("a{person}"), "g"));
        call.close(2).expect("a valid round")
    }
}

fn small(units: usize, people: usize, scores: i64) -> impl Strategy<Value = Small> {
    (1..=units, 1..=people).prop_flat_map(move |(units, people)| {
        let list = Just((0..units).collect::<Vec<_>>())
            .prop_shuffle()
            .prop_flat_map(move |order| {
                (1..=order.len(), proptest::collection::vec(0..scores, order.len()), Just(order))
            })
            .prop_map(|(len, scores, order)| order.into_iter().zip(scores).take(len).collect());
        let places = proptest::collection::vec(0..3_i64, units);
        (places, proptest::collection::vec(list, people)).prop_map(|(places, lists)| Small {
            places,
            lists,
            reserves: vec![],
            members: vec![],
        })
    })
}

/// How a person stands at a unit; more is better and nobody's is equal.
fn standing_at(
    market: &Market,
    draw: &Draw,
    person: usize,
    unit: usize,
) -> Option<(Mark, std::cmp::Reverse<usize>)> {
    let at = market.choices(person).position(|(other, _)| other == unit)?;
    Some((market.score(person, at), std::cmp::Reverse(draw.place(person))))
}

/// Whether nobody would rather have a place that is free or held by somebody who stands lower.
fn is_stable(market: &Market, draw: &Draw, units: &[Option<usize>]) -> bool {
    (0..units.len()).all(|person| {
        market.choices(person).map(|(unit, _)| unit).take_while(|unit| units[person] != Some(*unit)).all(
            |unit| {
                let held: Vec<usize> = (0..units.len()).filter(|&other| units[other] == Some(unit)).collect();
                let mine = standing_at(market, draw, person, unit);
                held.len() as u64 == market.places(unit)
                    && held.iter().all(|&other| standing_at(market, draw, other, unit) > mine)
            },
        )
    })
}

/// Every way to place people within places and wishes.
fn everything(
    market: &Market,
    person: usize,
    units: &mut Vec<Option<usize>>,
    see: &mut impl FnMut(&[Option<usize>]),
) {
    if person == market.applicants().len() {
        return see(units);
    }
    let choices: Vec<usize> = market.choices(person).map(|(unit, _)| unit).collect();
    for unit in choices.into_iter().map(Some).chain([None]) {
        let held = units.iter().filter(|&&other| other == unit).count() as u64;
        if unit.is_none_or(|unit| held < market.places(unit)) {
            units.push(unit);
            everything(market, person + 1, units, see);
            units.pop();
        }
    }
}

fn units_of(market: &Market, placement: &Placement) -> Vec<Option<usize>> {
    (0..market.applicants().len()).map(|person| placement.of(market, person).map(|(unit, _)| unit)).collect()
}

fn wish(market: &Market, person: usize, unit: Option<usize>) -> usize {
    unit.and_then(|unit| market.choices(person).position(|(other, _)| other == unit)).unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_result_is_stable_and_no_stable_matching_suits_anybody_better(small in small(4, 5, 4)) {
        let market = small.market();
        let draw = Draw::new(&market, &SEED, 1);
        let ours = units_of(&market, &stable(&market, &draw, 1).expect("a placement"));
        prop_assert!(is_stable(&market, &draw, &ours));
        let mut better = 0;
        everything(&market, 0, &mut Vec::new(), &mut |other| {
            if is_stable(&market, &draw, other) {
                let suits = |person| wish(&market, person, other[person]) < wish(&market, person, ours[person]);
                better += (0..ours.len()).filter(|&person| suits(person)).count();
            }
        });
        prop_assert_eq!(better, 0);
    }

    #[test]
    fn nobody_gains_by_naming_other_wishes(small in small(3, 5, 3), lie in 0..24_usize, liar in 0..5_usize) {
        let liar = liar % small.lists.len();
        let truth = small.market();
        let id = truth.applicants().place(&format!("a{liar}")).expect("the liar");
        let draw = Draw::new(&truth, &SEED, 1);
        let honest = truth_of(&truth, &stable(&truth, &draw, 1).expect("a placement"), id);
        let mut told = small.clone();
        let list = &mut told.lists[liar];
        let len = list.len();
        list.rotate_left(lie % len);
        list.truncate(1 + lie / 4 % len);
        let lied = told.market();
        let placement = stable(&lied, &Draw::new(&lied, &SEED, 1), 1).expect("a placement");
        let reached = placement.of(&lied, id).map(|(unit, _)| unit);
        prop_assert!(wish(&truth, id, reached) >= honest);
    }

    #[test]
    fn a_round_that_goes_on_equals_the_round_computed_anew(
        small in small(5, 9, 4),
        events in proptest::collection::vec((0..4_u8, 0..9_usize, 0..5_usize, 0..6_i64), 1..7),
        reserved in any::<bool>(),
    ) {
        let mut small = small;
        if reserved && small.places[0] > 0 {
            small.reserves = vec![(0, 1, true)];
            small.members = vec![0, 2];
        }
        let market = small.market();
        let draw = Draw::new(&market, &SEED, 1);
        let placement = stable(&market, &draw, 1).expect("a placement");
        let mut standing = Standing::new(market, draw, &placement).expect("a lottery");
        for (kind, person, unit, score) in events {
            let before = units_of(standing.market(), &standing.placement());
            let (applicant, unit) = (format!("a{person}"), format!("u{unit}"));
            let marks = [Some(Mark::from_millionths(score * 500_000))];
            let event = match kind {
                0 | 1 => Event::DropsOut { applicant: &applicant },
                2 => Event::PlacesOpen { unit: &unit, places: 1 },
                _ => Event::Corrected { applicant: &applicant, unit: &unit, marks: &marks },
            };
            let moved = standing.apply(event, Rule::Move);
            let after = units_of(standing.market(), &standing.placement());
            prop_assert_eq!(&units_of(standing.market(), &standing.recomputed(1)), &after);
            let mut told = before.clone();
            for one in moved.into_iter().flatten() {
                prop_assert_eq!(before[one.applicant], one.from);
                told[one.applicant] = one.to;
            }
            prop_assert_eq!(told, after);
        }
    }

    #[test]
    fn under_stay_nobody_placed_is_moved_and_nobody_without_a_place_is_passed_over(
        small in small(5, 9, 4),
        events in proptest::collection::vec((0..3_u8, 0..9_usize, 0..5_usize), 1..6),
    ) {
        let market = small.market();
        let draw = Draw::new(&market, &SEED, 1);
        let placement = stable(&market, &draw, 1).expect("a placement");
        let mut standing = Standing::new(market, draw.clone(), &placement).expect("a lottery");
        let mut left = Vec::new();
        for (kind, person, unit) in events {
            let before = units_of(standing.market(), &standing.placement());
            let (applicant, unit) = (format!("a{person}"), format!("u{unit}"));
            let event = match kind {
                0 | 1 => Event::DropsOut { applicant: &applicant },
                _ => Event::PlacesOpen { unit: &unit, places: 1 },
            };
            if standing.apply(event, Rule::Stay).is_ok() && kind < 2 {
                left.push(standing.market().applicants().place(&applicant).expect("who left"));
            }
            let market = standing.market();
            let after = units_of(market, &standing.placement());
            for person in (0..after.len()).filter(|person| !left.contains(person)) {
                prop_assert!(before[person].is_none() || before[person] == after[person]);
                if after[person].is_some() {
                    continue;
                }
                for (unit, _) in market.choices(person) {
                    let held = after.iter().filter(|&&other| other == Some(unit)).count() as u64;
                    prop_assert_eq!(held, market.places(unit), "a place is free that somebody waits for");
                    prop_assert!(standing.position(person, unit).is_some());
                }
            }
        }
    }
}

fn truth_of(market: &Market, placement: &Placement, person: usize) -> usize {
    wish(market, person, placement.of(market, person).map(|(unit, _)| unit))
}

fn large(people: usize) -> Small {
    let mut dice = Dice::new(3);
    let lists = (0..people)
        .map(|_| {
            let first = dice.between(0, 99) as usize;
            (0..4).map(|at| ((first + at * (at + 2)) % 100, dice.between(0, 20))).collect()
        })
        .collect();
    let reserves = (0..100).step_by(3).map(|unit| (unit, 20, unit % 2 == 0)).collect();
    Small {
        places: vec![people as i64 / 250; 100],
        lists,
        reserves,
        members: (0..people).step_by(5).collect(),
    }
}

#[test]
fn threads_change_nothing() {
    let market = large(30_000).market();
    let one = Draw::new(&market, &SEED, 1);
    let placement = stable(&market, &one, 1).expect("a placement");
    let waiting = Waiting::new(&market, &one, &placement, 1);
    for workers in [2, 3] {
        let draw = Draw::new(&market, &SEED, workers);
        assert_eq!(stable(&market, &draw, workers).expect("a placement"), placement);
        assert_eq!(Waiting::new(&market, &draw, &placement, workers), waiting);
    }
}

#[test]
fn reserved_places_are_filled_after_the_open_ones_and_revert_or_stay() {
    let lists = |scores: &[i64]| scores.iter().map(|&score| vec![(0, score)]).collect::<Vec<_>>();
    let placed = |small: &Small| -> Vec<usize> {
        let market = small.market();
        let placement = stable(&market, &Draw::new(&market, &SEED, 1), 1).expect("a placement");
        (0..small.lists.len()).filter(|&person| placement.of(&market, person).is_some()).collect()
    };
    // Three places, one for the group: the member with 90 has an open place, the one with 10 the reserved one.
    let mut small = Small {
        places: vec![3],
        lists: lists(&[90, 80, 70, 10]),
        reserves: vec![(0, 1, true)],
        members: vec![0, 3],
    };
    assert_eq!(placed(&small), [0, 1, 3]);
    let market = small.market();
    let placement = stable(&market, &Draw::new(&market, &SEED, 1), 1).expect("a placement");
    assert_eq!(placement.reserve_of(&market, 3).as_deref(), Some("g"));
    assert_eq!(placement.reserve_of(&market, 0), None);
    small.members = vec![0];
    assert_eq!(placed(&small), [0, 1, 2], "nobody of the group is left: the place reverts");
    small.reserves = vec![(0, 1, false)];
    assert_eq!(placed(&small), [0, 1], "or it stays empty");
}

#[test]
fn a_tie_that_matters_is_refused_without_a_seed_and_one_that_does_not_is_not() {
    let mut small =
        Small { places: vec![1], lists: vec![vec![(0, 5)]; 2], reserves: vec![], members: vec![] };
    let without = |small: &Small| {
        let market = small.market();
        stable(&market, &Draw::none(&market), 1).map(|placement| placement.placed())
    };
    let id = str::to_owned;
    let tie = Refused::TieWithoutSeed { unit: id("u0"), first: id("a0"), second: id("a1") };
    assert_eq!(without(&small), Err(tie.clone()));
    small.places = vec![2];
    assert_eq!(without(&small), Ok(2), "both are placed");
    small.places = vec![0];
    assert_eq!(without(&small), Err(tie), "both wait");
    small.lists = vec![vec![(0, 5)], vec![(0, 4)]];
    assert_eq!(without(&small), Ok(0));
}

#[test]
fn couples_draw_one_number_and_go_in_the_order_of_their_own() {
    let mut call = Call::new();
    call.unit("u", 1);
    for person in 0..40 {
        call.choose(&format!("a{person:02}"), "u", 1, &[Mark::from_whole(1)]);
    }
    call.couple("a07", "a31");
    let market = call.close(1).expect("a valid round");
    let draw = Draw::new(&market, &SEED, 1);
    let places: Vec<usize> = [7, 31].map(|person| draw.place(person)).to_vec();
    assert_eq!(places[0].abs_diff(places[1]), 1, "nobody can stand between them");
    let first = SEED.number(b"a07") < SEED.number(b"a31");
    assert_eq!(places[0] < places[1], first);
    let single = (0..40).filter(|&person| person != 7 && person != 31);
    for person in single {
        let before = SEED.number(format!("a{person:02}").as_bytes()) < SEED.number(b"a07");
        assert_eq!(draw.place(person) < places[0].min(places[1]), before);
    }
}

#[test]
fn tie_breaks_count_before_the_lottery_and_a_blank_one_is_the_least() {
    let mut call = Call::new();
    call.unit("u", 2);
    let mark = |text: &str| Mark::parse(text.as_bytes());
    for (who, ties) in [("a", ["", "9"]), ("b", ["-3", ""]), ("c", ["-3", "-1"]), ("d", ["-4", "8"])] {
        call.choose(who, "u", 1, &[mark("70.0"), mark(ties[0]), mark(ties[1])]);
    }
    let market = call.close(1).expect("a valid round");
    let draw = Draw::none(&market);
    let placement = stable(&market, &draw, 1).expect("no tie is left");
    assert_eq!(units_of(&market, &placement), [None, Some(0), Some(0), None]);
    let waiting = Waiting::new(&market, &draw, &placement, 1);
    assert_eq!(waiting.of(0), [3, 0]);
    assert_eq!(placement.cutoffs(&market)[0].score, Mark::from_whole(70));
}

#[test]
fn marks_of_any_fineness_keep_their_order() {
    let mut dice = Dice::new(9);
    let mut call = Call::new();
    call.unit("u", 30);
    let mut scores: Vec<(i64, i64)> = Vec::new();
    for person in 0..60 {
        let (score, tie) =
            (dice.between(-999_999_999_999_999_999, 999_999_999_999_999_999), dice.between(0, 1 << 40));
        scores.push((score, tie));
        let marks = [score, tie].map(|mark| Some(Mark::from_millionths(mark)));
        call.choose(&format!("a{person:02}"), "u", 1, &marks);
    }
    let market = call.close(1).expect("a valid round");
    let placement = stable(&market, &Draw::none(&market), 1).expect("no two are equal");
    let mut order: Vec<usize> = (0..60).collect();
    order.sort_by_key(|&person| std::cmp::Reverse(scores[person]));
    let mut best = order[..30].to_vec();
    best.sort_unstable();
    let placed: Vec<usize> = (0..60).filter(|&person| placement.of(&market, person).is_some()).collect();
    assert_eq!(placed, best);
    assert_eq!(placement.cutoffs(&market)[0].score.map(Mark::millionths), Some(scores[order[29]].0));
    assert_eq!(market.score(5, 0).millionths(), scores[5].0);
}

#[test]
fn a_commitment_holds_list_and_seed() {
    let small = Small { places: vec![1], lists: vec![vec![(0, 5)]; 3], reserves: vec![], members: vec![] };
    let market = small.market();
    let kept =
        Commitment::new(market.applicants(), "kept in a sealed envelope", Some(&SEED)).expect("a source");
    let other = Seed([8; 32]);
    assert_eq!(kept.open(market.applicants(), &SEED, None), Ok(()));
    assert_eq!(kept.open(market.applicants(), &other, None), Err(Refused::SeedChanged));
    let dice = Commitment::new(market.applicants(), " ten dice on 9 January ", None).expect("a source");
    assert_eq!(dice.seed_source, "ten dice on 9 January");
    let seed = Seed::from_public(&dice, "3 1 6 6 2 5 4 1 1 3");
    assert_ne!(seed, Seed::from_public(&dice, "3 1 6 6 2 5 4 1 1 4"));
    assert_eq!(dice.open(market.applicants(), &seed, Some(&seed)), Ok(()));
    assert_eq!(dice.open(market.applicants(), &other, Some(&seed)), Err(Refused::SeedChanged), "no redraw");
    let grown = Small { lists: vec![vec![(0, 5)]; 4], ..small };
    assert_eq!(dice.open(grown.market().applicants(), &seed, None), Err(Refused::ListChanged));
    assert_eq!(Commitment::new(market.applicants(), " ", None), Err(Refused::NoSeedSource));
}

#[test]
fn each_fault_of_the_rows_is_named_with_its_place() {
    let mut call = Call::new();
    let one = [Mark::from_whole(1)];
    for (unit, places) in [("u1", 2), ("u2", 1), ("u1", 1), ("u3", -1), ("", 1)] {
        call.unit(unit, places);
    }
    call.choose("a", "u1", 1, &one);
    call.choose("a", "u9", 2, &one);
    call.choose("a", "u1", 3, &one);
    call.choose("a", "u2", 1, &one);
    call.choose("b ", "u2", 1, &one);
    call.choose("c", "u2", 0, &one);
    call.choose("c", "u2", 1, &[one[0], one[0]]);
    call.reserve("u9", "g", 1, Unfilled::Stays);
    call.reserve("u1", "g", 2, Unfilled::Stays);
    call.reserve("u1", "h", 1, Unfilled::Stays);
    call.reserve("u1", "g", 0, Unfilled::Stays);
    call.member("a", "g");
    call.member("a", "g");
    call.couple("a", "z");
    call.couple("a", "a");
    let wrong = call.close(1).expect_err("faults");
    let id = str::to_owned;
    let at = |list, at, why| Wrong { list, at, why };
    assert_eq!(
        wrong,
        [
            at(List::Units, 2, Refused::UnitTwice { unit: id("u1") }),
            at(List::Units, 3, Refused::PlacesNegative { unit: id("u3"), value: -1 }),
            at(List::Units, 4, Refused::IdBlank { id: id("") }),
            at(List::Choices, 1, Refused::UnitUnknown { unit: id("u9") }),
            at(List::Choices, 2, Refused::UnitChosenTwice { applicant: id("a"), unit: id("u1") }),
            at(List::Choices, 3, Refused::ChoiceTwice { applicant: id("a"), choice: 1 }),
            at(List::Choices, 4, Refused::IdBlank { id: id("b ") }),
            at(List::Choices, 5, Refused::ChoiceBelowOne { applicant: id("c"), choice: 0 }),
            at(
                List::Choices,
                6,
                Refused::MarksUneven { applicant: id("c"), unit: id("u2"), found: 2, needed: 1 }
            ),
            at(List::Reserves, 0, Refused::UnitUnknown { unit: id("u9") }),
            at(List::Reserves, 3, Refused::ReserveTwice { unit: id("u1"), group: id("g") }),
            at(List::Reserves, 3, Refused::ReservesAbovePlaces { unit: id("u1"), reserved: 3, places: 2 }),
            at(List::Groups, 1, Refused::MemberTwice { applicant: id("a"), group: id("g") }),
            at(List::Couples, 0, Refused::ApplicantUnknown { applicant: id("z") }),
            at(List::Couples, 1, Refused::CoupleUnfit { applicant: id("a") }),
        ]
    );
}

#[test]
fn events_that_do_not_fit_are_refused_and_change_nothing() {
    let small = Small {
        places: vec![1, 1],
        lists: vec![vec![(0, 5)], vec![(0, 4), (1, 4)]],
        reserves: vec![],
        members: vec![],
    };
    let market = small.market();
    let none = Draw::none(&market);
    let placement = stable(&market, &none, 1).expect("a placement");
    assert_eq!(Standing::new(market.clone(), none, &placement).expect_err("no lottery"), Refused::NoLottery);
    let draw = Draw::new(&market, &SEED, 1);
    let mut standing = Standing::new(market, draw, &placement).expect("a lottery");
    let id = str::to_owned;
    let unknown = standing.apply(Event::DropsOut { applicant: "z" }, Rule::Stay);
    assert_eq!(unknown, Err(Refused::ApplicantUnknown { applicant: id("z") }));
    let unit = standing.apply(Event::PlacesOpen { unit: "z", places: 1 }, Rule::Stay);
    assert_eq!(unit, Err(Refused::UnitUnknown { unit: id("z") }));
    let marks = [Mark::from_whole(9)];
    let corrected = |unit: &'static str| Event::Corrected { applicant: "a0", unit, marks: &marks };
    let chosen = standing.apply(corrected("u1"), Rule::Stay);
    assert_eq!(chosen, Err(Refused::NotChosen { applicant: id("a0"), unit: id("u1") }));
    assert_eq!(standing.placement(), placement);
    assert_eq!(
        standing.apply(Event::DropsOut { applicant: "a0" }, Rule::Stay).map(|moved| moved.len()),
        Ok(1)
    );
    let again = standing.apply(Event::DropsOut { applicant: "a0" }, Rule::Stay);
    assert_eq!(again, Err(Refused::AlreadyOut { applicant: id("a0") }));
}

#[test]
fn a_round_without_applicants_or_units_is_empty_and_no_fault() {
    for units in 0..2 {
        let mut call = Call::new();
        (0..units).for_each(|unit| call.unit(&format!("u{unit}"), 3));
        let market = call.close(2).expect("nothing is wrong");
        let draw = Draw::new(&market, &SEED, 2);
        let placement = stable(&market, &draw, 2).expect("a placement");
        assert_eq!((placement.placed(), placement.cutoffs(&market).len()), (0, units));
        assert!(Waiting::new(&market, &draw, &placement, 2).is_empty());
    }
}
