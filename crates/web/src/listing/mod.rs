//! What a list is narrowed to, how it is sorted and which page of it is shown: one piece for every list.

mod file;
mod list;
mod value;

pub use documents::workbook::Kind;
pub use file::{Column, Table};
pub use list::{Download, List};
pub use value::{Entry, Value, fixed, tenths};

use crate::{
    Ask,
    pager::{self, Pager},
};

/// The wishes that a list's address carries, whoever reads it: screen, file or JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    path: String,
    pairs: Vec<(&'static str, String)>,
    sort: String,
    page: i64,
}

impl Filter {
    /// What `ask` wishes for the list at `path`; `names` are the parameters that narrow it.
    pub fn of(ask: &Ask, path: &str, names: &[&'static str]) -> Self {
        let param = |name: &str| ask.param(name).unwrap_or_default();
        let pairs = names.iter().map(|name| (*name, param(name))).collect();
        Self { path: path.to_owned(), pairs, sort: param("sort"), page: ask.page_number() }
    }

    /// With a value that every address carries first, such as the year a list was narrowed to unasked.
    pub fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        self.pairs.insert(0, (name, value.to_string()));
        self
    }

    /// What a parameter asks for; empty for everything.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// Whether a value is the one asked for, or none is.
    pub fn fits(&self, name: &str, is: &str) -> bool {
        let wanted = self.get(name);
        wanted.is_empty() || wanted == is
    }

    /// Whether the words searched for (parameter `q`) stand in a text.
    pub fn finds(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.get("q").to_lowercase())
    }

    /// The column it is sorted by; empty for the list's own order.
    pub fn sort(&self) -> &str {
        &self.sort
    }

    /// Address of the same rows as a page (`""`) or a file (`".csv"`).
    pub fn href(&self, file: &str) -> String {
        self.address(file, &self.sort)
    }

    /// Address of the same rows in another order.
    pub fn by(&self, sort: &str) -> String {
        self.address("", sort)
    }

    /// Address of the same rows as JSON.
    pub fn api(&self) -> String {
        format!("/api{}", self.href(""))
    }

    /// How a column is sorted, for its head.
    pub fn sorted(&self, by: &str) -> &'static str {
        if self.sort == by { "ascending" } else { "" }
    }

    fn address(&self, file: &str, sort: &str) -> String {
        let mut address = format!("{}{file}?", self.path);
        for (key, value) in
            self.pairs.iter().map(|(key, value)| (*key, value.as_str())).chain([("sort", sort)])
        {
            if !address.ends_with('?') {
                address.push('&');
            }
            address.push_str(key);
            address.push('=');
            address.push_str(&percent(value));
        }
        address
    }

    /// The rows of the page asked for, and the way to the others.
    pub fn cut<T>(&self, rows: Vec<T>) -> (Pager, Vec<T>) {
        let pager = Pager::new(self.page, rows.len() as i64, &self.href(""));
        let shown = rows.into_iter().skip(pager.offset() as usize).take(pager::ROWS as usize).collect();
        (pager, shown)
    }
}

/// A value as part of an address.
pub fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_every_wish_and_no_markup_and_a_page_outside_becomes_the_nearest() {
        let filter = Filter {
            path: "/plan/materials".into(),
            pairs: vec![("year", "2020".into()), ("q", "a&b ㄱ".into()), ("state", String::new())],
            sort: "title".into(),
            page: 9,
        };
        assert_eq!(
            filter.href(".csv"),
            "/plan/materials.csv?year=2020&q=a%26b%20%E3%84%B1&state=&sort=title"
        );
        assert!(
            filter.by("from").ends_with("&sort=from") && filter.api().starts_with("/api/plan/materials?")
        );
        assert!(filter.finds("x A&B ㄱ") && !filter.finds("other") && filter.fits("state", "read"));
        let (pager, shown) = filter.cut((0..51).collect::<Vec<i32>>());
        assert_eq!((pager.page, shown), (2, vec![50]));
    }
}
