//! Decisions of bodies and people, with what they are about.
