//! The settings that people may change, with their defaults and what may be put there.

use base::FieldNote;

/// A setting that may be changed on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Key it is stored under.
    pub key: &'static str,
    /// Form it stands on: `centre`, `session` or `mail`.
    pub group: &'static str,
    /// What holds while nothing was set.
    pub default: &'static str,
    /// What may be put there.
    pub check: Check,
    /// Variables of the environment that win over it.
    pub variables: &'static [&'static str],
}

/// What may be put into a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Anything up to so many letters.
    Text(usize),
    /// A telephone number.
    Phone,
    /// A whole number between two.
    Whole(i64, i64),
    /// The name or the address of a machine; empty for none.
    Host,
    /// A mail address; empty for none.
    Address,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// How a connection to the mail server may be protected.
pub const MAIL_SECURITY: &[&str] = &["tls", "starttls", "plain"];

const fn setting(key: &'static str, group: &'static str, default: &'static str, check: Check) -> Setting {
    Setting { key, group, default, check, variables: &[] }
}

const fn mail(key: &'static str, default: &'static str, check: Check) -> Setting {
    Setting { key, group: "mail", default, check, variables: &["DURE_MAIL"] }
}

/// Every setting that may be changed on the screen.
pub const SETTINGS: [Setting; 9] = [
    setting("centre.name", "centre", "", Check::Text(100)),
    setting("centre.phone", "centre", "", Check::Phone),
    setting("session.idle-minutes", "session", "30", Check::Whole(5, 120)),
    setting("session.longest-minutes", "session", "720", Check::Whole(30, 1_440)),
    mail("mail.host", "", Check::Host),
    mail("mail.port", "587", Check::Whole(1, 65_535)),
    mail("mail.security", "starttls", Check::OneOf(MAIL_SECURITY)),
    Setting { variables: &["DURE_MAIL_FROM", "DURE_MAIL"], ..mail("mail.from", "", Check::Address) },
    mail("mail.user", "", Check::Text(200)),
];

impl Setting {
    /// Name of its field on the form.
    pub fn field(&self) -> String {
        self.key.replace(['.', '-'], "_")
    }

    /// Key of its words.
    pub fn words(&self) -> String {
        format!("office-setting-{}", self.key.replace('.', "-"))
    }

    /// The variable of the environment that wins over it now.
    pub fn overridden(&self) -> Option<&'static str> {
        let set = |name: &&&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        self.variables.iter().find(set).copied()
    }

    /// A note when `text` may not be put there.
    pub fn note(&self, text: &str) -> Option<FieldNote> {
        let note = |key: &str| Some(FieldNote::new(&self.field(), key));
        match self.check {
            Check::Text(most) if text.chars().count() > most || text.chars().any(char::is_control) => {
                note("office-field-long").map(|note| note.with("most", most))
            }
            Check::Phone if text.chars().any(|c| !c.is_ascii_digit() && !"- +()".contains(c)) => {
                note("office-phone-form")
            }
            Check::Whole(least, most)
                if !text.parse().is_ok_and(|number| (least..=most).contains(&number)) =>
            {
                note("office-settings-number").map(|note| note.with("least", least).with("most", most))
            }
            Check::Host if !is_host(text) => note("office-settings-host"),
            Check::Address if !is_address(text) => note("office-email-form"),
            Check::OneOf(words) if !words.contains(&text) => note("office-choice-needed"),
            _ => None,
        }
    }
}

impl Check {
    /// Whether a host is this very machine, to which letters may go without encryption.
    pub fn is_this_machine(host: &str) -> bool {
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// The name or the address of a machine, or nothing.
fn is_host(text: &str) -> bool {
    let letters = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
    text.len() <= 253 && letters
}

/// A mail address as servers take it, or nothing.
fn is_address(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains(['@', ' ', '<', '>', ',', ';']);
    let parts = text.split_once('@');
    text.is_empty()
        || (text.len() <= 200
            && text.bytes().all(|b| b.is_ascii_graphic())
            && parts.is_some_and(|(name, place)| plain(name) && plain(place) && place.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(key: &str) -> Setting {
        SETTINGS.into_iter().find(|one| one.key == key).expect("the setting is there")
    }

    #[test]
    fn every_default_may_be_put_where_it_stands() {
        for one in SETTINGS {
            assert_eq!(one.note(one.default), None, "{}", one.key);
        }
    }

    #[test]
    fn what_makes_no_sense_is_told_at_its_field() {
        for (key, text) in [
            ("session.idle-minutes", "4"),
            ("session.idle-minutes", "thirty"),
            ("session.longest-minutes", "1441"),
            ("mail.port", "0"),
            ("mail.port", "65536"),
            ("mail.host", "mail example"),
            ("mail.host", "https://mail.example.kr/"),
            ("mail.security", "none"),
            ("mail.from", "nobody"),
            ("mail.from", "a@b"),
            ("mail.from", "a@b.kr\r\nBcc: c@d.kr"),
            ("mail.user", "line\nbreak"),
        ] {
            let one = setting(key);
            assert_eq!(one.note(text).map(|note| note.field), Some(one.field()), "{key} {text}");
        }
    }
}
