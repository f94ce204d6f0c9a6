//! The rows behind every figure: searched, sorted, paged, and as files.

use std::{collections::BTreeMap, fmt::Write as _};

use askama::Template;
use base::Problem;
use documents::workbook::{Kind, Workbook};
use jiff::civil::Date;
use register::{districts, figures, programmes};
use serde_json::json;
use web::{
    Ask, Reply, filters,
    pager::{self, Pager},
};

use crate::{
    actions::{self, EVERYONE, OLDER, RESIDENTS},
    listing::{Field, Listing},
    model::Refused,
    pages::{XLSX, year_of},
    say::Say,
    store::{self, Filter, ProjectRow},
    tables,
};

/// Parameters that a list keeps when it is searched, sorted or turned.
const KEPT: [&str; 10] =
    ["what", "year", "district", "type", "activity", "agency", "on", "basis", "area", "age"];
/// Further ones.
const KEPT_TOO: [&str; 2] = ["kind", "month"];

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    list: Listing,
    heads: Vec<Head>,
    pages: Vec<PageOf>,
    kept: Vec<(String, String)>,
    q: String,
    total: usize,
    csv: String,
    xlsx: String,
}

/// A column head that sorts.
struct Head {
    label: String,
    href: String,
    now: &'static str,
    number: bool,
}

/// A link to a page of the list.
struct PageOf {
    label: String,
    href: String,
    here: bool,
}

/// Shows a list, or gives it as a file.
fn show(ask: &Ask, mut list: Listing) -> Reply {
    let q = ask.param("q").unwrap_or_default();
    let sort = ask.param("sort").unwrap_or_default();
    list.search(&q);
    list.sort(&sort);
    if !q.is_empty() {
        list.total = None;
    }
    let name = ask.path.trim_start_matches('/').replace('/', "-");
    match ask.param("format").as_deref() {
        Some("csv") => return ask.file(&format!("{name}.csv"), "text/csv; charset=utf-8", list.csv()?),
        Some("xlsx") => {
            let bytes = Workbook::new(ask.today()).with(list.sheet()).to_xlsx().map_err(Problem::fault)?;
            return ask.file(&format!("{name}.xlsx"), XLSX, bytes);
        }
        _ => {}
    }
    let kept = kept(ask);
    let address = |more: &[(&str, &str)]| {
        let own = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<String> = own
            .chain(more.iter().copied())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("{}?{}", ask.path, pairs.join("&"))
    };
    let pager =
        Pager::new(ask.page_number(), list.rows.len() as i64, &address(&[("q", &q), ("sort", &sort)]));
    let total = list.rows.len();
    list.rows = list.rows.into_iter().skip(pager.offset() as usize).take(pager::ROWS as usize).collect();
    let links = if pager.pages() > 1 { pager.links() } else { Vec::new() };
    let page = ListPage {
        heads: heads(&list, &sort, |sort| address(&[("q", &q), ("sort", sort)])),
        pages: links
            .into_iter()
            .map(|link| PageOf { label: link.number.to_string(), href: link.href, here: link.current })
            .collect(),
        csv: address(&[("q", &q), ("sort", &sort), ("format", "csv")]),
        xlsx: address(&[("q", &q), ("sort", &sort), ("format", "xlsx")]),
        kept,
        q,
        total,
        list,
    };
    if page.list.sample.is_some() { ask.page(&page) } else { ask.page_real(&page) }
}

fn kept(ask: &Ask) -> Vec<(String, String)> {
    let pair = |name: &&str| Some(((*name).to_owned(), ask.param(name).filter(|value| !value.is_empty())?));
    KEPT.iter().chain(&KEPT_TOO).filter_map(pair).collect()
}

/// A value as it may stand in an address.
fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => text.push(char::from(byte)),
            byte => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}

fn heads(list: &Listing, sort: &str, address: impl Fn(&str) -> String) -> Vec<Head> {
    let head = |column: &crate::listing::Column| {
        let (up, down) = (column.key.to_owned(), format!("-{}", column.key));
        let (now, next) = if sort == up {
            ("ascending", down)
        } else if sort == down {
            ("descending", up)
        } else {
            ("", up)
        };
        Head { label: column.head.clone(), href: address(&next), now, number: column.is_number() }
    };
    list.columns.iter().map(head).collect()
}

fn say(ask: &Ask) -> Say<'_> {
    Say { words: ask.app.words(), lang: ask.look.lang }
}

/// `GET /foresight/rows`: the projects (or agencies) that a figure is the sum of.
pub async fn rows(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let years = register::projects::years(&mut tx).await?;
    let year = match year_of(&ask)? {
        Some(year) => year,
        None => *years.first().ok_or(Problem::from(Refused::NoProjects))?,
    };
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let filter = Filter {
        district: param("district"),
        type_id: param("type"),
        activity: param("activity"),
        agency: param("agency"),
    };
    let projects = store::projects(&mut tx, year, &filter).await?;
    let places = districts::all(&mut tx).await?;
    let types = programmes::types_on(&mut tx, jiff::civil::date(year as i16, 12, 31)).await?;
    let district = |id: &str| {
        places
            .iter()
            .find(|place| place.id.as_str() == id)
            .map_or_else(String::new, |place| place.name.clone())
    };
    let kind = |id: &str| {
        let named = types.iter().find(|named| named.id.as_str() == id);
        named.map_or_else(String::new, |named| say(&ask).pick(&named.name, &named.name_en).to_owned())
    };
    match param("what").as_str() {
        "agencies" => show(&ask, agency_listing(&ask, year, &projects, district)),
        "" | "places" | "projects" => show(&ask, project_listing(&ask, year, &projects, district, kind)),
        what => Err(Problem::from(Refused::NoSuchRows { what: what.chars().take(40).collect() }).into()),
    }
}

fn sources(say: Say<'_>, projects: &[ProjectRow]) -> Vec<String> {
    let mut lines: Vec<String> = projects
        .iter()
        .map(|project| {
            say.f(
                "foresight-source",
                &[
                    ("what", json!(say.t("foresight-source-projects"))),
                    ("source", json!(project.source)),
                    ("day", json!(project.as_of)),
                ],
            )
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

fn project_listing(
    ask: &Ask,
    year: i64,
    projects: &[ProjectRow],
    district: impl Fn(&str) -> String,
    kind: impl Fn(&str) -> String,
) -> Listing {
    let say = say(ask);
    let mut list = Listing::new(
        say.f("foresight-rows-title", &[("year", json!(year.to_string()))]),
        vec![
            ("number", say.t("foresight-column-number"), Kind::Text),
            ("name", say.t("foresight-column-project"), Kind::Text),
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("type", say.t("foresight-column-type"), Kind::Text),
            ("activity", say.t("foresight-column-activity"), Kind::Text),
            ("from", say.t("foresight-column-from"), Kind::Date),
            ("until", say.t("foresight-column-until"), Kind::Date),
            ("places", say.t("foresight-column-places"), Kind::Whole),
        ],
    );
    let row = |project: &ProjectRow| {
        vec![
            Field::of(project.number.as_str()),
            Field::of(project.name.as_str()),
            Field::of(project.agency.as_str()),
            Field::of(district(&project.district_id)),
            Field::of(kind(&project.type_id)),
            Field::of(format!("{} {}", project.activity_code, project.activity_name)),
            Field::of(project.from_on),
            Field::of(project.until_on),
            Field::of(project.places),
        ]
    };
    list.rows = projects.iter().map(row).collect();
    let mut total = vec![Field::default().or(" "); 8];
    total[0] = Field::of(say.t("foresight-sum"));
    total[1] = Field::of(say.f("foresight-sum-projects", &[("count", json!(projects.len()))]));
    total.push(Field::of(projects.iter().map(|project| project.places).sum::<i64>()));
    list.total = Some(total);
    list.sources = sources(say, projects);
    list.sample = projects.iter().any(|project| project.sample).then(|| say.t("web-sample-sentence"));
    list
}

fn agency_listing(
    ask: &Ask,
    year: i64,
    projects: &[ProjectRow],
    district: impl Fn(&str) -> String,
) -> Listing {
    let say = say(ask);
    let mut list = Listing::new(
        say.f("foresight-agency-rows-title", &[("year", json!(year.to_string()))]),
        vec![
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
            ("places", say.t("foresight-column-places"), Kind::Whole),
        ],
    );
    let mut by_agency: BTreeMap<&str, Vec<&ProjectRow>> = BTreeMap::new();
    for project in projects {
        by_agency.entry(&project.agency_id).or_default().push(project);
    }
    for (id, own) in &by_agency {
        let href = format!("/foresight/rows?what=projects&year={year}&agency={id}");
        list.rows.push(vec![
            Field::of(own[0].agency.as_str()),
            Field::of(district(&own[0].district_id)),
            Field::link(own.len() as i64, href.clone()),
            Field::link(own.iter().map(|project| project.places).sum::<i64>(), href),
        ]);
    }
    list.total = Some(vec![
        Field::of(say.f("foresight-sum-agencies", &[("count", json!(by_agency.len()))])),
        Field::default().or(" "),
        Field::of(projects.len() as i64),
        Field::of(projects.iter().map(|project| project.places).sum::<i64>()),
    ]);
    list.note = say.t("foresight-agency-rows-note");
    list.sources = sources(say, projects);
    list
}

/// `GET /foresight/population`: people by district on one day of one basis, or one district by age.
pub async fn population(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let basis = ask.param("basis").unwrap_or_else(|| RESIDENTS.to_owned());
    let on: Option<Date> = ask.param("on").and_then(|on| on.parse().ok());
    let on = match on {
        Some(on) => on,
        None => store::newest_count(&mut tx, &basis).await?.ok_or(Problem::from(Refused::NoProjects))?,
    };
    let age: Option<i64> = ask.param("age").and_then(|age| age.parse().ok());
    let area = ask.param("area").unwrap_or_default();
    let say = say(&ask);
    let mut list = Listing::new(
        say.f(
            "foresight-population-title",
            &[("day", json!(on.to_string())), ("basis", json!(say.basis(&basis)))],
        ),
        vec![
            ("area", say.t("foresight-column-area"), Kind::Text),
            ("ages", say.t("foresight-column-ages"), Kind::Text),
            ("people", say.t("foresight-column-persons"), Kind::Whole),
            ("basis", say.t("foresight-column-basis"), Kind::Text),
            ("source", say.t("foresight-column-source"), Kind::Text),
        ],
    );
    let people = match (area.as_str(), age) {
        ("", Some(age)) => store::of_age(&mut tx, on, &basis, age).await?,
        ("", None) => figures::people(&mut tx, on, &basis, OLDER)
            .await?
            .into_iter()
            .map(store::PeopleRow::from)
            .collect(),
        (area, _) => store::bands(&mut tx, area, on, &basis).await?,
    };
    let listed = |row: &&store::PeopleRow| !area.is_empty() || row.level == "sigungu";
    for row in people.iter().filter(listed) {
        let href = format!("/foresight/population?on={on}&basis={basis}&area={}", row.area_code);
        let name = if area.is_empty() && age.is_none() {
            Field::link(row.area.as_str(), href)
        } else {
            Field::of(row.area.as_str())
        };
        list.rows.push(vec![
            name,
            Field::of(ages(say, row.age_from, row.age_to)),
            Field::of(row.persons),
            Field::of(say.basis(&row.basis)),
            Field::of(format!("{} ({})", row.source, row.as_of)),
        ]);
    }
    let sum = people.iter().filter(listed).map(|row| row.persons).sum::<i64>();
    let blank = || Field::default().or(" ");
    list.total = Some(vec![Field::of(say.t("foresight-sum")), blank(), Field::of(sum), blank(), blank()]);
    list.note =
        say.t(if basis == EVERYONE { "foresight-population-note-all" } else { "foresight-population-note" });
    show(&ask, list)
}

fn ages(say: Say<'_>, from: i64, to: Option<i64>) -> String {
    match to {
        Some(to) if to == from => say.f("foresight-age", &[("age", json!(from))]),
        Some(to) => say.f("foresight-ages", &[("from", json!(from)), ("to", json!(to))]),
        None => say.f("foresight-ages-open", &[("from", json!(from))]),
    }
}

/// `GET /foresight/projections`: projected people by district in one year, or one district by age.
pub async fn projections(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let edition = figures::district_edition(&mut tx, OLDER).await?.unwrap_or_default();
    let area = ask.param("area").unwrap_or_default();
    let year = year_of(&ask)?;
    let say = say(&ask);
    let mut list = Listing::new(
        say.f("foresight-projections-title", &[("edition", json!(edition))]),
        vec![
            ("area", say.t("foresight-column-area"), Kind::Text),
            ("year", say.t("foresight-column-year"), Kind::Text),
            ("ages", say.t("foresight-column-ages"), Kind::Text),
            ("people", say.t("foresight-column-persons"), Kind::Whole),
            ("source", say.t("foresight-column-source"), Kind::Text),
        ],
    );
    let mut sum = 0;
    if let (false, Some(year), Some(code)) = (area.is_empty(), year, area.get(..5)) {
        for row in store::projected_bands(&mut tx, &edition, code, year).await? {
            sum += row.persons;
            list.rows.push(vec![
                Field::of(row.area),
                Field::of(row.year.to_string()),
                Field::of(ages(say, row.age_from, row.age_to)),
                Field::of(row.persons),
                Field::of(format!("{} ({})", row.source, row.as_of)),
            ]);
        }
    } else {
        let wanted = |row: &figures::Projected| year.is_none_or(|year| row.year == year);
        for row in figures::projections(&mut tx, &edition, OLDER).await?.into_iter().filter(wanted) {
            sum += row.persons;
            let href = format!("/foresight/projections?area={}&year={}", row.area_code, row.year);
            list.rows.push(vec![
                Field::of(row.area_name),
                Field::of(row.year.to_string()),
                Field::of(ages(say, OLDER, None)),
                Field::link(row.persons, href),
                Field::of(format!("{} ({})", row.source, row.as_of)),
            ]);
        }
    }
    // Years are never added to one another.
    if year.is_some() {
        let blank = || Field::default().or(" ");
        list.total = Some(vec![Field::of(say.t("foresight-sum")), blank(), blank(), Field::of(sum), blank()]);
    }
    list.note = say.t("foresight-projections-note");
    show(&ask, list)
}

/// `GET /foresight/agencies`: what each agency reported, for the year or one month of it.
pub async fn agencies(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(&ask)?).await?;
    let returns = ask.actor.may("returns.read");
    let month: Option<base::Month> = ask.param("month").and_then(|month| month.parse().ok());
    match month {
        Some(month) => show(&ask, tables::agencies_in(&situation, say(&ask), month, returns)),
        None => show(&ask, tables::agencies(&situation, say(&ask), returns)),
    }
}

/// `GET /foresight/warnings`: early warnings with their reasons.
pub async fn warnings(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(&ask)?).await?;
    let kind = ask.param("kind").unwrap_or_default();
    show(&ask, tables::warnings(&situation, say(&ask), &kind))
}
