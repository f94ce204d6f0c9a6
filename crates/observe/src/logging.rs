//! Lines to standard error: for eyes on a terminal, JSON for machines, masked in both.

use std::io::{self, IsTerminal as _, Write};

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::{MakeWriter, fmt};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::mask::masked;

/// The environment variable that says what is logged, such as `info` or `warn,register=debug`.
pub const FILTER_VARIABLE: &str = "DURE_LOG";

/// What is logged when nothing is said.
const DEFAULT_FILTER: &str = "info";

/// How lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Human on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// For eyes.
    Human,
    /// One JSON object a line.
    Json,
}

/// Logging was set up before in this process; the earlier set-up stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlreadySet;

impl std::fmt::Display for AlreadySet {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("logging was set up before")
    }
}

impl std::error::Error for AlreadySet {}

/// Sends the log of this process to standard error, filtered by `DURE_LOG`.
///
/// A filter that cannot be read counts as none, and the log says so once.
pub fn init(format: Format) -> Result<(), AlreadySet> {
    let wanted = std::env::var(FILTER_VARIABLE).unwrap_or_default();
    let terminal = io::stderr().is_terminal();
    let json = format == Format::Json || (format == Format::Auto && !terminal);
    let colors = terminal && std::env::var_os("NO_COLOR").is_none();
    let filter = filter(&wanted);
    let unread = filter.is_none();
    let filter = filter.unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER));
    let done = if json {
        json_lines(filter, io::stderr).try_init()
    } else {
        human_lines(filter, io::stderr, colors).try_init()
    };
    done.map_err(|_| AlreadySet)?;
    if unread {
        tracing::warn!("{FILTER_VARIABLE} cannot be read; using {DEFAULT_FILTER}");
    }
    Ok(())
}

/// Builds the same logging on another writer, for tests and for files; `Auto` counts as JSON there.
pub fn subscriber<W>(format: Format, filter_text: &str, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = filter(filter_text).unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER));
    match format {
        Format::Human => Box::new(human_lines(filter, writer, false)),
        Format::Auto | Format::Json => Box::new(json_lines(filter, writer)),
    }
}

/// Reads a filter; an empty text is the default.
fn filter(text: &str) -> Option<EnvFilter> {
    let text = if text.trim().is_empty() { DEFAULT_FILTER } else { text };
    EnvFilter::try_new(text).ok()
}

fn human_lines<W>(filter: EnvFilter, writer: W, colors: bool) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt().with_env_filter(filter).with_ansi(colors).with_writer(Masking(writer)).finish()
}

fn json_lines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt().json().flatten_event(true).with_env_filter(filter).with_writer(Masking(writer)).finish()
}

/// Masks every line on its way into another writer.
#[derive(Debug, Clone, Copy)]
pub struct Masking<W>(pub W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Masking<W> {
    type Writer = MaskedLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        MaskedLine { inner: self.0.make_writer(), line: Vec::new() }
    }
}

/// Gathers one line and hands it on masked and in one piece, so that nothing slips through between two writes.
pub struct MaskedLine<W: Write> {
    inner: W,
    line: Vec<u8>,
}

impl<W: Write> Write for MaskedLine<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            let text = masked(&String::from_utf8_lossy(&self.line));
            self.line.clear();
            self.inner.write_all(text.as_bytes())?;
        }
        self.inner.flush()
    }
}

impl<W: Write> Drop for MaskedLine<W> {
    fn drop(&mut self) {
        // A log that cannot be written must not stop the work it tells about.
        let _unwritten = self.flush();
    }
}
