//! Consulting through the front door: real router, real SQL, its own database, the day 2026-03-02.

mod experts;
mod journey;
mod refusals;
mod risk;
mod scene;
mod screens;
mod twins;
