//! The process that reads: how it is started, bounded and asked, and what it does.

use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tables::{Limits, Sheet, Unreadable, kind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::wire::{self, Frame, Question};
use crate::{NotOpened, Refused, Searched, search_here};

/// The hidden verb that makes the program read a file from its standard input.
pub const VERB: &str = "parse-child";

/// Sets the bounds and becomes the program: no core dump, memory, processor seconds, no files written.
///
/// The shell does it because setting bounds in this process before the other starts needs unsafe code.
const START: &str =
    r#"ulimit -c 0; ulimit -d "$1" || exit 126; ulimit -t "$2"; ulimit -f 0; shift 2; exec "$@""#;

/// How the reading process is started and how much it may use.
#[derive(Debug, Clone)]
pub struct Child {
    program: PathBuf,
    verb: String,
    memory_megabytes: u64,
    seconds: u64,
    turns: Arc<Semaphore>,
}

impl Child {
    /// This very program with the hidden verb; 192 MB, 20 seconds, two at a time.
    pub fn this_program() -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?, VERB))
    }

    /// Another program with a verb of its own, under the same bounds.
    pub fn of(program: PathBuf, verb: &str) -> Self {
        let turns = Arc::new(Semaphore::new(2));
        Self { program, verb: verb.to_owned(), memory_megabytes: 192, seconds: 20, turns }
    }

    /// Other bounds: memory in megabytes and time in seconds.
    pub fn bounded(mut self, memory_megabytes: u64, seconds: u64) -> Self {
        self.memory_megabytes = memory_megabytes;
        self.seconds = seconds;
        self
    }

    /// The command, with an empty environment.
    fn command(&self) -> Command {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", START, "sh", &(self.memory_megabytes * 1024).to_string(), &self.seconds.to_string()])
            .arg(&self.program)
            .arg(&self.verb)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs one process on one file and gives what it wrote.
    async fn ask(&self, question: Vec<u8>, bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, Refused> {
        let mut process = self.command().spawn().map_err(|_| Refused::ReaderMissing)?;
        let (Some(mut input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(Refused::ReaderMissing);
        };
        let send = async move {
            // A process that ended early closes its end; its answer or its silence tells the rest.
            let _ = input.write_all(&question).await;
            let _ = input.write_all(&bytes).await;
        };
        let mut answer = Vec::new();
        let mut bounded = output.take(most);
        let work = async { tokio::join!(send, bounded.read_to_end(&mut answer)) };
        let Ok(((), received)) = tokio::time::timeout(Duration::from_secs(self.seconds), work).await else {
            let _ = process.kill().await;
            return Err(Refused::TimedOut { seconds: self.seconds });
        };
        if received.is_err() || answer.len() as u64 >= most {
            let _ = process.kill().await;
            return Err(Refused::ReaderStopped);
        }
        let status = process.wait().await.map_err(|_| Refused::ReaderStopped)?;
        if !status.success() {
            tracing::warn!(%status, "the reading process stopped");
            return Err(match status.code() {
                Some(126 | 127) => Refused::ReaderMissing,
                _ => Refused::ReaderStopped,
            });
        }
        Ok(answer)
    }
}

/// Opens a stranger's file: the first sheet shown of a workbook, or the rows of a CSV file.
pub async fn open(bytes: Vec<u8>, limits: &Limits, child: &Child) -> Result<Sheet, NotOpened> {
    open_named(bytes, None, limits, child).await
}

/// Opens a stranger's file at the sheet of this name.
pub async fn open_named(
    bytes: Vec<u8>,
    sheet: Option<&str>,
    limits: &Limits,
    child: &Child,
) -> Result<Sheet, NotOpened> {
    refuse_size(&bytes, limits)?;
    if let Some(refusal) = kind(&bytes).refusal() {
        return Err(refusal.into());
    }
    let question = Question { limits: limits.clone(), sheet: sheet.map(str::to_owned), search: false };
    let answer = asked(question, bytes, child, most_answer_bytes(limits)).await?;
    wire::read_answer(&answer, limits).map_err(|_| Refused::ReaderStopped)?
}

/// Searches a stranger's file that is kept as it is for resident numbers, in whatever format it is.
pub async fn search(bytes: Vec<u8>, limits: &Limits, child: &Child) -> Result<Searched, NotOpened> {
    refuse_size(&bytes, limits)?;
    let question = Question { limits: limits.clone(), sheet: None, search: true };
    let answer = asked(question, bytes, child, 64 * 1024).await?;
    wire::read_searched(&answer).map_err(|_| Refused::ReaderStopped)?
}

/// Refuses more bytes than the bound.
fn refuse_size(bytes: &[u8], limits: &Limits) -> Result<(), NotOpened> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Unreadable::TooLarge { limit: limits.file_megabytes() }.into());
    }
    Ok(())
}

/// Puts a question about a file to a process when its turn has come.
async fn asked(question: Question, bytes: Vec<u8>, child: &Child, most: u64) -> Result<Vec<u8>, Refused> {
    let mut head = Vec::new();
    wire::write(&mut head, &question).map_err(|_| Refused::ReaderMissing)?;
    let _turn = child.turns.acquire().await.map_err(|_| Refused::ReaderMissing)?;
    child.ask(head, bytes, most).await
}

/// The longest honest answer: every letter escaped, every cell with its mark.
fn most_answer_bytes(limits: &Limits) -> u64 {
    limits.text_bytes * 6 + limits.cells * 32 + limits.rows * 32 + 4 * 1024 * 1024
}

/// What the program does under the hidden verb: reads one file, answers, ends.
///
/// A panic writes nothing, because its message could repeat what is in the file.
pub fn run_child() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    match answer(&mut std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(input: &mut impl Read, output: impl Write) -> std::io::Result<()> {
    let Question { limits, sheet, search } = wire::read(input)?;
    let mut bytes = Vec::new();
    input.take(limits.file_bytes + 1).read_to_end(&mut bytes)?;
    let mut output = BufWriter::new(output);
    if search {
        let frame = search_here(&bytes, &limits).map_or_else(Frame::Refused, Frame::Searched);
        wire::write(&mut output, &frame)?;
        return output.flush();
    }
    let read = Sheet::read(&bytes, &limits, sheet.as_deref()).map_err(NotOpened::from);
    drop(bytes);
    wire::write_answer(&mut output, read)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reading_side_answers_a_question_from_its_input() {
        let limits = Limits::default();
        let mut input = Vec::new();
        wire::write(&mut input, &Question { limits: limits.clone(), sheet: None, search: false }).unwrap();
        input.extend_from_slice("기관,명\n가,3\n".as_bytes());
        let mut output = Vec::new();
        answer(&mut input.as_slice(), &mut output).unwrap();
        let sheet = wire::read_answer(&output, &limits).unwrap().unwrap();
        assert_eq!(sheet.rows.len(), 2);
        assert_eq!(sheet.rows[1].cells[1], tables::Cell::Text("3".into()));
    }
}
