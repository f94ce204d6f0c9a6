//! Where a database is: `sqlite:PATH` or `postgres://…?schema=NAME`.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use crate::{Error, ErrorKind};

/// The address of one centre's database.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// One schema of a PostgreSQL database.
    Postgres {
        /// Connection string without our own `schema` parameter.
        url: String,
        /// Schema of the centre; `public` when none is named.
        schema: String,
    },
}

impl Address {
    /// The SQLite file at `path`.
    pub fn sqlite(path: impl AsRef<Path>) -> Self {
        Self::Sqlite(path.as_ref().to_owned())
    }
}

impl FromStr for Address {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(Error::new(ErrorKind::Other, "the address names no file: write sqlite:PATH"));
            }
            return Ok(Self::sqlite(path));
        }
        if !(text.starts_with("postgres://") || text.starts_with("postgresql://")) {
            return Err(Error::new(
                ErrorKind::Other,
                "an address is sqlite:PATH or postgres://USER@HOST/DATABASE?schema=NAME",
            ));
        }
        let (base, query) = text.split_once('?').unwrap_or((text, ""));
        let mut schema = "public".to_owned();
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.strip_prefix("schema=") {
                Some(name) => name.clone_into(&mut schema),
                None => rest.push(pair),
            }
        }
        if schema.is_empty()
            || !schema.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            return Err(Error::new(ErrorKind::Other, "a schema name has only a–z, 0–9 and _"));
        }
        let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        Ok(Self::Postgres { url, schema })
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Address {
    /// Leaves out passwords: this is what logs and `doctor` show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres { url, schema } => {
                let place = url.rsplit_once('@').map_or(url.as_str(), |(_, place)| place);
                let place = place.split('?').next().unwrap_or_default();
                write!(f, "postgres://{}?schema={schema}", place.trim_start_matches("postgres://"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart_and_never_show_a_password() {
        let address: Address = "postgres://dure:secret@127.0.0.1:5432/dure?schema=incheon&sslmode=disable"
            .parse()
            .expect("an address");
        assert_eq!(
            address,
            Address::Postgres {
                url: "postgres://dure:secret@127.0.0.1:5432/dure?sslmode=disable".into(),
                schema: "incheon".into()
            }
        );
        assert_eq!(address.to_string(), "postgres://127.0.0.1:5432/dure?schema=incheon");
        assert_eq!("sqlite:/var/a.db".parse::<Address>().expect("an address"), Address::sqlite("/var/a.db"));
    }

    #[test]
    fn a_schema_that_could_carry_sql_is_refused() {
        assert!("postgres://h/d?schema=a;drop".parse::<Address>().is_err());
        assert!("mysql://h/d".parse::<Address>().is_err());
    }
}
