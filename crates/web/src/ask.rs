//! The one context of a handler: who asks, what for, and the ways to answer.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect},
};
use base::{Actor, FieldNote, Problem};
use db::Tx;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use register::{Work, sessions::Session};
use serde::Serialize;

use crate::{App, Failure, Look, Phrase, Reply, frame::Frame, once};

/// A request in progress; made once by `attend`, cheap to clone.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The house.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// Their session, if signed in.
    pub session: Option<Session>,
    /// How they like the screens.
    pub look: Look,
    /// Path of the request.
    pub path: String,
    /// Number shown with an apology.
    pub request_id: String,
    /// Network address of the other side.
    pub place: String,
    /// A message left by the request before: kind and text.
    pub(crate) flash: Option<(String, String)>,
    pub(crate) params: Arc<Vec<(String, String)>>,
    pub(crate) at_this_machine: bool,
    pub(crate) once: Option<String>,
    pub(crate) body_hash: String,
    pub(crate) referer: String,
    /// Where to come back to: this page with its filters, or the page a form stood on.
    pub(crate) back: String,
    pub(crate) json: bool,
}

impl FromRequestParts<App> for Ask {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let ask = parts.extensions.get::<Self>().cloned();
        ask.ok_or_else(|| Failure(Problem::fault("a request reached its handler without being attended")))
    }
}

/// Characters that a file name may keep in a header.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

impl Ask {
    /// A snapshot to read from.
    pub async fn read(&self) -> Result<Tx, Problem> {
        Ok(self.app.db().read().await?)
    }

    /// A work to write with. A form sent twice is refused here with where the first sending led.
    pub async fn work(&self) -> Result<Work, Problem> {
        let mut work = Work::begin(self.app.db(), self.app.clock(), self.actor.clone()).await?;
        if let Some(key) = &self.once {
            once::claim(&mut work, key, &self.body_hash, &self.referer).await?;
        }
        Ok(work)
    }

    /// Whether the visitor sits at this very machine: a loopback address, asked for by a loopback name
    /// (so that no other site's name points here), with no proxy between.
    pub fn is_at_this_machine(&self) -> bool {
        self.at_this_machine
    }

    /// Today in Seoul.
    pub fn today(&self) -> jiff::civil::Date {
        self.app.clock().today()
    }

    /// A parameter of the address.
    pub fn param(&self, name: &str) -> Option<String> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// The page number asked for, from 1.
    pub fn page_number(&self) -> i64 {
        self.param("page").and_then(|page| page.parse().ok()).filter(|page| *page >= 1).unwrap_or(1)
    }

    /// The words of a phrase in the visitor's language.
    pub fn say(&self, phrase: &Phrase) -> String {
        self.app.words().fill(self.look.lang, &phrase.key, &phrase.args)
    }

    /// The words of a key without arguments.
    pub fn t(&self, key: &str) -> String {
        self.app.words().plain(self.look.lang, key)
    }

    /// A page that shows sample data when the house is a demo.
    pub fn page(&self, view: &impl Template) -> Reply {
        self.render(StatusCode::OK, view, self.app.options().demo)
    }

    /// A page that shows only real figures.
    pub fn page_real(&self, view: &impl Template) -> Reply {
        self.render(StatusCode::OK, view, false)
    }

    /// A form again, with sentences at its fields.
    pub fn page_again(&self, view: &impl Template) -> Reply {
        self.render(StatusCode::UNPROCESSABLE_ENTITY, view, self.app.options().demo)
    }

    /// A part of a page as markup, without the frame around it: what is the same for everyone can be kept.
    pub fn fragment(&self, view: &impl Template) -> Result<String, Problem> {
        view.render_with_values(&Frame::of(self, false)).map_err(Problem::fault)
    }

    fn render(&self, status: StatusCode, view: &impl Template, sample: bool) -> Reply {
        let frame = Frame::of(self, sample);
        let text = view.render_with_values(&frame).map_err(Problem::fault)?;
        Ok((status, Html(text)).into_response())
    }

    pub(crate) fn render_status(&self, status: StatusCode, view: &impl Template) -> Reply {
        self.render(status, view, false)
    }

    /// Goes to a page after something was done; a reload repeats nothing.
    pub fn see(&self, href: &str) -> Reply {
        Ok(Redirect::to(href).into_response())
    }

    /// Goes to a page and says there what was done.
    pub fn see_saying(&self, href: &str, phrase: &Phrase) -> Reply {
        let text = utf8_percent_encode(&self.say(phrase), NON_ALPHANUMERIC).to_string();
        let mut response = Redirect::to(href).into_response();
        let cookie = format!("dure_said={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        Ok(response)
    }

    /// A JSON answer.
    pub fn json(&self, value: &impl Serialize) -> Reply {
        Ok(axum::Json(serde_json::to_value(value).map_err(Problem::fault)?).into_response())
    }

    /// A file to keep.
    pub fn file(&self, name: &str, mime: &'static str, bytes: Vec<u8>) -> Reply {
        let name = utf8_percent_encode(name, NAME).to_string();
        let headers = [
            (header::CONTENT_TYPE, mime.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        ];
        Ok((headers, bytes).into_response())
    }

    /// Sentences at fields, for a form shown again.
    pub fn notes(&self, notes: &[FieldNote]) -> Notes {
        let words = self.app.words();
        let text = |note: &FieldNote| words.fill(self.look.lang, &note.key, &note.args);
        Notes(notes.iter().map(|note| Note { field: note.field.clone(), text: text(note) }).collect())
    }
}

/// A sentence at a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The field.
    pub field: String,
    /// The sentence in the visitor's language.
    pub text: String,
}

/// The sentences of a form shown again; none when it is shown first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes(pub Vec<Note>);

impl Notes {
    /// The sentence at `field`, empty when there is none.
    pub fn at(&self, field: &str) -> String {
        self.0.iter().find(|note| note.field == field).map(|note| note.text.clone()).unwrap_or_default()
    }
}
