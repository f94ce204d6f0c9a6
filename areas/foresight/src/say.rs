//! Words for what Rust code builds: tables, charts, files and the terminal.

use base::Ratio;
use serde_json::Value;
use web::{Lang, Words};

/// What stands in a source's text, and the key of its words; the files themselves keep the text as it came.
const ORIGINS: [(&str, &str); 14] = [
    ("15050148", "foresight-origin-projects"),
    ("regrouped", "foresight-origin-residents-regrouped"),
    ("15097972", "foresight-origin-residents-by-dong"),
    ("jumin.mois.go.kr", "foresight-origin-residents"),
    ("southkorea-population", "foresight-origin-census"),
    ("DT_1BPB002E", "foresight-origin-projection"),
    ("kordi-webzine", "foresight-origin-goal"),
    ("seonamtoday", "foresight-origin-plan"),
    ("asiatoday", "foresight-origin-plan-press"),
    ("house default", "foresight-origin-house"),
    ("rule 1069, form 9", "foresight-origin-rule-accident"),
    ("rule 1069: one", "foresight-origin-rule-officer"),
    ("cm.asiae.co.kr", "foresight-origin-staff-ratio"),
    ("KOSTAT", "foresight-edition-districts"),
];

/// A voice in one language.
#[derive(Debug, Clone, Copy)]
pub struct Say<'a> {
    /// All words.
    pub words: &'a Words,
    /// The language.
    pub lang: Lang,
}

impl Say<'_> {
    /// The words of a key.
    pub fn t(&self, key: &str) -> String {
        self.words.plain(self.lang, key)
    }

    /// The words of a key with arguments.
    pub fn f(&self, key: &str, args: &[(&str, Value)]) -> String {
        let owned: Vec<(String, Value)> =
            args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.words.fill(self.lang, key, owned.iter().map(|(name, value)| (name, value)))
    }

    /// The Korean or the English of two names.
    pub fn pick<'b>(&self, ko: &'b str, en: &'b str) -> &'b str {
        match self.lang {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    /// A source in words, with the place it was fetched from; a text that is not known stays as it is.
    pub fn origin(&self, source: &str) -> String {
        let Some((_, key)) = ORIGINS.iter().find(|(mark, _)| source.contains(mark)) else {
            return source.to_owned();
        };
        let copy = source.split("; ").find_map(|part| part.strip_prefix("github:"));
        match copy.and_then(|copy| copy.split(' ').next()) {
            Some(copy) => {
                self.f("foresight-origin-copied", &[("what", self.t(key).into()), ("copy", copy.into())])
            }
            None => self.t(key),
        }
    }

    /// A day in words.
    pub fn day(&self, day: jiff::civil::Date) -> String {
        web::date_in_words(self.lang, &day.to_string())
    }

    /// A definition of population in words.
    pub fn basis(&self, basis: &str) -> String {
        self.t(match basis {
            "registered_resident" => "foresight-basis-registered-resident",
            "registered_all" => "foresight-basis-registered-all",
            _ => "foresight-basis-census",
        })
    }
}

/// A whole number with thousands separated.
pub fn number(value: i64) -> String {
    web::number(&value.to_string())
}

/// Hundredths of places per hundred people; none without a denominator.
pub fn per_hundred(ratio: Ratio) -> Option<i64> {
    ratio.scaled(10_000)
}
