//! Agencies: add, change, and say what they are from a day on.

use base::{AgencyId, DistrictId, FieldNote, Problem};
use jiff::civil::Date;
use register::{Work, agencies, districts, search};
use serde_json::json;

use crate::model::{AGENCY_KINDS, AddAgency, AddTerm, ChangeAgency, LEAGUES, Refused, need, settled};

/// Puts an agency into the search index.
async fn index(work: &mut Work, agency: &agencies::Agency) -> Result<(), Problem> {
    let href = format!("/office/agencies/{}", agency.id);
    let entry = search::Entry {
        kind: "agency",
        id: agency.id.as_str(),
        title: &agency.name,
        href: &href,
        permission: "office.agencies-see",
        agency: Some(&agency.id),
    };
    search::put(work, &entry).await
}

/// The term that a wish asks for, with notes at what is wrong.
async fn term(
    work: &mut Work,
    notes: &mut Vec<FieldNote>,
    agency: &AgencyId,
    wish: &AddTerm,
) -> Result<agencies::Term, Problem> {
    if !AGENCY_KINDS.contains(&wish.kind.as_str()) {
        notes.push(FieldNote::new("kind", "office-choice-needed"));
    }
    if !LEAGUES.contains(&wish.league.as_str()) {
        notes.push(FieldNote::new("league", "office-choice-needed"));
    }
    let from: Date = wish.from_on.parse().unwrap_or_else(|_| {
        notes.push(FieldNote::new("from_on", "office-day-needed"));
        work.today
    });
    let district_id = DistrictId::from(wish.district.as_str());
    match districts::district(&mut work.tx, &district_id).await? {
        None => notes.push(FieldNote::new("district", "office-choice-needed")),
        Some(district) if !district.valid_on(from) => {
            notes.push(FieldNote::new("district", "office-district-not-then").with("name", district.name));
        }
        Some(_) => {}
    }
    Ok(agencies::Term {
        id: String::new(),
        agency_id: agency.clone(),
        kind: wish.kind.clone(),
        league: wish.league.clone(),
        district_id,
        from_on: from,
        until_on: None,
    })
}

/// Adds an agency with its first term.
pub async fn add(work: &mut Work, wish: &AddAgency) -> Result<AgencyId, Problem> {
    work.actor.must("office.agencies")?;
    let id = AgencyId::fresh();
    let mut notes = Vec::new();
    need(&mut notes, "name", &wish.name, 200);
    let first = AddTerm {
        kind: wish.kind.clone(),
        league: wish.league.clone(),
        district: wish.district.clone(),
        from_on: wish.from_on.clone(),
    };
    let first = term(work, &mut notes, &id, &first).await?;
    settled(notes)?;
    let number = wish.public_number.trim();
    let agency = agencies::Agency {
        id: id.clone(),
        name: wish.name.trim().to_owned(),
        public_number: (!number.is_empty()).then(|| number.to_owned()),
        phone: wish.phone.trim().to_owned(),
        sample: false,
        source: String::new(),
        version: 1,
    };
    agencies::insert(work, &agency).await?;
    agencies::add_term(work, &first).await?;
    index(work, &agency).await?;
    work.note("office.agency-added", id.as_str()).await?;
    Ok(id)
}

/// Changes name, number and telephone of an agency.
pub async fn change(work: &mut Work, id: &AgencyId, wish: &ChangeAgency) -> Result<(), Problem> {
    work.actor.must("office.agencies")?;
    work.actor.must_see(id)?;
    let agency = agencies::agency(&mut work.tx, id).await?.ok_or(web::Refused::NoSuchRecord)?;
    let mut notes = Vec::new();
    need(&mut notes, "name", &wish.name, 200);
    settled(notes)?;
    let number = wish.public_number.trim();
    let changed = agencies::Agency {
        name: wish.name.trim().to_owned(),
        public_number: (!number.is_empty()).then(|| number.to_owned()),
        phone: wish.phone.trim().to_owned(),
        version: wish.version,
        ..agency
    };
    if !agencies::update(work, &changed).await? {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    index(work, &changed).await?;
    work.note("office.agency-changed", id.as_str()).await
}

/// Says what an agency is from a day on; the term before ends the day before.
pub async fn add_term(work: &mut Work, id: &AgencyId, wish: &AddTerm) -> Result<(), Problem> {
    work.actor.must("office.agencies")?;
    agencies::agency(&mut work.tx, id).await?.ok_or(web::Refused::NoSuchRecord)?;
    let mut notes = Vec::new();
    let term = term(work, &mut notes, id, wish).await?;
    settled(notes)?;
    if agencies::add_term(work, &term).await?.is_none() {
        return Err(Refused::TermTooEarly.into());
    }
    let detail = json!({ "kind": term.kind, "league": term.league, "district": term.district_id, "from": term.from_on });
    work.note_with("office.agency-term-added", id.as_str(), &detail).await
}
