//! A program that does nothing but read one file under the hidden verb; the tests start it as a child.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(intake::VERB) => intake::run_child(),
        Some("sleep") => {
            std::thread::sleep(std::time::Duration::from_mins(1));
            ExitCode::SUCCESS
        }
        Some("eat") => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(vec![1; 1024 * 1024]);
                if eaten.len() > 4096 {
                    return ExitCode::SUCCESS;
                }
            }
        }
        _ => ExitCode::FAILURE,
    }
}
