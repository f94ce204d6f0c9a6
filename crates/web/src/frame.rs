//! What every template gets beside its own view: words, the visitor's look, the menu; and the filters.

use std::{any::Any, fmt};

use askama::{Template, Values};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::{Ask, Lang, Words};

/// The runtime value behind the filters.
#[derive(Debug, Clone)]
pub struct Frame {
    words: Words,
    lang: Lang,
    size: String,
    contrast: &'static str,
    centre: String,
    phone: String,
    path: String,
    back: String,
    query: String,
    user: String,
    sample: bool,
    flash: Option<(String, String)>,
    menu: Vec<MenuItem>,
    crumbs: Vec<MenuItem>,
    now: String,
    once: String,
}

/// A link of the menu or the trail.
#[derive(Debug, Clone)]
struct MenuItem {
    href: &'static str,
    words: String,
    /// This page, or one below it.
    current: bool,
    /// This very page.
    here: bool,
}

#[derive(Template)]
#[template(
    source = "<ul>{% for item in items %}<li><a href=\"{{ item.href }}\"{% if item.here %} aria-current=\"page\"{% else if item.current %} aria-current=\"true\"{% endif %}>{{ item.words }}</a></li>{% endfor %}</ul>",
    ext = "html"
)]
struct MenuMarkup<'a> {
    items: &'a [MenuItem],
}

#[derive(Template)]
#[template(
    source = "{% for item in items %}<li><a href=\"{{ item.href }}\">{{ item.words }}</a></li>{% endfor %}",
    ext = "html"
)]
struct CrumbMarkup<'a> {
    items: &'a [MenuItem],
}

impl Frame {
    /// The frame of a request.
    pub(crate) fn of(ask: &Ask, sample: bool) -> Self {
        let facade = ask.app.facade();
        let words = ask.app.words().clone();
        let lang = ask.look.lang;
        let entries = ask.app.areas().iter().flat_map(|area| area.menu);
        let menu: Vec<MenuItem> = entries
            .filter(|entry| entry.permission.is_empty() || ask.actor.may(entry.permission))
            .map(|entry| MenuItem {
                href: entry.href,
                words: words.plain(lang, entry.key),
                current: ask.path == entry.href || ask.path.starts_with(&format!("{}/", entry.href)),
                here: ask.path == entry.href,
            })
            .collect();
        let crumbs = menu.iter().filter(|item| item.current && item.href != ask.path).cloned().collect();
        let centre = if facade.centre.is_empty() { words.plain(lang, "web-centre") } else { facade.centre };
        Self {
            lang,
            size: ask.look.size.to_string(),
            contrast: ask.look.contrast(),
            centre,
            phone: facade.phone,
            path: ask.path.clone(),
            back: ask.back.clone(),
            query: ask.param("q").unwrap_or_default(),
            user: ask.actor.name.clone(),
            sample,
            flash: ask.flash.clone(),
            menu,
            crumbs,
            now: now_in_seoul(ask),
            once: crate::once::fresh_key(),
            words,
        }
    }

    /// The text of a shell key.
    fn text(&self, key: &str) -> String {
        if let Some(path) = key.strip_prefix("asset:") {
            return assets::url(path);
        }
        match key {
            "lang" => self.lang.tag().to_owned(),
            "size" => self.size.clone(),
            "contrast" => self.contrast.to_owned(),
            "centre" => self.centre.clone(),
            "phone" => self.phone.clone(),
            "phone-link" => self.phone.chars().filter(char::is_ascii_digit).collect(),
            "path" => self.path.clone(),
            "back" => self.back.clone(),
            "query" => self.query.clone(),
            "user" => self.user.clone(),
            "sample" => if self.sample { "yes" } else { "" }.to_owned(),
            "flash" => self.flash.as_ref().map(|(_, text)| text.clone()).unwrap_or_default(),
            "flash-kind" => self.flash.as_ref().map(|(kind, _)| kind.clone()).unwrap_or_default(),
            "now" => self.now.clone(),
            "once" => self.once.clone(),
            _ => String::new(),
        }
    }

    /// Prepared markup of a shell key.
    fn markup(&self, key: &str) -> askama::Result<String> {
        match key {
            "menu" if self.menu.is_empty() => Ok(String::new()),
            "menu" => MenuMarkup { items: &self.menu }.render(),
            "crumbs" => CrumbMarkup { items: &self.crumbs }.render(),
            _ => Ok(String::new()),
        }
    }
}

/// The present moment as printed pages show it.
fn now_in_seoul(ask: &Ask) -> String {
    let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    seoul.to_datetime(ask.app.clock().now()).strftime("%Y-%m-%d %H:%M").to_string()
}

impl Values for Frame {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == "frame").then_some(self as &dyn Any)
    }
}

/// The frame among a template's values.
fn frame(values: &dyn Values) -> askama::Result<&Frame> {
    askama::get_value::<Frame>(values, "frame")
        .map_err(|_| askama::Error::custom("rendered without its frame"))
}

/// Filters that every template has: `use web::filters;` beside the view structs.
pub mod filters {
    #![expect(
        missing_docs,
        reason = "the attribute macro makes items without docs; each filter has its own above"
    )]
    #![expect(clippy::inline_always, reason = "the attribute macro writes it")]

    use askama::{Result, Values};

    use super::{FluentArgs, FluentValue, fmt, frame};
    use crate::words;

    /// The words of a key.
    #[askama::filter_fn]
    pub fn t<K: fmt::Display>(key: K, values: &dyn Values) -> Result<String> {
        let frame = frame(values)?;
        Ok(frame.words.plain(frame.lang, &key.to_string()))
    }

    /// The words of a key with one argument.
    #[askama::filter_fn]
    pub fn t1<K: fmt::Display, A: fmt::Display>(
        key: K,
        values: &dyn Values,
        name: &str,
        value: A,
    ) -> Result<String> {
        say(values, &key.to_string(), [(name, words::shown(&value))])
    }

    /// The words of a key with two arguments.
    #[askama::filter_fn]
    pub fn t2<K: fmt::Display, A: fmt::Display, B: fmt::Display>(
        key: K,
        values: &dyn Values,
        name: &str,
        value: A,
        name_2: &str,
        value_2: B,
    ) -> Result<String> {
        say(values, &key.to_string(), [(name, words::shown(&value)), (name_2, words::shown(&value_2))])
    }

    /// The words of a key with three arguments.
    #[askama::filter_fn]
    #[expect(clippy::too_many_arguments, reason = "three name-value pairs of a template call")]
    pub fn t3<K: fmt::Display, A: fmt::Display, B: fmt::Display, C: fmt::Display>(
        key: K,
        values: &dyn Values,
        name: &str,
        value: A,
        name_2: &str,
        value_2: B,
        name_3: &str,
        value_3: C,
    ) -> Result<String> {
        say(
            values,
            &key.to_string(),
            [
                (name, words::shown(&value)),
                (name_2, words::shown(&value_2)),
                (name_3, words::shown(&value_3)),
            ],
        )
    }

    fn say<const N: usize>(
        values: &dyn Values,
        key: &str,
        pairs: [(&str, FluentValue<'static>); N],
    ) -> Result<String> {
        let frame = frame(values)?;
        let mut args = FluentArgs::with_capacity(N);
        for (name, value) in pairs {
            args.set(name.to_owned(), value);
        }
        Ok(frame.words.say(frame.lang, key, &args))
    }

    /// Words prepared by Rust code as a [`crate::Phrase`]: key and arguments together.
    #[askama::filter_fn]
    pub fn said(phrase: &crate::Phrase, values: &dyn Values) -> Result<String> {
        let frame = frame(values)?;
        Ok(frame.words.fill(frame.lang, &phrase.key, &phrase.args))
    }

    /// A day in words.
    #[askama::filter_fn]
    pub fn day<D: fmt::Display>(day: D, values: &dyn Values) -> Result<String> {
        Ok(words::date(frame(values)?.lang, &day.to_string()))
    }

    /// A month in words.
    #[askama::filter_fn]
    pub fn month<D: fmt::Display>(month: D, values: &dyn Values) -> Result<String> {
        Ok(words::month(frame(values)?.lang, &month.to_string()))
    }

    /// An instant as day and time in Seoul.
    #[askama::filter_fn]
    pub fn moment(at: &jiff::Timestamp, values: &dyn Values) -> Result<String> {
        let _ = values;
        let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
        Ok(seoul.to_datetime(*at).strftime("%Y-%m-%d %H:%M").to_string())
    }

    /// A whole number with thousands separated.
    #[askama::filter_fn]
    pub fn num<D: fmt::Display>(number: D, values: &dyn Values) -> Result<String> {
        let _ = values;
        Ok(words::number(&number.to_string()))
    }

    /// What differs from request to request, as text.
    #[askama::filter_fn]
    pub fn shell(key: &str, values: &dyn Values) -> Result<String> {
        Ok(frame(values)?.text(key))
    }

    /// What differs from request to request, as prepared markup.
    #[askama::filter_fn]
    pub fn shell_html(key: &str, values: &dyn Values) -> Result<String> {
        frame(values)?.markup(key)
    }
}
