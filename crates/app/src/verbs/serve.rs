//! `dure serve`: the pages, the job loop and the outbox in one process.

use std::{future::IntoFuture, net::SocketAddr, process::ExitCode, time::Duration};

use base::{Clock, Problem};
use tokio::net::TcpListener;
use web::{App, Phrase};

use crate::{Config, config::Refused, errand, jobs, outbox, speak::Speaker};

/// Time that open requests get after a stop was asked for.
const GRACE: Duration = Duration::from_secs(5);

/// Serves the workspace of `config`, bringing its schema up to date first.
pub(crate) async fn run(config: Config, speaker: &Speaker) -> Result<ExitCode, Problem> {
    let db = errand::database(&config).await?;
    let ran = errand::migrate(&config, &db, &Clock::real(), false).await?;
    if !ran.is_empty() {
        speaker.aside(&Phrase::new("app-migrated").with("steps", ran.len() as i64));
    }
    drop(db);
    let app = errand::open(&config).await?;
    serve(app, &config, speaker).await
}

/// Serves an open workspace until the process is told to stop.
pub(crate) async fn serve(app: App, config: &Config, speaker: &Speaker) -> Result<ExitCode, Problem> {
    if app.options().demo && !config.listen.ip().is_loopback() {
        return Err(Refused::DemoNotLoopback { listen: config.listen.to_string() }.into());
    }
    // A second start in the same process (as tests do) finds the subscriber set already.
    let _ = observe::init(observe::Format::Auto);
    let listener =
        TcpListener::bind(config.listen).await.map_err(|error| cannot_listen(config.listen, &error))?;
    let post = outbox::Post::new(config)?;
    let worker = tokio::spawn(jobs::run(app.clone()));
    let postman = tokio::spawn(outbox::run(app.clone(), post));
    speaker.say(&Phrase::new("app-serving").with("address", format!("http://{}", config.listen)));
    let service = web::house(app).into_make_service_with_connect_info::<SocketAddr>();
    let (told, mut told_too) = tokio::sync::watch::channel(false);
    let asked = async move {
        stop_asked().await;
        let _ = told.send(true);
    };
    let served = axum::serve(listener, service).with_graceful_shutdown(asked).into_future();
    // Open progress streams would hold a stop for a minute; they are cut after a few seconds.
    let grace = async {
        drop(told_too.changed().await);
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = served => ended.map_err(Problem::fault)?,
        () = grace => {}
    }
    worker.abort();
    postman.abort();
    Ok(ExitCode::SUCCESS)
}

/// Why an address cannot be served.
fn cannot_listen(listen: SocketAddr, error: &std::io::Error) -> Refused {
    let listen = listen.to_string();
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Refused::AddressInUse { listen },
        _ => Refused::CannotListen { listen, detail: error.to_string() },
    }
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
