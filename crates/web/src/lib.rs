//! What every screen shares: requests, pages, words, forms, charts and errors.
//!
//! A handler takes one [`Ask`] and gives a [`Reply`]. Screens are askama templates over `shell.html`;
//! all their words come from Fluent through the filters of [`filters`]. An [`Area`] lists what it brings.

mod app;
mod area;
mod ask;
mod attend;
mod cache;
pub mod chart;
mod failure;
pub mod form;
mod frame;
mod house;
mod josa;
pub mod kit;
pub mod listing;
mod look;
pub mod map;
mod once;
pub mod pager;
mod params;
mod phrase;
mod progress;
mod refused;
mod routes;
mod wire;
mod words;

pub use app::{App, Facade, Options};
pub use area::{Area, Indicator, JobContext, JobKind, JobResult, MenuEntry, Right, no_openapi};
pub use ask::{Ask, Note, Notes};
pub use assets::print_fonts;
/// Fonts that printed papers are set in.
pub use attend::session_cookie;
pub use cache::Cache;
pub use failure::{Failure, Reply};
pub use frame::{Frame, filters};
pub use house::{house, openapi};
pub use josa::with_particle;
pub use look::Look;
pub use once::purge_once;
pub use phrase::Phrase;
pub use progress::Progress;
pub use refused::Refused;
pub use routes::{RouteInfo, Routes, open};
pub use words::{HOUSE, Lang, Messages, Words, WordsError, date as date_in_words, number};
