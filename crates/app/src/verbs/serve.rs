//! `dure serve`: the pages, the job loop and the outbox in one process.

use std::{net::SocketAddr, process::ExitCode};

use base::{Clock, Problem};
use tokio::net::TcpListener;
use web::{App, Phrase};

use crate::{Config, config::Refused, errand, jobs, outbox, speak::Speaker};

/// Serves the workspace of `config`, bringing its schema up to date first.
pub(crate) async fn run(config: Config, speaker: &Speaker) -> Result<ExitCode, Problem> {
    let db = errand::database(&config).await?;
    let ran = errand::migrate(&config, &db, &Clock::real()).await?;
    if !ran.is_empty() {
        speaker.aside(&Phrase::new("app-migrated").with("steps", ran.len() as i64));
    }
    drop(db);
    let app = errand::open(&config).await?;
    serve(app, &config, speaker).await
}

/// Serves an open workspace until the process is told to stop.
pub(crate) async fn serve(app: App, config: &Config, speaker: &Speaker) -> Result<ExitCode, Problem> {
    // A second start in the same process (as tests do) finds the subscriber set already.
    drop(observe::init(observe::Format::Auto));
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|_| Refused::AddressInUse { listen: config.listen.to_string() })?;
    let carrier = outbox::carrier(config)?;
    let worker = tokio::spawn(jobs::run(app.clone()));
    let postman = tokio::spawn(outbox::run(app.clone(), carrier));
    speaker.say(&Phrase::new("app-serving").with("address", format!("http://{}", config.listen)));
    let service = web::house(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop_asked()).await.map_err(Problem::fault)?;
    worker.abort();
    postman.abort();
    Ok(ExitCode::SUCCESS)
}

/// Waits until Ctrl+C or a service manager's SIGTERM.
async fn stop_asked() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => drop(interrupt.await),
    }
}
