//! The printer: fonts and templates read once, documents made one by one or on several threads.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::clean::Cleaner;
use crate::fonts::Fonts;
use crate::world::{Desk, Form, House};
use crate::{Certificate, Refused, Report};

/// How many certificates one file takes.
const RUN: usize = 1_000;

/// For how many documents the typesetter may keep a result that nobody asked for again.
const KEEP: usize = 3;

/// Prints documents with the fonts it was given; made once and shared between threads.
pub struct Printer {
    house: House,
    standards: PdfStandards,
}

impl Printer {
    /// Takes fonts as the bytes of OTF or TTF files, the document's own family first, in regular and bold; further
    /// families are asked for characters that the first does not have.
    pub fn new(fonts: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Result<Self, Refused> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .map_err(|why| Refused::Setter { reason: why.message().to_string() })?;
        Ok(Self { house: House::new(Fonts::new(fonts)?), standards })
    }

    /// Prints one certificate on one page.
    pub fn certificate(&self, certificate: &Certificate) -> Result<Vec<u8>, Refused> {
        self.sheets(&certificate.title, std::slice::from_ref(certificate))
    }

    /// Prints certificates into one file, each on its page, for a pile of paper; at most 1,000.
    pub fn certificates(&self, title: &str, certificates: &[Certificate]) -> Result<Vec<u8>, Refused> {
        self.sheets(title, certificates)
    }

    /// Prints each certificate into a file of its own on so many threads, and hands every file over as soon as it is
    /// made, with its place in the list; the order is not kept.
    pub fn each_certificate(
        &self,
        certificates: &[Certificate],
        threads: NonZeroUsize,
        take: impl Fn(usize, Result<Vec<u8>, Refused>) + Sync,
    ) {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..threads.get().min(certificates.len()) {
                scope.spawn(|| {
                    while let Some((at, one)) = {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        certificates.get(at).map(|one| (at, one))
                    } {
                        take(at, self.certificate(one));
                    }
                });
            }
        });
    }

    /// Prints a report.
    pub fn report(&self, report: &Report) -> Result<Vec<u8>, Refused> {
        let mut clean = Cleaner::new(&self.house.fonts);
        let mut value = report.value(&mut clean)?;
        clean.finish()?;
        value["fonts"] = json!(self.house.fonts.families);
        let document = self.set(Form::Report, &value)?;
        self.write(&document, report.made)
    }

    fn sheets(&self, title: &str, certificates: &[Certificate]) -> Result<Vec<u8>, Refused> {
        let first =
            certificates.first().ok_or_else(|| Refused::Empty { place: "certificates".to_owned() })?;
        if certificates.len() > RUN {
            let (place, count) = ("certificates".to_owned(), certificates.len());
            return Err(Refused::TooMany { place, count, limit: RUN });
        }
        let mut clean = Cleaner::new(&self.house.fonts);
        let title = clean.needed("title", title, 200)?;
        let sheets: Vec<Value> =
            certificates.iter().map(|one| one.value(&mut clean)).collect::<Result<_, _>>()?;
        clean.finish()?;
        let value = json!({
            "fonts": self.house.fonts.families,
            "title": title,
            "language": first.language,
            "issuer": sheets[0]["issuer"],
            "sheets": sheets,
        });
        let document = self.set(Form::Certificate, &value)?;
        if document.pages().len() == certificates.len() {
            return self.write(&document, first.made);
        }
        Err(self.longer_than_a_page(certificates))
    }

    /// Finds the certificate that does not fit, by setting each alone.
    fn longer_than_a_page(&self, certificates: &[Certificate]) -> Refused {
        let alone = |one: &Certificate| self.certificate(one).is_err();
        let at = if certificates.len() > 1 { certificates.iter().position(alone) } else { None };
        Refused::MoreThanOnePage { number: at.unwrap_or(0) + 1 }
    }

    /// Sets the type; what the typesetter remembers is let go whether or not it succeeded.
    fn set(&self, form: Form, value: &Value) -> Result<PagedDocument, Refused> {
        let values = Bytes::from_string(value.to_string());
        let desk = Desk { house: &self.house, form, values };
        let outcome = typst::compile::<PagedDocument>(&desk).output;
        comemo::evict(KEEP);
        outcome.map_err(|why| setter(&why))
    }

    fn write(&self, document: &PagedDocument, made: Timestamp) -> Result<Vec<u8>, Refused> {
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(None),
            timestamp: moment(made).map(typst_pdf::Timestamp::new_utc),
            page_ranges: None,
            standards: self.standards.clone(),
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(document, &options).map_err(|why| setter(&why))
    }
}

/// Writes the moment as the typesetter wants it, in coordinated universal time.
fn moment(made: Timestamp) -> Option<Datetime> {
    let at = made.to_zoned(TimeZone::UTC).datetime();
    let part = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

/// Keeps the first sentence of the typesetter's complaint, with its hints.
fn setter(complaints: &[SourceDiagnostic]) -> Refused {
    let first = complaints.first();
    let reason = first.map(|why| {
        let hints = why.hints.iter().map(|hint| hint.v.as_str());
        std::iter::once(why.message.as_str()).chain(hints).collect::<Vec<_>>().join("; ")
    });
    Refused::Setter { reason: reason.unwrap_or_default() }
}
