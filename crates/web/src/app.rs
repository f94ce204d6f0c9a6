//! The house as every request sees it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    net::IpAddr,
    sync::{Arc, Mutex, RwLock},
};

use base::{Actor, Clock, Problem};
use db::Db;
use register::Work;

use crate::{Area, Cache, Progress, Words, area::Right};

/// Everything a handler may need; cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    words: Words,
    areas: &'static [&'static Area],
    rights: BTreeMap<&'static str, BTreeSet<&'static str>>,
    options: Options,
    facade: RwLock<Facade>,
    cache: Cache,
    progress: Progress,
    touched: Mutex<HashMap<String, i64>>,
}

/// How this house is run.
#[derive(Clone, Default)]
pub struct Options {
    /// The demo: sample data, and a page to step into roles on loopback.
    pub demo: bool,
    /// The address people reach it at, such as `https://dure.example.kr`; decides secure cookies.
    pub public_url: String,
    /// Command that starts a child process for reading strangers' files; empty = read in process.
    pub parser_child: Vec<String>,
    /// Master key for encrypted fields (32 bytes), from a file beside the configuration.
    pub master_key: Vec<u8>,
    /// Proxies in front of the house, whose word on who asks is taken.
    pub trusted_proxies: Vec<IpAddr>,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("demo", &self.demo)
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}

/// What every page shows of the centre.
#[derive(Debug, Clone, Default)]
pub struct Facade {
    /// Name of the centre.
    pub centre: String,
    /// Telephone number of a person.
    pub phone: String,
}

impl App {
    /// Puts the house together.
    pub fn new(
        db: Db,
        clock: Clock,
        words: Words,
        areas: &'static [&'static Area],
        options: Options,
    ) -> Self {
        let rights = rights(areas.iter().flat_map(|area| area.permissions));
        let facade = RwLock::new(Facade::default());
        Self {
            inner: Arc::new(Inner {
                db,
                clock,
                words,
                areas,
                rights,
                options,
                facade,
                cache: Cache::default(),
                progress: Progress::default(),
                touched: Mutex::default(),
            }),
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// All words.
    pub fn words(&self) -> &Words {
        &self.inner.words
    }

    /// The areas, in the order of the menu.
    pub fn areas(&self) -> &'static [&'static Area] {
        self.inner.areas
    }

    /// How this house is run.
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// Answers kept until the journal grows.
    pub fn cache(&self) -> &Cache {
        &self.inner.cache
    }

    /// How far running jobs are.
    pub fn progress(&self) -> &Progress {
        &self.inner.progress
    }

    /// Puts into a running job how far it is by now.
    pub fn overlay(&self, job: &mut register::jobs::Job) {
        if job.state == "running"
            && let Some((done, total)) = self.progress().of(&job.id)
        {
            (job.done, job.total) = (done, total);
        }
    }

    /// What every page shows of the centre.
    pub fn facade(&self) -> Facade {
        self.inner.facade.read().map(|facade| facade.clone()).unwrap_or_default()
    }

    /// Reads the centre's name and telephone number from the settings again.
    pub async fn refresh_facade(&self) -> Result<(), Problem> {
        let mut tx = self.db().read().await?;
        let centre = register::settings::get(&mut tx, "centre.name").await?.unwrap_or_default();
        let phone = register::settings::get(&mut tx, "centre.phone").await?.unwrap_or_default();
        if let Ok(mut facade) = self.inner.facade.write() {
            *facade = Facade { centre, phone };
        }
        Ok(())
    }

    /// Rights that the roles of `actor` bring; none before the second factor was given.
    pub fn permissions(&self, actor: &Actor) -> BTreeSet<String> {
        // Agency staff without an agency would else see all of them.
        let lost = actor.roles.contains("agency-staff") && actor.agency.is_none();
        if !actor.second_factor || lost {
            return BTreeSet::new();
        }
        let of_role = |role: &String| self.inner.rights.get(role.as_str());
        actor.roles.iter().filter_map(of_role).flatten().map(|&right| right.to_owned()).collect()
    }

    /// Whether this is the session's first request in this minute: only that one writes that it was seen.
    pub(crate) fn first_touch(&self, session: &str) -> bool {
        let minute = self.clock().now().as_second() / 60;
        let Ok(mut touched) = self.inner.touched.lock() else { return true };
        if touched.len() > 10_000 {
            touched.retain(|_, at| *at == minute);
        }
        touched.insert(session.to_owned(), minute) != Some(minute)
    }

    /// Every role any area names.
    pub fn roles(&self) -> BTreeSet<&'static str> {
        self.inner.rights.keys().copied().collect()
    }

    /// A work of the house itself: the job loop and the command line.
    pub async fn work(&self) -> Result<Work, Problem> {
        Work::begin(self.db(), self.clock(), Actor::system()).await
    }
}

/// Rights by role.
fn rights<'a>(all: impl Iterator<Item = &'a Right>) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut by_role: BTreeMap<&'static str, BTreeSet<&'static str>> = BTreeMap::new();
    for right in all {
        for role in right.roles {
            by_role.entry(role).or_default().insert(right.name);
        }
    }
    by_role
}
