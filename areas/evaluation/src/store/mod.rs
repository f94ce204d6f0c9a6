//! SQL of evaluation, by noun.

pub mod appeals;
pub mod awards;
pub mod panels;
pub mod results;
pub mod rounds;
pub mod schemes;
pub mod tours;
