//! A list as a page or a file.

use std::fmt::Write as _;

use askama::Template;
use base::Problem;
use documents::workbook::Workbook;
use web::{
    Ask, Reply, filters,
    pager::{self, Pager},
};

use super::{Found, found};
use crate::{
    listing::{Column, Listing},
    pages::XLSX,
};

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
    json: String,
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
pub(super) fn show(ask: &Ask, list: Listing) -> Reply {
    let Found { mut list, q, sort, kept } = found(ask, list);
    let name = ask.path.trim_start_matches('/').replace('/', "-");
    match ask.param("format").as_deref() {
        Some("csv") => return ask.file(&format!("{name}.csv"), "text/csv; charset=utf-8", list.csv()?),
        Some("xlsx") => {
            let bytes = Workbook::new(ask.today()).with(list.sheet()).to_xlsx().map_err(Problem::fault)?;
            return ask.file(&format!("{name}.xlsx"), XLSX, bytes);
        }
        _ => {}
    }
    let address = |more: &[(&str, &str)]| {
        let own = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<String> = own
            .chain(more.iter().copied())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("{}?{}", ask.path, pairs.join("&"))
    };
    let now = [("q", q.as_str()), ("sort", sort.as_str())];
    let pager = Pager::new(ask.page_number(), list.rows.len() as i64, &address(&now));
    let total = list.rows.len();
    list.rows = list.rows.into_iter().skip(pager.offset() as usize).take(pager::ROWS as usize).collect();
    let page = ListPage {
        heads: heads(&list, &sort, |sort| address(&[("q", &q), ("sort", sort)])),
        pages: pages(&pager),
        csv: address(&[("q", &q), ("sort", &sort), ("format", "csv")]),
        xlsx: address(&[("q", &q), ("sort", &sort), ("format", "xlsx")]),
        json: format!("/api{}", address(&now)),
        kept,
        q,
        total,
        list,
    };
    if page.list.sample.is_some() { ask.page(&page) } else { ask.page_real(&page) }
}

fn pages(pager: &Pager) -> Vec<PageOf> {
    if pager.pages() <= 1 {
        return Vec::new();
    }
    let link = |link: pager::PageLink| PageOf {
        label: link.number.to_string(),
        href: link.href,
        here: link.current,
    };
    pager.links().into_iter().map(link).collect()
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
    let head = |column: &Column| {
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
