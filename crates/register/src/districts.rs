//! Districts with the days they exist and their successors.
