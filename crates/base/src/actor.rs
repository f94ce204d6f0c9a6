//! Who is asking, and what they may do.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{AgencyId, Kind, Problem, Refusal, UserId};

/// A right: `<area>.<verb>`, listed in the area's `AREA.permissions`.
pub type Permission = &'static str;

/// The person or process behind a request, with everything that decides what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Opaque id; `system` for the job loop and the command line.
    pub id: UserId,
    /// Name as shown on screens; never written to logs.
    pub name: String,
    /// Role words, such as `centre-staff`.
    pub roles: BTreeSet<String>,
    /// Rights that those roles bring.
    pub permissions: BTreeSet<String>,
    /// Agency staff see this agency only.
    pub agency: Option<AgencyId>,
    /// Whether the second factor was given in this session.
    pub second_factor: bool,
}

/// Why an actor may not do something.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
enum Denied {
    #[error("the permission {permission} is missing")]
    NotAllowed { permission: String },
    #[error("nobody is signed in")]
    SignInFirst,
    #[error("this belongs to another agency")]
    OtherAgency,
}

impl Refusal for Denied {
    const AREA: &'static str = "base";
    fn kind(&self) -> Kind {
        Kind::Forbidden
    }
}

impl Actor {
    /// Nobody: may see public pages only.
    pub fn anonymous() -> Self {
        Self {
            id: UserId::from("anonymous"),
            name: String::new(),
            roles: BTreeSet::new(),
            permissions: BTreeSet::new(),
            agency: None,
            second_factor: false,
        }
    }

    /// The house itself: the command line on the centre's own machine and the job loop.
    pub fn system() -> Self {
        Self {
            id: UserId::from("system"),
            permissions: BTreeSet::from(["*".to_owned()]),
            ..Self::anonymous()
        }
    }

    /// Whether someone is signed in.
    pub fn is_known(&self) -> bool {
        self.id.as_str() != "anonymous"
    }

    /// Whether the actor has `permission`.
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.contains(permission) || self.permissions.contains("*")
    }

    /// Refuses unless the actor has `permission`.
    pub fn must(&self, permission: &str) -> Result<(), Problem> {
        if self.may(permission) {
            return Ok(());
        }
        if !self.is_known() {
            return Err(Denied::SignInFirst.into());
        }
        Err(Denied::NotAllowed { permission: permission.to_owned() }.into())
    }

    /// Refuses when the actor is bound to another agency than `agency`.
    pub fn must_see(&self, agency: &AgencyId) -> Result<(), Problem> {
        match &self.agency {
            None if !self.is_known() => Err(Denied::SignInFirst.into()),
            Some(own) if own != agency => Err(Denied::OtherAgency.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_right_is_refused_by_name_and_an_unknown_visitor_is_asked_to_sign_in() {
        let mut clerk = Actor { id: UserId::from("u1"), ..Actor::anonymous() };
        assert_eq!(clerk.must("plan.edit").unwrap_err().code().as_deref(), Some("base/not-allowed"));
        clerk.permissions.insert("plan.edit".into());
        assert!(clerk.must("plan.edit").is_ok());
        let nobody = Actor::anonymous().must("plan.edit").unwrap_err();
        assert_eq!(nobody.code().as_deref(), Some("base/sign-in-first"));
        assert!(Actor::system().may("anything.at-all"));
    }

    #[test]
    fn agency_staff_see_their_own_agency_only() {
        let own = AgencyId::from("a1");
        let staff = Actor { id: UserId::from("u1"), agency: Some(own.clone()), ..Actor::anonymous() };
        assert!(staff.must_see(&own).is_ok());
        assert!(staff.must_see(&AgencyId::from("a2")).is_err());
        assert!(Actor::system().must_see(&own).is_ok());
        assert!(Actor::anonymous().must_see(&own).is_err());
    }
}
