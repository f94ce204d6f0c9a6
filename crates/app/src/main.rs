//! The program `dure`: one binary, web and command line.

use std::process::ExitCode;

/// Steadier and leaner under many short requests than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    app::run()
}
