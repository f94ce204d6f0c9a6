//! Training through the front door: real router, real SQL, its own database, the day 2026-03-02.

mod bad_input;
mod certificates;
mod journey;
mod reading;
mod scene;
mod seats;
