//! What the journal holds as codes, in words: deeds, what was written down with them, kinds of jobs.

use register::users;
use serde_json::Value;
use web::{Ask, Phrase};

/// Longest value shown whole; a hash or an id is cut, the file of the journal has all of it.
const LONGEST: usize = 40;
/// Letters kept of a hash.
const HASH_LETTERS: usize = 12;

/// The words of a key, if it has any.
fn words(ask: &Ask, key: &str) -> Option<String> {
    ask.app.words().has(ask.look.lang, key).then(|| ask.t(key))
}

/// A deed in words; none for one that has no words yet.
pub(crate) fn deed(ask: &Ask, deed: &str) -> Option<String> {
    words(ask, &format!("web-deed-{}", deed.replace('.', "-")))
}

/// A kind of job in words; its code where it has none yet.
pub(crate) fn job(ask: &Ask, kind: &str) -> String {
    words(ask, &format!("web-job-kind-{}", kind.replace('.', "-"))).unwrap_or_else(|| kind.to_owned())
}

/// What a setting is, in words, by its key.
pub(crate) fn setting(ask: &Ask, key: &str) -> Option<String> {
    words(ask, &format!("office-setting-{}", key.replace(['.', '_'], "-")))
}

/// A long text of letters and digits without a blank, cut; anything else as it is.
pub(crate) fn short(text: &str) -> String {
    let code = !text.contains(char::is_whitespace) && text.is_ascii();
    if code && text.len() > LONGEST {
        return format!("{}…", &text[..HASH_LETTERS]);
    }
    text.to_owned()
}

/// What was written down with a deed: names and values in words.
pub(crate) struct Told<'a> {
    /// The request.
    pub(crate) ask: &'a Ask,
    /// People whose ids may be shown as names.
    pub(crate) people: &'a [users::User],
}

impl Told<'_> {
    /// The details of a line, one `name: value` after the other.
    pub(crate) fn detail(&self, detail: &str) -> String {
        match serde_json::from_str::<Value>(detail) {
            Ok(Value::Object(pairs)) => self.pairs(&pairs, " · "),
            Ok(Value::Null) => String::new(),
            Ok(other) => self.value("", &other),
            Err(_) => detail.to_owned(),
        }
    }

    fn pairs(&self, pairs: &serde_json::Map<String, Value>, joint: &str) -> String {
        let pair = |(name, value): (&String, &Value)| {
            let label = words(self.ask, &format!("web-detail-{}", name.replace('_', "-")));
            let label = label.unwrap_or_else(|| self.ask.t("web-detail-other"));
            format!("{label}: {}", self.value(name, value))
        };
        pairs.iter().map(pair).collect::<Vec<_>>().join(joint)
    }

    fn value(&self, name: &str, value: &Value) -> String {
        match value {
            Value::Null => self.ask.t("web-value-none"),
            Value::Bool(yes) => self.ask.t(if *yes { "web-value-yes" } else { "web-value-no" }),
            Value::Number(number) if name == "year" => number.to_string(),
            Value::Number(number) => web::number(&number.to_string()),
            Value::String(text) => self.text(name, text),
            Value::Array(items) if items.is_empty() => self.ask.t("web-value-none"),
            Value::Array(items) if items.len() > 3 => {
                self.ask.say(&Phrase::new("web-value-count").with("count", items.len()))
            }
            Value::Array(items) => {
                items.iter().map(|item| self.value(name, item)).collect::<Vec<_>>().join(", ")
            }
            Value::Object(pairs) => format!("({})", self.pairs(pairs, ", ")),
        }
    }

    fn text(&self, name: &str, text: &str) -> String {
        if text.is_empty() {
            return self.ask.t("web-value-none");
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let role = words(self.ask, &format!("office-role-{text}")).filter(|_| plain && name == "role");
        let known = || words(self.ask, &format!("web-value-{text}")).filter(|_| plain);
        let person =
            || self.people.iter().find(|user| user.id.as_str() == text).map(|user| user.name.clone());
        let day = || {
            let day: Option<jiff::civil::Date> = text.parse().ok();
            day.map(|day| web::date_in_words(self.ask.look.lang, &day.to_string()))
        };
        role.or_else(known).or_else(person).or_else(day).unwrap_or_else(|| short(text))
    }
}
