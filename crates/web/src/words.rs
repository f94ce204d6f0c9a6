//! All words a person reads: Fluent messages, Korean first, English beside it.
//!
//! One bundle per language holds the terms, the house's own messages and every area's. Functions:
//! `JOSA($word, "은/는")`, `DATE($day)`, `MONTH($month)`, `NUM($count)`, `WON($amount)`.

use std::{collections::BTreeSet, fmt, str::FromStr, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::civil::Date;
use serde_json::Value;
use unic_langid::langid;

use crate::josa::with_particle;

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lang {
    /// Korean, the first.
    #[default]
    Ko,
    /// English, complete beside it.
    En,
}

impl Lang {
    /// The language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "ko" => Ok(Self::Ko),
            "en" => Ok(Self::En),
            _ => Err(()),
        }
    }
}

/// One source of messages in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// Korean Fluent text.
    pub ko: &'static str,
    /// English Fluent text.
    pub en: &'static str,
}

/// The house's own messages: terms, shell, shared refusals, and those of the crates that have no screens.
pub const HOUSE: &[Messages] = &[
    Messages { ko: include_str!("../i18n/terms.ko.ftl"), en: include_str!("../i18n/terms.en.ftl") },
    Messages { ko: include_str!("../i18n/shell.ko.ftl"), en: include_str!("../i18n/shell.en.ftl") },
    Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    Messages { ko: include_str!("../i18n/journal.ko.ftl"), en: include_str!("../i18n/journal.en.ftl") },
    Messages { ko: include_str!("../../intake/i18n/ko.ftl"), en: include_str!("../../intake/i18n/en.ftl") },
    Messages { ko: include_str!("../../net/i18n/ko.ftl"), en: include_str!("../../net/i18n/en.ftl") },
    Messages {
        ko: include_str!("../../../engines/tables/i18n/ko.ftl"),
        en: include_str!("../../../engines/tables/i18n/en.ftl"),
    },
];

/// Why the words could not be put together; found by a test, never by a person.
#[derive(Debug, thiserror::Error)]
#[error("the words cannot be read: {0}")]
pub struct WordsError(String);

/// The catalogue of all words; cheap to clone.
#[derive(Clone)]
pub struct Words {
    ko: Arc<FluentBundle<FluentResource>>,
    en: Arc<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// Puts together the house's messages and `more`, refusing a key written twice.
    pub fn new(more: impl IntoIterator<Item = Messages>) -> Result<Self, WordsError> {
        let all: Vec<Messages> = HOUSE.iter().copied().chain(more).collect();
        let ko = bundle(Lang::Ko, all.iter().map(|m| m.ko))?;
        let en = bundle(Lang::En, all.iter().map(|m| m.en))?;
        Ok(Self { ko: Arc::new(ko), en: Arc::new(en) })
    }

    fn side(&self, lang: Lang) -> &FluentBundle<FluentResource> {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }

    /// Whether `key` (or `key.attribute`) has words in `lang`.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        let (key, attribute) = key.split_once('.').map_or((key, None), |(k, a)| (k, Some(a)));
        self.side(lang).get_message(key).is_some_and(|message| match attribute {
            None => message.value().is_some(),
            Some(attribute) => message.get_attribute(attribute).is_some(),
        })
    }

    /// The words of `key` (or `key.attribute`) with `args`; the key itself where there are none.
    pub fn say(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> String {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(k, a)| (k, Some(a)));
        let side = self.side(lang);
        let Some(message) = side.get_message(name) else { return key.to_owned() };
        let pattern = match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|a| a.value()),
        };
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut errors = Vec::new();
        let said = side.format_pattern(pattern, Some(args), &mut errors).into_owned();
        for error in errors {
            tracing::warn!(%key, %error, "a message could not be filled");
        }
        said
    }

    /// The words of `key` without arguments.
    pub fn plain(&self, lang: Lang, key: &str) -> String {
        self.say(lang, key, &FluentArgs::new())
    }

    /// The words of `key` with arguments as JSON values, as refusals and outcomes carry them.
    pub fn fill<'a>(
        &self,
        lang: Lang,
        key: &str,
        args: impl IntoIterator<Item = (&'a String, &'a Value)>,
    ) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(name.clone(), fluent_value(value));
        }
        self.say(lang, key, &fluent)
    }
}

/// A JSON value as Fluent takes it; lists are joined with commas.
fn fluent_value(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) => {
            number.as_i64().map_or_else(|| FluentValue::from(number.to_string()), FluentValue::from)
        }
        Value::String(text) => FluentValue::from(text.clone()),
        Value::Array(items) => {
            let items: Vec<_> =
                items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect();
            FluentValue::from(items.join(", "))
        }
        Value::Null => FluentValue::from(""),
        other => FluentValue::from(other.to_string()),
    }
}

/// A shown value as Fluent takes it: a number where it reads as one, so that plurals work.
pub fn shown(value: &impl fmt::Display) -> FluentValue<'static> {
    let text = value.to_string();
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

/// One language's bundle.
fn bundle<'a>(
    lang: Lang,
    sources: impl Iterator<Item = &'a str>,
) -> Result<FluentBundle<FluentResource>, WordsError> {
    let tag = match lang {
        Lang::Ko => langid!("ko-KR"),
        Lang::En => langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Invisible direction marks around arguments would break copying, CSV and tests.
    bundle.set_use_isolating(false);
    let mut seen = BTreeSet::new();
    for source in sources {
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| WordsError(format!("{lang:?}: {errors:?} in {}", head(source))))?;
        for line in source.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key)) {
            if !line.starts_with([' ', '#', '.']) && !seen.insert(line.to_owned()) {
                return Err(WordsError(format!("{lang:?}: {line} is written twice")));
            }
        }
        bundle.add_resource(resource).map_err(|e| WordsError(format!("{lang:?}: {e:?}")))?;
    }
    functions(&mut bundle, lang)?;
    Ok(bundle)
}

/// The first line of a source, to name it.
fn head(source: &str) -> &str {
    source.lines().next().unwrap_or_default()
}

/// Adds the house's functions.
fn functions(bundle: &mut FluentBundle<FluentResource>, lang: Lang) -> Result<(), WordsError> {
    let wrong = |e| WordsError(format!("{e:?}"));
    bundle
        .add_function("JOSA", |positional, _| {
            let pair = positional.get(1).map(text).unwrap_or_default();
            FluentValue::from(with_particle(&positional.first().map(text).unwrap_or_default(), &pair))
        })
        .map_err(wrong)?;
    bundle
        .add_function("DATE", move |positional, _| {
            FluentValue::from(date(lang, &positional.first().map(text).unwrap_or_default()))
        })
        .map_err(wrong)?;
    bundle
        .add_function("MONTH", move |positional, _| {
            FluentValue::from(month(lang, &positional.first().map(text).unwrap_or_default()))
        })
        .map_err(wrong)?;
    bundle
        .add_function("NUM", |positional, _| {
            FluentValue::from(number(&positional.first().map(text).unwrap_or_default()))
        })
        .map_err(wrong)?;
    bundle
        .add_function("WON", move |positional, _| {
            let amount = number(&positional.first().map(text).unwrap_or_default());
            FluentValue::from(match lang {
                Lang::Ko => format!("{amount}원"),
                Lang::En => format!("KRW {amount}"),
            })
        })
        .map_err(wrong)
}

/// An argument as text.
fn text(value: &FluentValue<'_>) -> String {
    match value {
        FluentValue::String(text) => text.to_string(),
        FluentValue::Number(number) => number.as_string().into_owned(),
        _ => String::new(),
    }
}

/// Thousands separated; text that is no whole number stays as it is.
pub fn number(text: &str) -> String {
    text.parse::<i64>().map_or_else(|_| text.to_owned(), |value| base::Won(value).to_string())
}

/// A day in words: 2026년 4월 9일(목), Thu 9 Apr 2026.
pub fn date(lang: Lang, text: &str) -> String {
    const EN_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const KO_DAYS: [char; 7] = ['월', '화', '수', '목', '금', '토', '일'];
    let Ok(day) = text.parse::<Date>() else { return text.to_owned() };
    let weekday = day.weekday().to_monday_zero_offset() as usize;
    match lang {
        Lang::Ko => format!("{}년 {}월 {}일({})", day.year(), day.month(), day.day(), KO_DAYS[weekday]),
        Lang::En => format!("{} {}", EN_DAYS[weekday], day.strftime("%-d %b %Y")),
    }
}

/// A month in words: 2026년 3월, March 2026.
pub fn month(lang: Lang, text: &str) -> String {
    let Ok(month) = text.parse::<base::Month>() else { return text.to_owned() };
    match lang {
        Lang::Ko => format!("{}년 {}월", month.year(), month.number()),
        Lang::En => month.first_day().strftime("%B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_numbers_read_naturally() {
        assert_eq!(date(Lang::Ko, "2026-04-09"), "2026년 4월 9일(목)");
        assert_eq!(date(Lang::En, "2026-04-09"), "Thu 9 Apr 2026");
        assert_eq!(month(Lang::Ko, "2026-03"), "2026년 3월");
        assert_eq!(number("45696"), "45,696");
    }

    #[test]
    fn messages_are_filled_and_particles_agree() {
        let more = Messages {
            ko: "x-hello = { JOSA($name, \"이/가\") } { WON($won) }을 냈습니다.\n    .next = { DATE($day) }까지",
            en: "x-hello = { $name } paid { WON($won) }.\n    .next = by { DATE($day) }",
        };
        let words = Words::new([more]).expect("the words are sound");
        let mut args = FluentArgs::new();
        args.set("name", "남동구");
        args.set("won", 120_000_000);
        args.set("day", "2026-04-09");
        assert_eq!(words.say(Lang::Ko, "x-hello", &args), "남동구가 120,000,000원을 냈습니다.");
        assert_eq!(words.say(Lang::Ko, "x-hello.next", &args), "2026년 4월 9일(목)까지");
        assert_eq!(words.say(Lang::En, "x-hello", &args), "남동구 paid KRW 120,000,000.");
        assert_eq!(words.plain(Lang::Ko, "x-nothing"), "x-nothing");
        assert!(words.has(Lang::En, "x-hello.next"));
        assert!(!words.has(Lang::En, "x-hello.why"));
    }

    #[test]
    fn a_key_written_twice_is_refused() {
        let twice = Messages { ko: "a-b = 1\na-b = 2", en: "a-b = 1" };
        assert!(Words::new([twice]).is_err());
    }
}
