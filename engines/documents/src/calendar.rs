//! Events as an iCalendar file (RFC 5545): Korean time, lines folded at 75 octets, CRLF.

use icalendar::{Calendar, Component, Event as IcsEvent, Property};
use jiff::civil::{Date, DateTime};

/// The zone of every time in the file; Korea has kept one offset since 1988.
const ZONE: &str = "Asia/Seoul";

/// The zone written out, because RFC 5545 §3.6.5 wants each named zone described in the file itself.
const ZONE_DESCRIBED: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Seoul\r\nBEGIN:STANDARD\r\n\
    DTSTART:19881009T030000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:KST\r\n\
    END:STANDARD\r\nEND:VTIMEZONE\r\n";

/// When something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whole days, both ends included.
    Days {
        /// The first day.
        first: Date,
        /// The last day; the same as the first for one day.
        last: Date,
    },
    /// From one time to another, on Korean clocks.
    Times {
        /// The beginning.
        from: DateTime,
        /// The end.
        until: DateTime,
    },
}

/// One event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// An id that stays the same over every export, so that a calendar program updates instead of doubling.
    pub uid: String,
    /// The day or the time.
    pub when: When,
    /// What it is, in a few words.
    pub title: String,
    /// More words, if any.
    pub description: Option<String>,
    /// The page to open, if any.
    pub url: Option<String>,
}

/// Writes a calendar file with the given name; `made` is the moment it is made, on Korean clocks.
pub fn ics(name: &str, made: DateTime, events: &[Event]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Dure//Calendar//KO"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&tidy(name)).timezone(ZONE);
    let stamp = in_utc(made);
    for event in events {
        calendar.push(component(event, &stamp));
    }
    with_zone(&calendar.to_string(), events)
}

/// Builds one VEVENT; properties come out sorted by name, so the order is the same every time.
fn component(event: &Event, stamp: &str) -> IcsEvent {
    let mut out = IcsEvent::with_uid(&tidy(&event.uid).replace('\n', " "));
    out.add_property("DTSTAMP", stamp).add_property("SUMMARY", tidy(&event.title));
    match event.when {
        When::Days { first, last } => {
            let after = last.max(first).tomorrow().unwrap_or(last);
            out.append_property(whole_day("DTSTART", first)).append_property(whole_day("DTEND", after));
        }
        When::Times { from, until } => {
            out.append_property(korean_time("DTSTART", from))
                .append_property(korean_time("DTEND", until.max(from)));
        }
    }
    if let Some(description) = &event.description {
        out.add_property("DESCRIPTION", tidy(description));
    }
    if let Some(url) = &event.url {
        out.add_property("URL", tidy(url).replace('\n', ""));
    }
    out.done()
}

/// A property that names a day.
fn whole_day(key: &str, day: Date) -> Property {
    Property::new(key, day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// A property that names a moment on Korean clocks.
fn korean_time(key: &str, time: DateTime) -> Property {
    Property::new(key, time.strftime("%Y%m%dT%H%M%S").to_string()).add_parameter("TZID", ZONE).done()
}

/// Turns Korean clock time into the UTC stamp that DTSTAMP must be, nine hours earlier.
fn in_utc(time: DateTime) -> String {
    let utc = time.saturating_sub(jiff::SignedDuration::from_hours(9));
    utc.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Puts the description of the zone before the first event, when any event names a time.
fn with_zone(text: &str, events: &[Event]) -> String {
    if events.iter().any(|event| matches!(event.when, When::Times { .. })) {
        text.replacen("BEGIN:VEVENT\r\n", &format!("{ZONE_DESCRIBED}BEGIN:VEVENT\r\n"), 1)
    } else {
        text.to_owned()
    }
}

/// Keeps line breaks as one kind and leaves out the control characters a calendar line cannot hold.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|&c| c == '\n' || !c.is_control()).collect()
}
