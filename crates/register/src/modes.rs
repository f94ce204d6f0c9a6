//! Operating modes: which mode holds on a day, for one district or everywhere.
//!
//! Switching writes a line and never changes an older one. On a day, the newest line that is not undone,
//! covers the day and covers the district holds; so undoing a line lets the one before it hold again,
//! and history can be counted for any day. A day without a line is in [`NORMAL`].

use std::collections::BTreeMap;

use base::{DistrictId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::Work;

/// The mode of a day for which nothing was decided: everything may go on.
pub const NORMAL: &str = "normal";

row! {
    /// One decision about the mode, with its days, place, reason and legal basis.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Mode {
        /// Id.
        pub id: String,
        /// The mode's word in `guidelines/operating_modes.toml`, such as `social-distancing`.
        pub mode: String,
        /// District, or none for everywhere.
        pub district_id: Option<DistrictId>,
        /// First day.
        pub from_on: Date,
        /// Last day, if it was known.
        pub until_on: Option<Date>,
        /// Order or notice acted on.
        pub legal_basis: String,
        /// Why.
        pub note: String,
        /// `in-force` or `undone`.
        pub state: String,
        /// When it was decided.
        pub made_at: Timestamp,
        /// By whom (opaque id).
        pub made_by: String,
    }
}

impl Mode {
    /// Whether it holds on `day`, unless a newer one does, in `district` (`None` = everywhere).
    pub fn covers(&self, day: Date, district: Option<&DistrictId>) -> bool {
        let place = self.district_id.as_ref();
        self.state == "in-force"
            && self.from_on <= day
            && self.until_on.is_none_or(|until| day <= until)
            && (place.is_none() || place == district)
    }
}

/// A mode to be switched on.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMode<'a> {
    /// The mode's word.
    pub mode: &'a str,
    /// District, or none for everywhere.
    pub district: Option<&'a DistrictId>,
    /// First day.
    pub from_on: Date,
    /// Last day, if known.
    pub until_on: Option<Date>,
    /// Order or notice acted on.
    pub legal_basis: &'a str,
    /// Why.
    pub note: &'a str,
}

/// Every decision ever made, newest first, undone ones too.
pub async fn history(tx: &mut Tx) -> Result<Vec<Mode>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,mode,district_id,from_on,until_on,legal_basis,note,state,made_at,made_by FROM register_mode ORDER BY made_at DESC,id DESC"),
            vals![],
        )
        .await?)
}

/// The decision with `id`.
pub async fn mode(tx: &mut Tx, id: &str) -> Result<Option<Mode>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,mode,district_id,from_on,until_on,legal_basis,note,state,made_at,made_by FROM register_mode WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The decision that holds among `history` (newest first); `None` means [`NORMAL`].
pub fn holding<'a>(history: &'a [Mode], day: Date, district: Option<&DistrictId>) -> Option<&'a Mode> {
    history.iter().find(|mode| mode.covers(day, district))
}

/// The decision that holds on `day` in `district` (`None` = everywhere); `None` means [`NORMAL`].
pub async fn in_force(
    tx: &mut Tx,
    day: Date,
    district: Option<&DistrictId>,
) -> Result<Option<Mode>, Problem> {
    let history = history(tx).await?;
    Ok(holding(&history, day, district).cloned())
}

/// The word of the mode that holds on `day` in `district` (`None` = everywhere).
pub async fn mode_word(tx: &mut Tx, day: Date, district: Option<&DistrictId>) -> Result<String, Problem> {
    Ok(in_force(tx, day, district).await?.map_or_else(|| NORMAL.to_owned(), |mode| mode.mode))
}

/// How many days of `from..=until` each mode held, for statistics that must tell unlike days apart.
pub fn days_by_mode(
    history: &[Mode],
    from: Date,
    until: Date,
    district: Option<&DistrictId>,
) -> BTreeMap<String, i64> {
    let mut days = BTreeMap::new();
    let mut day = from;
    while day <= until {
        let word = holding(history, day, district).map_or(NORMAL, |mode| mode.mode.as_str());
        *days.entry(word.to_owned()).or_insert(0) += 1;
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    days
}

/// Switches a mode on; the caller has checked the legal basis, and notes it.
pub async fn switch_on(work: &mut Work, wish: &NewMode<'_>) -> Result<String, Problem> {
    let id = Id::<Mode>::fresh().to_string();
    let (now, by) = (work.now, work.actor.id.clone());
    work.tx
        .exec(
            sql!("INSERT INTO register_mode(id,mode,district_id,from_on,until_on,legal_basis,note,state,made_at,made_by) VALUES($1,$2,$3,$4,$5,$6,$7,'in-force',$8,$9)"),
            vals![&id, wish.mode, wish.district, wish.from_on, wish.until_on, wish.legal_basis, wish.note, now, &by],
        )
        .await?;
    Ok(id)
}

/// Takes a switch back, so that what held before holds again; tells whether it was in force.
pub async fn undo(work: &mut Work, id: &str) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(sql!("UPDATE register_mode SET state='undone' WHERE id=$1 AND state='in-force'"), vals![id])
        .await?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn decision(mode: &str, district: Option<&str>, from: Date, until: Option<Date>) -> Mode {
        Mode {
            id: mode.to_owned(),
            mode: mode.to_owned(),
            district_id: district.map(DistrictId::from),
            from_on: from,
            until_on: until,
            legal_basis: String::new(),
            note: String::new(),
            state: "in-force".to_owned(),
            made_at: Timestamp::UNIX_EPOCH,
            made_by: "system".to_owned(),
        }
    }

    #[test]
    fn the_newest_decision_that_covers_day_and_place_holds_and_undoing_it_restores_the_one_before() {
        let mut history = vec![
            decision(NORMAL, None, date(2020, 5, 6), None),
            decision("social-distancing", None, date(2020, 3, 22), None),
        ];
        let word =
            |history: &[Mode], day| holding(history, day, None).map_or(NORMAL.to_owned(), |m| m.mode.clone());
        assert_eq!(word(&history, date(2020, 3, 21)), NORMAL);
        assert_eq!(word(&history, date(2020, 4, 10)), "social-distancing");
        assert_eq!(word(&history, date(2020, 5, 6)), NORMAL);
        history[0].state = "undone".to_owned();
        assert_eq!(word(&history, date(2020, 5, 6)), "social-distancing");
    }

    #[test]
    fn a_mode_of_one_district_says_nothing_about_others() {
        let history = [decision("social-distancing", Some("ganghwa"), date(2020, 3, 1), None)];
        let day = date(2020, 3, 2);
        assert!(holding(&history, day, Some(&DistrictId::from("ganghwa"))).is_some());
        assert!(holding(&history, day, Some(&DistrictId::from("ongjin"))).is_none());
        assert!(holding(&history, day, None).is_none());
    }

    #[test]
    fn the_days_of_a_year_are_counted_once_each() {
        let history = [decision("social-distancing", None, date(2020, 3, 22), Some(date(2020, 5, 5)))];
        let days = days_by_mode(&history, date(2020, 1, 1), date(2020, 12, 31), None);
        assert_eq!(days["social-distancing"], 45);
        assert_eq!(days.values().sum::<i64>(), 366);
    }
}
