//! Where a text of the plan is known from, named in the reader's words with a link to the very page.

use web::Ask;

/// Hosts that the public texts come from, with the message key of their name.
const HOSTS: &[(&str, &str)] =
    &[("www.seonamtoday.com", "plan-source-seonamtoday"), ("www.asiatoday.co.kr", "plan-source-asiatoday")];

/// A source as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its address; empty when it has none.
    pub href: String,
    /// Day of the source.
    pub as_of: String,
}

impl Source {
    /// The source that a record names; nothing when it names none.
    pub fn of(ask: &Ask, source: &str, as_of: &str) -> Option<Self> {
        if source.is_empty() {
            return None;
        }
        let as_of = as_of.to_owned();
        let Some((_, rest)) = source.split_once("://") else {
            return Some(Self { name: source.to_owned(), href: String::new(), as_of });
        };
        let host = rest.split('/').next().unwrap_or_default();
        let known = HOSTS.iter().find(|(one, _)| *one == host);
        let name = known.map_or_else(|| host.to_owned(), |(_, key)| ask.t(key));
        Some(Self { name, href: source.to_owned(), as_of })
    }
}
