//! Vacancies that areas share.
