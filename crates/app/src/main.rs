//! The program `dure`.
fn main() {}
