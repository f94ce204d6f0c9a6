//! Ids are text made here, one type each, so that an agency's id never passes for a project's.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Serialize};

/// An opaque id of a `T`; ordered by bytes, and by time of making when made with [`Id::fresh`].
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<T> {
    text: String,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// A new id: UUID version 7, so rows made later sort later.
    pub fn fresh() -> Self {
        Self::from(uuid::Uuid::now_v7().simple().to_string())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> From<String> for Id<T> {
    fn from(text: String) -> Self {
        Self { text, of: PhantomData }
    }
}

impl<T> From<&str> for Id<T> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self::from(self.text.clone())
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Names what the shared ids are ids of.
pub mod of {
    /// An agency (수행기관).
    #[derive(Debug)]
    pub enum Agency {}
    /// A district (군·구).
    #[derive(Debug)]
    pub enum District {}
    /// A stored file.
    #[derive(Debug)]
    pub enum File {}
    /// A programme type (사업유형).
    #[derive(Debug)]
    pub enum ProgrammeType {}
    /// A project group (사업단).
    #[derive(Debug)]
    pub enum Project {}
    /// A person who signs in.
    #[derive(Debug)]
    pub enum User {}
}

/// Id of an agency.
pub type AgencyId = Id<of::Agency>;
/// Id of a district.
pub type DistrictId = Id<of::District>;
/// Id of a stored file.
pub type FileId = Id<of::File>;
/// Id of a programme type.
pub type ProgrammeTypeId = Id<of::ProgrammeType>;
/// Id of a project group.
pub type ProjectId = Id<of::Project>;
/// Id of a person who signs in.
pub type UserId = Id<of::User>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_later_sort_later() {
        let first = AgencyId::fresh();
        let second = AgencyId::fresh();
        assert!(first < second);
        assert_eq!(first.as_str().len(), 32);
    }
}
