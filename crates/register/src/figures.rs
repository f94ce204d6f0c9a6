//! Public figures: population, projections and published numbers, each with basis, source and date.
