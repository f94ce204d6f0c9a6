//! Certificates: the list, one of them, its paper and badge, revoking; the public check; and the keys that sign.

use std::sync::LazyLock;

use axum::extract::{Form as PlainForm, Path};
use base::Problem;
use db::Tx;
use documents::{
    badge::{self, KnownKey},
    workbook::Kind,
};
use documents_pdf::{Certificate as Paper, Check, Fact, Printer};
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, FormBlock, Input, Page, Sent, boxed, linked, pair},
    listing::{Download, Entry, List, tenths},
};

use super::{
    sessions::language,
    shared::{self, Names},
};
use crate::{
    actions::{self, keys},
    model::{Certificate, Refused, hours, masked, missing},
    store,
};

static PRINTER: LazyLock<Printer> = LazyLock::new(|| {
    Printer::new(web::print_fonts().map(Into::into)).expect("the fonts of the house are sound")
});

/// What sets papers, made once.
pub fn printer() -> &'static Printer {
    &PRINTER
}

/// Whether a certificate is `valid`, `expired` or `revoked` on a day.
pub fn state(one: &Certificate, today: Date) -> &'static str {
    if one.revoked_on.is_some() {
        "revoked"
    } else if one.expires_on.is_some_and(|until| until < today) {
        "expired"
    } else {
        "valid"
    }
}

/// The certificates that the visitor may see.
pub async fn certificates(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let workers = shared::by_id(tx).await?;
    let wanted = ask.param("state").unwrap_or_default();
    let mut rows = Vec::new();
    let mut sample = false;
    for one in store::certificates(tx).await? {
        let Some(worker) = workers.get(&one.worker_id).filter(|worker| shared::sees(ask, worker)) else {
            continue;
        };
        let state = state(&one, ask.today());
        if !wanted.is_empty() && wanted != state {
            continue;
        }
        sample |= one.sample;
        rows.push(vec![
            Entry::link(one.number.clone(), format!("/training/certificates/{}", one.id)),
            Entry::from(one.holder.clone()),
            Entry::from(names.agency(worker.agency_id.as_ref())),
            Entry::from(one.course.clone()),
            tenths(one.hours_tenths),
            Entry::from(one.issued_on),
            Entry::from(one.expires_on),
            Entry::badge(ask.t(&format!("training-certificate-{state}")), shared::tone(state)),
        ]);
    }
    let columns = vec![
        ("number", "training-f-certificate-number", Kind::Text),
        ("holder", "training-f-holder", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("course", "training-f-course", Kind::Text),
        ("hours", "training-f-hours", Kind::Rate { digits: 1 }),
        ("issued", "training-f-issued", Kind::Date),
        ("expires", "training-f-expires", Kind::Date),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(
        ask,
        "/training/certificates",
        "training-certificates",
        "training-certificates-title",
        columns,
    );
    let states = shared::word_choices(ask, "training-certificate", &["valid", "expired", "revoked"], &wanted);
    let list = list
        .none(ask.t("training-certificates-none"))
        .rows(rows)
        .sample(sample)
        .personal("training.names-downloaded");
    Ok(list.filter(ask, "state", "training-f-state", states))
}

/// `GET /training/certificates`
pub async fn list(ask: Ask) -> Reply {
    let list = certificates(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-certificates-title"), "/training/certificates")
        .lead(ask.t("training-certificates-lead"))
        .tool(ask.t("training-verify-title"), "/training/verify")
        .tool_if(ask.actor.may("training.keys"), ask.t("training-keys-title"), "/training/keys")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/certificates/download`
pub async fn download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let list = certificates(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}

async fn found(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Certificate, Problem> {
    let one = store::certificate(tx, id).await?.ok_or_else(missing)?;
    super::people::found(ask, tx, &one.worker_id).await?;
    Ok(one)
}

/// Where anyone can check a certificate.
fn check_path(one: &Certificate) -> String {
    format!("/training/verify/{}", one.token)
}

fn facts(ask: &Ask, one: &Certificate, holder: &str) -> Vec<web::kit::Pair> {
    let mut facts = vec![
        pair(ask.t("training-f-certificate-number"), &one.number),
        pair(ask.t("training-f-holder"), holder),
        pair(ask.t("training-f-course"), &one.course),
        pair(
            ask.t("training-f-hours"),
            shared::say1(ask, "training-hours", "hours", hours(one.hours_tenths)),
        ),
        pair(ask.t("training-f-span"), format!("{} – {}", one.from_on, one.until_on)),
        pair(ask.t("training-f-issued"), one.issued_on),
        pair(ask.t("training-f-issuer"), shared::centre(ask)),
    ];
    facts.extend(one.expires_on.map(|day| pair(ask.t("training-f-expires"), day)));
    facts.extend(one.revoked_on.map(|day| pair(ask.t("training-f-revoked"), day)));
    facts
}

fn state_block(ask: &Ask, one: &Certificate) -> Block {
    let state = state(one, ask.today());
    let words = ask.t(&format!("training-certificate-{state}"));
    Block::State(Badge {
        words,
        tone: shared::tone(state),
        after: ask.t(&format!("training-state-says-{state}")),
    })
}

async fn certificate_page(ask: &Ask, id: &str, typed: &Sent, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let mut all = facts(ask, &one, &one.holder);
    all.push(linked(ask.t("training-f-check"), ask.t("training-check-open"), check_path(&one)));
    all.push(linked(
        ask.t("training-f-seat"),
        ask.t("training-seat-open"),
        format!("/training/enrolments/{}", one.enrolment_id),
    ));
    if one.revoked_on.is_some() {
        all.push(pair(ask.t("training-f-reason"), &one.revoked_reason));
    }
    let mut page = shared::page_of(
        ask,
        shared::say1(ask, "training-certificate-n", "number", &one.number),
        "/training/certificates",
    )
    .tool(ask.t("training-certificate-pdf"), format!("/training/certificates/{id}/file"))
    .tool(ask.t("training-certificate-badge"), format!("{}/badge", check_path(&one)))
    .sample(one.sample)
    .block(state_block(ask, &one))
    .block(Block::Facts(all))
    .maybe(shared::no_address(ask));
    if ask.actor.may("training.lead") && one.revoked_on.is_none() {
        let form = FormBlock::new(
            ask.t("training-revoke-title"),
            format!("/training/certificates/{id}/revoke"),
            ask.t("training-revoke"),
        );
        let reason = Input::new("text", "reason", ask.t("training-f-reason"), typed.get("reason")).needed();
        page = page.block(Block::Form(form.lead(ask.t("training-revoke-lead")).with([reason]).grave()));
    }
    Ok(page.noted(notes))
}

/// `GET /training/certificates/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    certificate_page(&ask, &id, &Sent::default(), Notes::default()).await?.answer(&ask)
}

/// `POST /training/certificates/{id}/revoke`
pub async fn revoke(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let sent = Sent(sent);
    let mut work = ask.work().await?;
    match actions::certificates::revoke(&mut work, &id, sent.get("reason")).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&format!("/training/certificates/{id}"), &Phrase::new("training-said-revoked"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            certificate_page(&ask, &id, &sent, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A certificate as it is printed.
fn paper(ask: &Ask, one: &Certificate) -> Paper {
    let mut facts = vec![
        Fact::new(ask.t("training-f-course"), one.course.clone()),
        Fact::new(ask.t("training-f-span"), format!("{} – {}", one.from_on, one.until_on)),
        Fact::new(
            ask.t("training-f-hours"),
            shared::say1(ask, "training-hours", "hours", hours(one.hours_tenths)),
        ),
    ];
    facts.extend(one.expires_on.map(|day| Fact::new(ask.t("training-f-expires"), day.to_string())));
    let home = shared::home(ask);
    // A code that holds no whole address opens nothing, so the paper says where the number and the name are asked for.
    let check = (!home.is_empty()).then(|| Check {
        address: format!("{home}{}", check_path(one)),
        words: ask.t("training-paper-check"),
        alternative: ask.t("training-paper-check-alternative"),
    });
    if check.is_none() {
        let by_hand = shared::say1(ask, "training-paper-by-hand", "path", "/training/verify");
        facts.push(Fact::new(ask.t("training-verify-title"), by_hand));
    }
    Paper {
        language: language(ask),
        title: ask.t("training-paper-title"),
        number: shared::say1(ask, "training-certificate-n", "number", &one.number),
        holder: one.holder.clone(),
        holder_note: String::new(),
        facts,
        statement: ask.t("training-paper-statement"),
        issued: web::date_in_words(ask.look.lang, &one.issued_on.to_string()),
        issuer: shared::centre(ask),
        issuer_note: ask.t("training-paper-seal"),
        check,
        sample: one.sample.then(|| ask.t("web-sample-mark")),
        made: ask.app.clock().now(),
    }
}

/// `GET /training/certificates/{id}/file`: the certificate as PDF.
pub async fn file(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &mut ask.read().await?, &id).await?;
    let paper = paper(&ask, &one);
    let bytes =
        tokio::task::spawn_blocking(move || printer().certificate(&paper)).await.map_err(Problem::fault)?;
    ask.file(&format!("certificate-{}.pdf", one.number), "application/pdf", bytes.map_err(Problem::fault)?)
}

/// The certificate behind a public address.
async fn of_token(tx: &mut Tx, token: &str) -> Result<Certificate, Problem> {
    store::certificate_of_token(tx, token).await?.ok_or_else(|| Refused::NoSuchCertificate.into())
}

/// The name shown to a stranger: in full only when they wrote it themselves.
fn shown_name(one: &Certificate, typed: &str) -> String {
    if typed.trim() == one.holder { one.holder.clone() } else { masked(&one.holder) }
}

/// What anyone is shown of a certificate.
async fn public_page(ask: &Ask, tx: &mut Tx, one: &Certificate, typed: &str) -> Result<Page, Problem> {
    let holder = shown_name(one, typed);
    let known = keys::known(tx).await?;
    let proof =
        serde_json::from_str::<Json>(&one.badge).ok().map(|signed| badge::verify(&signed, &known).is_ok());
    let (tone, key) = if proof == Some(true) {
        ("success", "training-proof-right")
    } else {
        ("danger", "training-proof-wrong")
    };
    let mut page = shared::page_of(ask, ask.t("training-verify-title"), "")
        .lead(ask.t("training-verify-lead"))
        .sample(one.sample)
        .block(state_block(ask, one))
        .block(Block::Facts(facts(ask, one, &holder)))
        .block(boxed(tone, ask.t(key), String::new()))
        .block(Block::Lines(vec![
            web::kit::Link::new(ask.t("training-certificate-badge"), format!("{}/badge", check_path(one))),
            web::kit::Link::new(ask.t("training-issuer-keys"), "/training/issuer"),
        ]));
    page.tabs.clear();
    if holder != one.holder {
        let form = web::kit::AskBlock {
            title: ask.t("training-name-check-title"),
            lead: ask.t(if typed.trim().is_empty() {
                "training-name-check-lead"
            } else {
                "training-name-check-wrong"
            }),
            action: check_path(one),
            inputs: vec![Input::new("text", "name", ask.t("training-f-holder"), typed)],
            button: ask.t("training-name-check"),
        };
        page = page.block(Block::Ask(form));
    }
    Ok(page)
}

/// `GET /training/verify/{token}`: public.
pub async fn verify(ask: Ask, Path(token): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = of_token(&mut tx, &token).await?;
    let typed = ask.param("name").unwrap_or_default();
    public_page(&ask, &mut tx, &one, &typed).await?.answer(&ask)
}

/// The certificate with a number and its holder's name.
async fn of_number(ask: &Ask, tx: &mut Tx) -> Result<Option<Certificate>, Problem> {
    let param = |name: &str| ask.param(name).unwrap_or_default().trim().to_owned();
    let (number, name) = (param("number"), param("name"));
    let found = store::certificate_of_number(tx, &number).await?;
    Ok(found.filter(|one| one.holder == name))
}

/// `GET /training/verify`: public; asks for number and name.
pub async fn verify_form(ask: Ask) -> Reply {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let mut tx = ask.read().await?;
    let asked = !param("number").trim().is_empty();
    if asked && let Some(one) = of_number(&ask, &mut tx).await? {
        return public_page(&ask, &mut tx, &one, &param("name")).await?.answer(&ask);
    }
    let mut page =
        shared::page_of(&ask, ask.t("training-verify-title"), "").lead(ask.t("training-verify-lead"));
    page.tabs.clear();
    if asked {
        page = page.block(boxed(
            "danger",
            ask.t("training-refused-no-such-certificate"),
            ask.t("training-verify-next"),
        ));
    }
    page.block(Block::Ask(web::kit::AskBlock {
        title: String::new(),
        lead: String::new(),
        action: "/training/verify".to_owned(),
        inputs: vec![
            Input::new("text", "number", ask.t("training-f-certificate-number"), &param("number"))
                .help(ask.t("training-number-hint"))
                .needed(),
            Input::new("text", "name", ask.t("training-f-holder"), &param("name")).needed(),
        ],
        button: ask.t("training-verify-do"),
    }))
    .answer(&ask)
}

/// `GET /training/verify/{token}/badge`: the signed badge; it names nobody.
pub async fn badge_file(ask: Ask, Path(token): Path<String>) -> Reply {
    let one = of_token(&mut ask.read().await?, &token).await?;
    ask.file(&format!("badge-{}.json", one.number), "application/json", one.badge.into_bytes())
}

/// What a stranger learns of a certificate, as JSON.
fn public_json(ask: &Ask, one: &Certificate, typed: &str) -> Json {
    json!({ "number": one.number, "holder": shown_name(one, typed), "course": one.course, "hours_tenths": one.hours_tenths,
        "from": one.from_on, "until": one.until_on, "issued": one.issued_on, "expires": one.expires_on, "revoked": one.revoked_on,
        "issuer": shared::centre(ask), "state": state(one, ask.today()), "sample": one.sample, "badge": format!("{}/badge", check_path(one)) })
}

/// The public check as JSON.
pub async fn verify_json(ask: &Ask, token: &str) -> Reply {
    let one = of_token(&mut ask.read().await?, token).await?;
    ask.json(&public_json(ask, &one, &ask.param("name").unwrap_or_default()))
}

/// The public check by number and name as JSON.
pub async fn verify_number_json(ask: &Ask) -> Reply {
    let found = of_number(ask, &mut ask.read().await?).await?;
    let one = found.ok_or_else(|| Problem::from(Refused::NoSuchCertificate))?;
    ask.json(&public_json(ask, &one, &ask.param("name").unwrap_or_default()))
}

/// A certificate as JSON, for those who may see it.
pub async fn certificate_json(ask: &Ask, id: &str) -> Reply {
    let one = found(ask, &mut ask.read().await?, id).await?;
    let mut value = public_json(ask, &one, &one.holder);
    value["check"] = Json::from(check_path(&one));
    value["id"] = Json::from(id);
    ask.json(&value)
}

/// `GET /training/issuer`: public; the document of every key, with the moment each was retired.
pub async fn issuer(ask: Ask) -> Reply {
    issuer_json(&ask).await
}

/// The document of keys.
pub async fn issuer_json(ask: &Ask) -> Reply {
    let keys: Vec<KnownKey> = keys::known(&mut ask.read().await?).await?;
    let Some(current) = keys.iter().find(|key| key.retired.is_none()).or_else(|| keys.first()) else {
        return ask.json(&json!({ "verificationMethod": [] }));
    };
    ask.json(&KnownKey::document(&current.key.did(), &keys))
}

/// `GET /training/revoked`: public; the list that badges point to.
pub async fn revoked(ask: Ask) -> Reply {
    revoked_json(&ask).await
}

/// The list of revoked badges by their own ids; it names nobody and gives no reason.
pub async fn revoked_json(ask: &Ask) -> Reply {
    let all = store::certificates(&mut ask.read().await?).await?;
    let id = |one: &Certificate| {
        let signed: Option<Json> = serde_json::from_str(&one.badge).ok();
        signed.and_then(|signed| signed["id"].as_str().map(str::to_owned))
    };
    let revoked: Vec<Json> = all
        .iter()
        .filter(|one| one.revoked_on.is_some())
        .filter_map(|one| Some(json!({ "id": id(one)?, "revoked": true })))
        .collect();
    ask.json(
        &json!({ "id": format!("{}/training/revoked", shared::home(ask)), "revokedCredential": revoked }),
    )
}

/// Every key as a list.
pub async fn key_list(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let certificates = store::certificates(tx).await?;
    let row = |key: crate::model::Key| {
        let count = certificates.iter().filter(|one| one.key_id == key.id).count() as i64;
        let (words, tone) = if key.retired_at.is_none() {
            ("training-key-used", "good")
        } else {
            ("training-key-retired", "plain")
        };
        vec![
            Entry::from(key.public),
            Entry::from(base::seoul_day(key.made_at)),
            Entry::from(key.retired_at.map(base::seoul_day)),
            Entry::link(count, "/training/certificates"),
            Entry::badge(ask.t(words), tone),
        ]
    };
    let columns = vec![
        ("key", "training-f-public-key", Kind::Text),
        ("made", "training-f-made", Kind::Date),
        ("retired", "training-f-retired", Kind::Date),
        ("signed", "training-f-signed", Kind::Whole),
        ("state", "training-f-state", Kind::Text),
    ];
    let rows = store::keys(tx).await?.into_iter().map(row).collect();
    let list = List::new(ask, "", "training-keys", "training-keys-title", columns);
    Ok(list.none(ask.t("training-keys-none")).rows(rows))
}

/// `GET /training/keys`
pub async fn key_page(ask: Ask) -> Reply {
    let list = key_list(&ask, &mut ask.read().await?).await?;
    let form =
        FormBlock::new(ask.t("training-rotate-title"), "/training/keys".to_owned(), ask.t("training-rotate"));
    shared::page_of(&ask, ask.t("training-keys-title"), "")
        .lead(ask.t("training-keys-lead"))
        .tool(ask.t("training-issuer-keys"), "/training/issuer")
        .block(list.plain(&ask))
        .block(Block::Form(form.lead(ask.t("training-rotate-lead")).grave()))
        .answer(&ask)
}

/// `POST /training/keys`
pub async fn rotate(ask: Ask) -> Reply {
    let mut work = ask.work().await?;
    keys::rotate(&mut work, &ask.app).await?;
    work.commit().await?;
    ask.see_saying("/training/keys", &Phrase::new("training-said-rotated"))
}
