//! All that the typesetter can reach: the templates of this engine, the fonts, and one file of values.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use crate::fonts::Fonts;

/// Which template sets the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Certificate,
    Report,
}

/// The parsed templates, shared by every printer of the process.
static TEMPLATES: LazyLock<[Source; 3]> = LazyLock::new(|| {
    [
        Source::new(file("/certificate.typ"), include_str!("../templates/certificate.typ").to_owned()),
        Source::new(file("/report.typ"), include_str!("../templates/report.typ").to_owned()),
        Source::new(file("/shared.typ"), include_str!("../templates/shared.typ").to_owned()),
    ]
});

/// The file in which the templates find what the caller gave.
static VALUES: LazyLock<FileId> = LazyLock::new(|| file("/values.json"));

fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the engine's own paths are well formed");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What stays the same from document to document.
pub(crate) struct House {
    pub(crate) fonts: Fonts,
    library: LazyHash<Library>,
}

impl House {
    pub(crate) fn new(fonts: Fonts) -> Self {
        // The feature tells which cell of a row names it, so that a screen reader can say so.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self { fonts, library: LazyHash::new(Library::builder().with_features(features).build()) }
    }
}

/// The world of one document.
pub(crate) struct Desk<'a> {
    pub(crate) house: &'a House,
    pub(crate) form: Form,
    pub(crate) values: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.house.fonts.book
    }

    fn main(&self) -> FileId {
        let at = match self.form {
            Form::Certificate => 0,
            Form::Report => 1,
        };
        TEMPLATES[at].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = TEMPLATES.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *VALUES { Ok(self.values.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.house.fonts.all.get(index).cloned()
    }

    /// There is no clock: the moment is a value like any other.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
