//! How a figure that is no plain count comes about: its terms, each leading to the rows that sum to it.

use std::cell::RefCell;

use base::Ratio;
use documents::{Cell, workbook::Kind};
use serde_json::json;

use super::{counted, demand, projected, single_ages, source, supply};
use crate::{
    listing::{Field, Listing},
    model::{Cohort, Count, District, NeedInYear, Projection, Situation},
    say::{Say, per_hundred},
};

/// Which figure of which district is to be explained, as an address.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// Year of the projects.
    pub year: i64,
    /// District; empty for the city.
    pub district: &'a str,
    /// Programme type; empty for all.
    pub type_id: &'a str,
    /// Code of an activity; empty for all.
    pub activity: &'a str,
    /// Year of the projections.
    pub later: Option<i64>,
}

impl<'a> How<'a> {
    /// A figure of a district, or of the city.
    pub fn of(situation: &Situation, district: &'a District) -> Self {
        let district = if district.kind == "city" { "" } else { district.id.as_str() };
        Self { year: situation.year, district, type_id: "", activity: "", later: None }
    }

    /// The address that explains `what`.
    pub fn is(&self, what: &str) -> String {
        let mut href = format!("/foresight/calculation?what={what}&year={}", self.year);
        for (name, value) in
            [("district", self.district), ("type", self.type_id), ("activity", self.activity)]
        {
            if !value.is_empty() {
                href.extend(["&", name, "=", value]);
            }
        }
        if let Some(later) = self.later {
            href.extend(["&in=", &later.to_string()]);
        }
        href
    }
}

/// Which figure is asked for, as the address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The sort of figure, such as `rate`.
    pub what: String,
    /// District; empty for the city.
    pub district: String,
    /// Programme type; empty for all.
    pub type_id: String,
    /// Code of an activity; empty for all.
    pub activity: String,
    /// Year of the projections.
    pub later: Option<i64>,
}

/// What a computation is made with.
struct Desk<'a> {
    situation: &'a Situation,
    say: Say<'a>,
    wanted: &'a Wanted,
    /// Sources of the figures taken so far, each once.
    cited: RefCell<Vec<String>>,
}

/// Terms and the result.
type Sum = (Vec<(String, Field)>, Field);

/// How a figure is computed; none when there is no such figure.
pub fn calculation(situation: &Situation, say: Say<'_>, wanted: &Wanted) -> Option<Listing> {
    let desk = Desk { situation, say, wanted, cited: RefCell::default() };
    let (terms, result) = match wanted.what.as_str() {
        "rate" => desk.rate(),
        "above" => desk.above(),
        "needed" => desk.needed(),
        "lacking" => desk.lacking(),
        "needed-now" => desk.needed_now(),
        "needed-in" => desk.needed_in(),
        "more" => desk.more(),
        "share" => desk.share(),
        "non-public" => Some(desk.non_public()),
        "largest-five" => Some(desk.largest_five()),
        "turned" => desk.cohorts(true),
        "to-come" => desk.cohorts(false),
        _ => None,
    }?;
    let key = format!("foresight-calculation-{}", wanted.what);
    let mut list = Listing::new(
        say.f("foresight-calculation-title", &[("what", json!(say.t(&key))), ("of", json!(desk.name()))]),
        vec![
            ("term", say.t("foresight-column-term"), Kind::Text),
            ("value", say.t("foresight-column-value"), Kind::Whole),
        ],
    );
    list.note = say.t(&format!("{key}.note"));
    list.rows = terms.into_iter().map(|(term, value)| vec![Field::of(term), value]).collect();
    list.total = Some(vec![Field::of(say.t(&key)), result]);
    list.sources = desk.cited.into_inner();
    Some(list)
}

fn rate_field(ratio: Ratio) -> Field {
    Field::rate(per_hundred(ratio), 2)
}

impl Desk<'_> {
    /// The district asked for, or the city.
    fn district(&self) -> Option<&District> {
        let supply = &self.situation.supply;
        if self.wanted.district.is_empty() {
            return Some(&supply.city);
        }
        self.situation.district(&self.wanted.district)
    }

    /// District and type in words.
    fn name(&self) -> String {
        let supply = &self.situation.supply;
        let after = || supply.after.iter().find(|after| after.id == self.wanted.district);
        let place = match self.district() {
            Some(district) => district.name.as_str(),
            None => after().map_or("", |after| &after.name),
        };
        let kind = supply::type_name(self.situation, self.say, &self.wanted.type_id);
        format!("{place} {kind}").trim().to_owned()
    }

    /// Remembers where a figure comes from.
    fn cite(&self, line: String) {
        let mut cited = self.cited.borrow_mut();
        if !cited.contains(&line) {
            cited.push(line);
        }
    }

    fn cite_projects(&self) {
        let supply = &self.situation.supply;
        self.cite(source(self.say, "foresight-source-projects", &supply.source, &supply.as_of));
    }

    fn cite_goal(&self) {
        let goal = &self.situation.supply.goal;
        self.cite(source(self.say, "foresight-source-goal", &goal.source, &goal.as_of));
    }

    fn cite_projection(&self, projection: &Projection) {
        self.cite(projected(self.say, self.situation.supply.edition.as_deref(), projection));
    }

    fn term(&self, key: &str, name: &str) -> String {
        self.say.f(&format!("foresight-term-{key}"), &[("name", json!(name))])
    }

    /// Places of a district, of the type asked for: their number, and the term with its rows.
    fn places(&self, district: &District) -> Option<(i64, (String, Field))> {
        let type_id = &self.wanted.type_id;
        let places = match type_id.as_str() {
            "" => district.tally.places,
            id => district.types.iter().find(|one| one.type_id == id)?.tally.places,
        };
        let href = supply::rows(self.situation, "places", district, type_id);
        self.cite_projects();
        Some((places, (self.term("places", &district.name), Field::link(places, href))))
    }

    fn people(&self, district: &District, people: &Count) -> (String, Field) {
        self.cite(counted(self.say, people));
        (
            self.term("people", &district.name),
            Field::link(people.persons, supply::people_href(district, people)),
        )
    }

    /// The goal as a percentage: 10.0.
    fn goal(&self) -> (String, Field) {
        let goal = self.situation.supply.goal.places_per_mille;
        self.cite_goal();
        (self.say.t("foresight-term-goal"), Field::rate(Some(goal), 1))
    }

    fn rate(&self) -> Option<Sum> {
        let district = self.district()?;
        let people = district.people.as_ref()?;
        let (places, term) = self.places(district)?;
        let rate = rate_field(Ratio::new(places, people.persons));
        Some((vec![term, self.people(district, people)], rate))
    }

    fn above(&self) -> Option<Sum> {
        let (district, city) = (self.district()?, &self.situation.supply.city);
        let above = match self.wanted.type_id.as_str() {
            "" => district.above_mean?,
            id => district.types.iter().find(|one| one.type_id == id)?.above_mean?,
        };
        let mut terms = Vec::new();
        for one in [district, city] {
            let people = one.people.as_ref()?;
            let (places, term) = self.places(one)?;
            let how = How { type_id: &self.wanted.type_id, ..How::of(self.situation, one) };
            let rate = rate_field(Ratio::new(places, people.persons)).to(how.is("rate"));
            terms.extend([term, self.people(one, people), (self.term("rate", &one.name), rate)]);
        }
        Some((terms, rate_field(above)))
    }

    fn needed(&self) -> Option<Sum> {
        let district = self.district()?;
        let (people, goal) = (district.people.as_ref()?, district.goal?);
        Some((vec![self.people(district, people), self.goal()], Field::of(goal.needed)))
    }

    fn lacking(&self) -> Option<Sum> {
        let district = self.district()?;
        let goal = district.goal?;
        let how = How::of(self.situation, district);
        let needed = Field::link(goal.needed, how.is("needed"));
        // What is needed is computed of people and the goal.
        self.cite(counted(self.say, district.people.as_ref()?));
        self.cite_goal();
        let (_, places) = self.places(district)?;
        Some((vec![(self.term("needed", &district.name), needed), places], Field::of(goal.lacking)))
    }

    fn needed_now(&self) -> Option<Sum> {
        let supply = &self.situation.supply;
        if let Some(district) = self.district() {
            let now = district.now.as_ref()?;
            return Some((vec![self.people(district, &now.people), self.goal()], Field::of(now.needed)));
        }
        let after = supply.after.iter().find(|after| after.id == self.wanted.district)?;
        let now = after.now.as_ref()?;
        let district = District {
            id: after.id.clone(),
            name: after.name.clone(),
            kind: "district".into(),
            ..supply.city.clone()
        };
        Some((vec![self.people(&district, &now.people), self.goal()], Field::of(now.needed)))
    }

    /// One year of the projections of a district.
    fn later<'d>(&self, district: &'d District) -> Option<&'d NeedInYear> {
        let year = self.wanted.later?;
        district.later.iter().find(|one| one.year == year && one.projection.is_some())
    }

    /// The districts with a projection, each as a term leading to its own computation.
    fn each_later(&self, what: &str, value: impl Fn(&NeedInYear) -> Option<i64>) -> Option<Sum> {
        let mut sum = 0;
        let mut terms = Vec::new();
        for district in &self.situation.supply.districts {
            let Some((year, value)) = self.later(district).and_then(|year| Some((year, value(year)?))) else {
                continue;
            };
            if let Some(projection) = &year.projection {
                self.cite_projection(projection);
            }
            let how = How { later: self.wanted.later, ..How::of(self.situation, district) };
            terms.push((district.name.clone(), Field::link(value, how.is(what))));
            sum += value;
        }
        (!terms.is_empty()).then_some((terms, Field::of(sum)))
    }

    fn needed_in(&self) -> Option<Sum> {
        if self.wanted.district.is_empty() {
            self.cite_goal();
            return self.each_later("needed-in", |year| year.needed);
        }
        let district = self.district()?;
        let year = self.later(district)?;
        self.cite_projection(year.projection.as_ref()?);
        let href = format!("/foresight/projections?area={}&year={}", district.id, year.year);
        let people = Field::link(year.projection.as_ref()?.persons, href);
        Some((vec![(self.term("people", &district.name), people), self.goal()], Field::of(year.needed?)))
    }

    fn more(&self) -> Option<Sum> {
        self.cite_goal();
        if self.wanted.district.is_empty() {
            self.cite_projects();
            return self.each_later("more", |year| year.more_than_now);
        }
        let district = self.district()?;
        let year = self.later(district)?;
        self.cite_projection(year.projection.as_ref()?);
        let how = How { later: self.wanted.later, ..How::of(self.situation, district) };
        let needed = (self.term("needed", &district.name), Field::link(year.needed?, how.is("needed-in")));
        let (_, places) = self.places(district)?;
        Some((vec![needed, places], Field::of(year.more_than_now?)))
    }

    /// A term of places of the whole city by an address.
    fn city_places(&self, name: &str, places: i64, filter: &str) -> (String, Field) {
        let year = self.situation.year;
        let href = format!("/foresight/rows?what=places&year={year}&district={filter}");
        self.cite_projects();
        (self.term("places", name), Field::link(places, href))
    }

    /// All places, and the share of `ratio` of them.
    fn of_all(&self, mut terms: Vec<(String, Field)>, ratio: Ratio) -> Sum {
        terms.push(self.city_places(&self.situation.supply.city.name, ratio.per, ""));
        (terms, Field::rate(ratio.scaled(1000), 1))
    }

    fn share(&self) -> Option<Sum> {
        let (variety, wanted) = (&self.situation.variety, self.wanted);
        if wanted.activity.is_empty() {
            let one = variety.types.iter().find(|one| one.type_id == wanted.type_id)?;
            let name = supply::type_name(self.situation, self.say, &one.type_id);
            return Some(self.of_all(vec![self.type_term(name, one.share.of, &one.type_id)], one.share));
        }
        let mut fitting = variety.activities.iter().filter(|one| one.code == wanted.activity);
        let one = fitting.find(|one| wanted.type_id.is_empty() || one.type_id == wanted.type_id)?;
        Some(self.of_all(vec![self.activity_term(one)], one.share))
    }

    fn type_term(&self, name: &str, places: i64, type_id: &str) -> (String, Field) {
        self.city_places(name, places, &format!("&type={type_id}"))
    }

    fn activity_term(&self, one: &crate::model::Activity) -> (String, Field) {
        let filter = format!("&type={}&activity={}", one.type_id, one.code);
        self.city_places(&one.name, one.places, &filter)
    }

    fn non_public(&self) -> Sum {
        let public = |id: &str| self.situation.supply.types.iter().any(|one| one.id == id && one.public);
        let others = self.situation.variety.types.iter().filter(|one| !public(&one.type_id));
        let terms = others.map(|one| {
            let name = supply::type_name(self.situation, self.say, &one.type_id);
            self.type_term(name, one.places, &one.type_id)
        });
        self.of_all(terms.collect(), self.situation.variety.non_public)
    }

    fn largest_five(&self) -> Sum {
        let variety = &self.situation.variety;
        let terms = variety.activities.iter().take(5).map(|one| self.activity_term(one));
        self.of_all(terms.collect(), variety.largest_five)
    }

    /// The cohorts that have turned 65, or those that have not.
    fn cohorts(&self, turned: bool) -> Option<Sum> {
        let own = &self.situation.demand;
        let wanted = |cohort: &&Cohort| cohort.turned == turned;
        let term = |cohort: &Cohort| {
            let born = demand::span(cohort.born_from, cohort.born_until);
            (self.term("born", &born), Field::link(cohort.persons, demand::cohort_href(own, cohort, "")))
        };
        let terms: Vec<_> = own.cohorts.iter().filter(wanted).map(term).collect();
        let sum = if turned { own.turned } else { own.to_come };
        if let Some(line) = single_ages(self.say, own) {
            self.cite(line);
        }
        (!terms.is_empty()).then_some((terms, Field::of(Cell::Whole(sum))))
    }
}
