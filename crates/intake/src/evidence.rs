//! Which files are kept as evidence: kinds that can be searched or shown, under a name that says the same.

use tables::{Kind, Unreadable, kind};

use crate::{NotOpened, Refused};

/// Tells what a file that shall be kept as evidence is, by its content and its name; refuses every other kind.
///
/// Kept are PDF, HWP, HWPX, DOCX and the other office documents, XLSX, XLS and ODS, text and CSV under a name that
/// says so, and pictures a browser shows (PNG, JPEG, WEBP). A program, a page or a drawing made of tags is refused
/// whatever its name, and so is a sound file under the name of another kind: a person who opens it later has to
/// get what the name promises.
pub fn evidence(name: &str, bytes: &[u8]) -> Result<Kind, NotOpened> {
    let kind = kind(bytes);
    if kind == Kind::Text && bytes.contains(&0) {
        return Err(Refused::NotEvidence.into());
    }
    let endings: &[&str] = match kind {
        Kind::Text | Kind::Utf16 => &["csv", "tsv", "txt", "md"],
        Kind::Xlsx => &["xlsx"],
        Kind::Xls => &["xls"],
        Kind::Ods => &["ods"],
        Kind::Hwp => &["hwp"],
        Kind::Hwpx => &["hwpx"],
        Kind::OfficeDocument => &["docx", "pptx", "odt", "odp", "doc", "ppt", "rtf"],
        Kind::Pdf => &["pdf"],
        Kind::Image => picture(bytes).ok_or(Refused::NotEvidence)?,
        Kind::Empty => return Err(Unreadable::Empty.into()),
        Kind::Protected => return Err(Refused::Locked.into()),
        Kind::MacroWorkbook => return Err(Unreadable::Macro.into()),
        Kind::Xlsb | Kind::Archive | Kind::WebPage | Kind::Unknown => return Err(Refused::NotEvidence.into()),
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase());
    let is_text = matches!(kind, Kind::Text | Kind::Utf16);
    match ending {
        Some(ending) if endings.contains(&ending.as_str()) => Ok(kind),
        // Telephones send pictures and documents without an ending; text could be anything then.
        None if !is_text => Ok(kind),
        _ => Err(Refused::NameMisleads.into()),
    }
}

/// Endings of a picture that every browser shows; nothing for other pictures, for films, and for a PNG without
/// its size or its content.
fn picture(bytes: &[u8]) -> Option<&'static [&'static str]> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let sized =
            bytes.get(12..16) == Some(b"IHDR") && bytes.get(16..24).is_some_and(|size| size != [0; 8]);
        let filled = bytes.windows(4).any(|chunk| chunk == b"IDAT");
        if sized && filled { Some(&["png"]) } else { None }
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(&["jpg", "jpeg"])
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(&["webp"])
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chunks that a picture has to have, of one dot.
    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\x01IDAT\0";

    #[test]
    fn a_text_with_zero_bytes_and_a_picture_that_is_only_its_signature_are_refused() {
        let cases: [(&str, &[u8]); 3] = [
            ("명단.csv", b"a,b\n1,\0\n3,4 and so on, as text goes\n"),
            ("사진.png", b"\x89PNG\r\n\x1a\n"),
            ("사진.png", b"\x89PNG"),
        ];
        for (name, bytes) in cases {
            assert_eq!(evidence(name, bytes), Err(Refused::NotEvidence.into()), "{name}");
        }
        assert_eq!(evidence("사진.png", PNG), Ok(Kind::Image));
    }

    #[test]
    fn files_that_can_be_searched_or_shown_are_kept_under_a_name_that_says_what_they_are() {
        let cases: [(&str, &[u8], Kind); 8] = [
            ("회의록.PDF", b"%PDF-1.7", Kind::Pdf),
            ("사진.jpeg", b"\xff\xd8\xff\xe0", Kind::Image),
            ("사진", PNG, Kind::Image),
            ("사진.webp", b"RIFF\0\0\0\0WEBPVP8 ", Kind::Image),
            ("명단.csv", b"a,b\n1,2\n", Kind::Text),
            ("메모.txt", "잘 끝났습니다".as_bytes(), Kind::Text),
            ("글.rtf", b"{\\rtf1 }", Kind::OfficeDocument),
            ("글.hwp", b"HWP Document File V3.00", Kind::Hwp),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(evidence(name, bytes), Ok(expected), "{name}");
        }
    }

    #[test]
    fn programs_pages_drawings_of_tags_films_and_archives_are_refused_whatever_their_name() {
        let cases: [&[u8]; 8] = [
            b"MZ\x90\0\x03\0",
            b"\x7fELF\x02\x01",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<!-- x --><script>1</script>",
            b"<html><body>",
            b"\0\0\0\x18ftypmp42\0\0\0\0",
            b"GIF89a\x01\0",
            b"Rar!\x1a\x07",
        ];
        for bytes in cases {
            for name in ["a.pdf", "a.txt", "a.png", "a"] {
                assert_eq!(evidence(name, bytes), Err(Refused::NotEvidence.into()), "{name} {bytes:?}");
            }
        }
    }

    #[test]
    fn a_name_that_says_another_kind_than_the_content_is_refused() {
        let cases: [(&str, &[u8]); 6] = [
            ("run.exe", b"echo 1"),
            ("run.bat", b"echo 1"),
            ("그림.svg", b"a,b"),
            ("이름없음", b"a,b"),
            ("a.exe", b"%PDF-1.7"),
            ("a.csv", PNG),
        ];
        for (name, bytes) in cases {
            assert_eq!(evidence(name, bytes), Err(Refused::NameMisleads.into()), "{name}");
        }
        assert_eq!(evidence("a.csv", b""), Err(Unreadable::Empty.into()));
    }
}
