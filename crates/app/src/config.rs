//! Configuration from the environment: where the database, the key and the way out for mail are.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use base::{Kind, Problem, Refusal};
use db::Address;
use serde::Serialize;

/// How this program is set up.
#[derive(Clone)]
pub struct Config {
    /// Where the workspace is.
    pub address: Address,
    /// Whether the address was named by the person, and not taken by default.
    pub named: bool,
    /// Where pages are served.
    pub listen: SocketAddr,
    /// The address people use, such as `https://dure.example.kr`.
    pub public_url: String,
    /// File with the master key.
    pub key_file: PathBuf,
    /// How letters leave, as the environment says; without a word there, the settings say it.
    pub mail: Mail,
    /// File with the password for the mail server of the settings.
    pub mail_password_file: Option<PathBuf>,
    /// Proxies in front, whose word on who asks is taken.
    pub trusted_proxies: Vec<IpAddr>,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("address", &self.address)
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

/// How letters leave the house; a server's address holds its password and is never printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Mail {
    /// As the settings say; they wait until a way is set there.
    AsSet,
    /// Into files of this folder.
    Folder(PathBuf),
    /// To this mail server: `smtp://`, `smtps://` or `starttls://USER:PASSWORD@HOST:PORT`.
    Server(String),
}

/// Why the program cannot start as it is set up.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub(crate) enum Refused {
    #[error("not an address: {detail}")]
    BadAddress { detail: String },
    #[error("DURE_LISTEN is not an address: {text}")]
    BadListen { text: String },
    #[error("no folder for data: set HOME, XDG_DATA_HOME or DURE_DATABASE")]
    NoDataFolder,
    #[error("the key file cannot be used: {detail}")]
    BadKey { detail: String },
    #[error("the database at {address} cannot be opened: {detail}")]
    CannotOpen { address: String, detail: String },
    #[error("there is no workspace at {address}")]
    NoWorkspace { address: String },
    #[error("the address cannot be served: {listen}: {detail}")]
    CannotListen { listen: String, detail: String },
    #[error("{text} is for PostgreSQL with a backup of its own; confirm with --backed-up")]
    BackUpFirst { text: String },
    #[error("the schema is behind; run dure db migrate")]
    SchemaBehind { steps: i64 },
    #[error("the address is in use: {listen}")]
    AddressInUse { listen: String },
    #[error("the demo is served on loopback only: {listen}")]
    DemoNotLoopback { listen: String },
    #[error("this workspace is no demo: {address}")]
    NotADemo { address: String },
    #[error("the practice day is {today} already, and cannot go back to {day}")]
    PracticeDayPast { day: String, today: String },
    #[error("there is no backup at {file}")]
    NoBackup { file: String },
    #[error("the file cannot be read: {file}: {detail}")]
    CannotRead { file: String, detail: String },
    #[error("the file is there already: {file}")]
    FileExists { file: String },
    #[error("the target is not empty")]
    TargetNotEmpty { table: String },
    #[error("{text} is no journal head; write SEQ:HASH")]
    BadHead { text: String },
    #[error("DURE_MAIL cannot be read: {detail}")]
    BadMail { detail: String },
    #[error("the file with the mail password cannot be used: {detail}")]
    BadMailPassword { detail: String },
}

impl Refusal for Refused {
    const AREA: &'static str = "app";
    fn kind(&self) -> Kind {
        match self {
            Self::CannotRead { .. } | Self::NoWorkspace { .. } | Self::NoBackup { .. } => Kind::Missing,
            Self::SchemaBehind { .. } | Self::FileExists { .. } | Self::TargetNotEmpty { .. } => {
                Kind::Conflict
            }
            _ => Kind::Invalid,
        }
    }
}

/// A variable of the environment, unless empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Addresses in `DURE_TRUSTED_PROXIES`, separated by commas.
fn proxies() -> Result<Vec<IpAddr>, Problem> {
    let text = variable("DURE_TRUSTED_PROXIES").unwrap_or_default();
    let parse =
        |one: &str| one.trim().parse().map_err(|_| Refused::BadListen { text: one.to_owned() }.into());
    text.split(',').filter(|one| !one.trim().is_empty()).map(parse).collect()
}

/// The folder for this user's data.
fn data_folder() -> Result<PathBuf, Problem> {
    let home = variable("HOME").map(|home| Path::new(&home).join(".local/share"));
    let folder = variable("XDG_DATA_HOME").map(PathBuf::from).or(home);
    Ok(folder.ok_or(Refused::NoDataFolder)?.join("dure"))
}

impl Config {
    /// Reads the environment; `database` comes from the command line.
    pub fn new(database: Option<&str>) -> Result<Self, Problem> {
        let folder = data_folder()?;
        let address: Address = match database {
            Some(text) => {
                text.parse().map_err(|e: db::Error| Refused::BadAddress { detail: e.to_string() })?
            }
            None => Address::sqlite(folder.join("dure.db")),
        };
        let listen = variable("DURE_LISTEN").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let key_file = variable("DURE_KEY_FILE").map_or_else(|| beside(&address, &folder), PathBuf::from);
        let mail = match variable("DURE_MAIL") {
            None => Mail::AsSet,
            Some(text) => match text.strip_prefix("folder:") {
                Some(folder) => Mail::Folder(folder.into()),
                None => Mail::Server(text),
            },
        };
        Ok(Self {
            address,
            named: database.is_some(),
            listen: listen.parse().map_err(|_| Refused::BadListen { text: listen })?,
            public_url: variable("DURE_PUBLIC_URL").unwrap_or_default(),
            key_file,
            mail,
            mail_password_file: variable("DURE_MAIL_PASSWORD_FILE").map(PathBuf::from),
            trusted_proxies: proxies()?,
        })
    }

    /// The same for the demo's own workspace, unless a database was named.
    pub(crate) fn for_demo(mut self) -> Result<Self, Problem> {
        if !self.named {
            let folder = data_folder()?.join("demo");
            self.address = Address::sqlite(folder.join("dure.db"));
            self.key_file = variable("DURE_KEY_FILE").map_or_else(|| folder.join("dure.key"), PathBuf::from);
        }
        Ok(self)
    }

    /// The master key; made when `fresh`, else it must be there: a new one would not open what is sealed.
    pub(crate) fn master_key(&self, fresh: bool) -> Result<Vec<u8>, Problem> {
        let wrong = |detail: String| Problem::from(Refused::BadKey { detail });
        let shown = self.key_file.display();
        match std::fs::read_to_string(&self.key_file) {
            Ok(text) => {
                if others_may_read(&self.key_file) {
                    return Err(wrong(format!("{shown}: chmod 600")));
                }
                let key = data_encoding::HEXLOWER.decode(text.trim().as_bytes());
                key.ok().filter(|key| key.len() == 32).ok_or_else(|| wrong(format!("{shown}: 64 × 0–9a–f")))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && fresh => {
                let mut key = vec![0_u8; 32];
                getrandom::fill(&mut key).map_err(|e| wrong(e.to_string()))?;
                let text = data_encoding::HEXLOWER.encode(&key);
                write_private(&self.key_file, &text).map_err(|e| wrong(format!("{shown}: {e}")))?;
                Ok(key)
            }
            Err(error) => Err(wrong(format!("{shown}: {error}"))),
        }
    }

    /// The SQLite file, if the workspace is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match &self.address {
            Address::Sqlite(path) => Some(path),
            Address::Postgres { .. } => None,
        }
    }

    /// Refuses a SQLite workspace that is not there: reading must not make one.
    pub(crate) fn must_exist(&self) -> Result<(), Problem> {
        match self.file() {
            Some(path) if !path.exists() => {
                Err(Refused::NoWorkspace { address: self.address.to_string() }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Whether group or others have any right on a file.
pub(crate) fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

/// The key's default place: beside a SQLite file, else in the data folder.
fn beside(address: &Address, folder: &Path) -> PathBuf {
    match address {
        Address::Sqlite(path) => path.with_extension("key"),
        Address::Postgres { schema, .. } => folder.join(format!("{schema}.key")),
    }
}

/// Writes a file that only its owner may read, and never over another.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
