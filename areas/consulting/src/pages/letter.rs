//! The letter on a piece of advice: to read, to print, and to send to its agency.

use askama::Template;
use axum::extract::Path;
use base::Problem;
use documents_pdf::{Block, Fact, Language, Report};
use register::messages::{self, Message};
use web::{Ask, Lang, Phrase, Reply, filters};

use super::{
    report,
    shared::{self, Names, Nav},
};
use crate::{
    actions::letters::{self, Letter, about},
    model::{Advice, missing},
    store,
};

/// A letter with what it is about and when it was sent.
#[derive(Debug, Clone)]
pub struct Written {
    /// The advice.
    pub advice: Advice,
    /// Number of its case.
    pub number: String,
    /// Agency's name.
    pub agency: String,
    /// The words, in Korean.
    pub letter: Letter,
    /// Messages sent, the newest first.
    pub sent: Vec<Message>,
}

/// Writes the letter of a piece of advice that the reader may see. A letter to an agency is Korean whatever the reader's
/// language is.
pub async fn written(ask: &Ask, id: &str) -> Result<Written, Problem> {
    let mut tx = ask.read().await?;
    let advice = store::one_advice(&mut tx, id).await?.ok_or_else(missing)?;
    if ask.actor.agency.is_some() {
        ask.actor.must_see(&advice.agency_id)?;
    }
    let case = store::case(&mut tx, &advice.case_id).await?.ok_or_else(missing)?;
    let names = Names::load(ask, &mut tx).await?;
    let filter = messages::Filter { about: about(id), ..messages::Filter::default() };
    let sent = messages::messages(&mut tx, &filter, 100, 0).await?;
    let words = ask.app.words();
    let field = words.plain(Lang::Ko, &format!("web-need-field-{}", advice.field));
    let phrase = |key: &str| {
        Phrase::new(key)
            .with("number", case.number.clone())
            .with("agency", names.agency(&advice.agency_id))
            .with("field", field.clone())
            .with("given", advice.given_on.to_string())
            .with("due", advice.due_on.to_string())
            .with("owner", names.person(ask, advice.owner_id.as_str()))
            .with("advice", advice.body.clone())
            .with("centre", report::centre(ask))
    };
    let fill = |key: &str| {
        let phrase = phrase(key);
        words.fill(Lang::Ko, &phrase.key, &phrase.args)
    };
    let letter = Letter { subject: fill("consulting-letter-subject"), body: fill("consulting-letter-body") };
    Ok(Written { agency: names.agency(&advice.agency_id), number: case.number, advice, letter, sent })
}

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage {
    nav: Nav,
    written: Written,
}

/// `GET /consulting/advice/{id}/letter`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let written = written(&ask, &id).await?;
    let nav = shared::nav(&ask, &mut ask.read().await?, "/consulting/advice").await?;
    ask.page(&LetterPage { nav, written })
}

/// `GET /consulting/advice/{id}/letter.pdf`
pub async fn pdf(ask: Ask, Path(id): Path<String>) -> Reply {
    let written = written(&ask, &id).await?;
    let word = |key: &str| ask.app.words().plain(Lang::Ko, key);
    // The letter itself begins with the agency's name.
    let mut paper = Report::new(Language::Ko, word("consulting-letter"), ask.app.clock().now());
    paper.issuer = report::centre(&ask);
    paper.sample = (written.advice.sample || ask.app.options().demo).then(|| ask.t("web-sample-mark"));
    paper.blocks.push(Block::Facts(vec![
        Fact::new(word("consulting-f-number"), written.number.clone()),
        Fact::new(word("consulting-f-given"), written.advice.given_on.to_string()),
        Fact::new(word("consulting-f-due"), written.advice.due_on.to_string()),
    ]));
    let lines = written.letter.body.lines().filter(|line| !line.trim().is_empty());
    paper.blocks.extend(lines.map(|line| Block::paragraph(line.to_owned())));
    let name = format!("consulting-letter-{}.pdf", written.number);
    report::print(&ask, paper, &name).await
}

/// `POST /consulting/advice/{id}/letter`
pub async fn send(ask: Ask, Path(id): Path<String>) -> Reply {
    let letter = written(&ask, &id).await?.letter;
    let mut work = ask.work().await?;
    let (_, sent) = letters::send_letter(&mut work, &id, &letter).await?;
    work.commit().await?;
    let back = format!("/consulting/advice/{id}/letter");
    ask.see_saying(&back, &Phrase::new("consulting-said-letter").with("count", sent))
}
