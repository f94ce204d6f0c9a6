//! Letters as files: written beside and renamed, so that a half-written letter is never seen.

use std::io;
use std::path::Path;

use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use crate::Refused;

/// Stores a letter as `<id>.eml` and returns the file's name; a repeat replaces the same file.
pub async fn store(folder: &Path, id: &str, bytes: &[u8]) -> Result<String, Refused> {
    let name = format!("{id}.eml");
    let beside = folder.join(format!("{name}.part"));
    let done = async {
        make_folder(folder).await?;
        write(&beside, bytes).await?;
        fs::rename(&beside, folder.join(&name)).await?;
        fs::File::open(folder).await?.sync_all().await
    };
    done.await.map_err(|error: io::Error| {
        tracing::error!(%error, "the folder for letters cannot be written");
        Refused::FolderUnwritable
    })?;
    Ok(name)
}

/// Makes the folder for its owner only: letters hold names and addresses.
async fn make_folder(folder: &Path) -> io::Result<()> {
    if fs::try_exists(folder).await? {
        return Ok(());
    }
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    maker.mode(0o700);
    maker.create(folder).await
}

/// Writes a file for its owner only and waits until it is on the disk.
async fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    file.write_all(bytes).await?;
    file.sync_all().await
}
