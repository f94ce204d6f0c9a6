//! Evaluation through the front door: schemes, rounds, appeals, panels, tours, awards, and bad input.

mod bad_input;
mod links;
mod panels;
mod past;
mod people;
mod rounds;
mod scene;
mod twins;
mod words;
