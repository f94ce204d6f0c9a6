//! Files kept in the database, so that a backup and a rollback hold them too.

use base::{FileId, Problem};
use data_encoding::HEXLOWER;
use db::{Tx, row, sql, vals};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Work;

/// Largest file kept: 20 MB, as large as an upload may be.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

row! {
    /// A stored file without its bytes.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct File {
        /// Id; also its name on disk when exported.
        pub id: FileId,
        /// Name as the sender called it.
        pub name: String,
        /// Kind by content.
        pub mime: String,
        /// Size.
        pub bytes: i64,
        /// SHA-256 of the bytes, in hex.
        pub sha256: String,
        /// When stored.
        pub stored_at: Timestamp,
        /// By whom (opaque id).
        pub stored_by: String,
        /// What it belongs to, such as `plan-task:3`.
        pub about: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}

/// SHA-256 of bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Stores a file; the caller notes it.
pub async fn store(
    work: &mut Work,
    name: &str,
    mime: &str,
    about: &str,
    sample: bool,
    content: Vec<u8>,
) -> Result<File, Problem> {
    let file = File {
        id: FileId::fresh(),
        name: name.to_owned(),
        mime: mime.to_owned(),
        bytes: content.len() as i64,
        sha256: sha256(&content),
        stored_at: work.now,
        stored_by: work.actor.id.to_string(),
        about: about.to_owned(),
        sample,
    };
    work.tx
        .exec(
            sql!("INSERT INTO register_file(id,name,mime,bytes,sha256,stored_at,stored_by,about,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
            vals![&file.id, &file.name, &file.mime, file.bytes, &file.sha256, file.stored_at, &file.stored_by, &file.about, file.sample],
        )
        .await?;
    work.tx
        .exec(
            sql!("INSERT INTO register_file_content(file_id,content) VALUES($1,$2)"),
            vals![&file.id, content],
        )
        .await?;
    Ok(file)
}

/// The file with `id`.
pub async fn file(tx: &mut Tx, id: &FileId) -> Result<Option<File>, Problem> {
    Ok(tx
        .opt(sql!("SELECT id,name,mime,bytes,sha256,stored_at,stored_by,about,sample FROM register_file WHERE id=$1"), vals![id])
        .await?)
}

/// Files that belong to `about`, newest first.
pub async fn files(tx: &mut Tx, about: &str) -> Result<Vec<File>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name,mime,bytes,sha256,stored_at,stored_by,about,sample FROM register_file WHERE about=$1 ORDER BY stored_at DESC,id"),
            vals![about],
        )
        .await?)
}

/// The bytes of a file, checked against its hash.
pub async fn content(tx: &mut Tx, file: &File) -> Result<Vec<u8>, Problem> {
    let (content,): (Vec<u8>,) =
        tx.one(sql!("SELECT content FROM register_file_content WHERE file_id=$1"), vals![&file.id]).await?;
    if sha256(&content) == file.sha256 {
        Ok(content)
    } else {
        Err(Problem::fault(format!("file {} no longer has its hash", file.id)))
    }
}
