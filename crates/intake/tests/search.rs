//! Searching files that are kept as they came: every format finds the number, and a sound one is let through.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use flate2::{Compression, write::DeflateEncoder};
use intake::{Child, Limits, NotOpened, Refused, Searched, VERB, search, search_here};
use lopdf::{Document, Object, Stream, dictionary};
use tables::Unreadable;
use zip::write::{SimpleFileOptions, ZipWriter};

const NUMBER: &str = "900101-1234568";

fn found() -> Result<Searched, NotOpened> {
    Err(Refused::ResidentNumberInDocument.into())
}

fn look(bytes: &[u8]) -> Result<Searched, NotOpened> {
    search_here(bytes, &Limits::default())
}

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX whose paragraphs are made of these runs.
fn docx(paragraphs: &[&[&str]], more: &[(&str, &str)]) -> Vec<u8> {
    let run = |text: &&str| format!("<w:r><w:rPr/><w:t>{text}</w:t></w:r>");
    let paragraph = |runs: &&[&str]| format!("<w:p>{}</w:p>", runs.iter().map(run).collect::<String>());
    let body: String = paragraphs.iter().map(paragraph).collect();
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let parts: Vec<(&str, &str)> =
        [("word/document.xml", document.as_str())].into_iter().chain(more.iter().copied()).collect();
    package(&parts)
}

/// An HWP 5 file with these paragraphs, packed as the word processor does.
fn hwp(paragraphs: &[&str], flags: u32, picture: bool) -> Vec<u8> {
    let mut records = Vec::new();
    for text in paragraphs {
        let content: Vec<u8> = text.encode_utf16().chain([13]).flat_map(u16::to_le_bytes).collect();
        records.extend((0x43 | (content.len() as u32) << 20).to_le_bytes());
        records.extend(content);
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&records).unwrap();
    let mut head = b"HWP Document File".to_vec();
    head.resize(32, 0);
    head.extend([5, 1, 0, 5]);
    head.extend(flags.to_le_bytes());
    head.resize(256, 0);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/FileHeader").unwrap().write_all(&head).unwrap();
    file.create_storage("/BodyText").unwrap();
    file.create_stream("/BodyText/Section0").unwrap().write_all(&packed.finish().unwrap()).unwrap();
    if picture {
        file.create_storage("/BinData").unwrap();
        file.create_stream("/BinData/BIN0001.png").unwrap().write_all(b"\x89PNG").unwrap();
    }
    file.into_inner().into_inner()
}

/// An old office file with one stream.
fn old(stream: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(content).unwrap();
    file.into_inner().into_inner()
}

/// A PDF of one page that shows texts one after another.
fn pdf(texts: &[&str], title: &str, picture: bool) -> Document {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" });
    let mut content = String::from("BT /F1 12 Tf 50 700 Td ");
    content.extend(texts.iter().map(|text| format!("({text}) Tj 0 -14 Td ")));
    content.push_str("ET");
    let mut stream = Stream::new(dictionary! {}, content.into_bytes());
    stream.compress().unwrap();
    let content = document.add_object(stream);
    if picture {
        document
            .add_object(Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Image" }, vec![0; 9]));
    }
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let info = document.add_object(dictionary! { "Title" => Object::string_literal(title) });
    document.trailer.set("Info", info);
    document
}

fn bytes_of(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn packed_documents_are_searched_over_runs_cells_headers_and_notes() {
    assert_eq!(look(&docx(&[&["all ", "is well"]], &[])), Ok(Searched::Wholly));
    assert_eq!(look(&docx(&[&["no ", "900101", "-12345", "68"]], &[])), found());
    assert_eq!(look(&docx(&[&["name"], &["900101-"], &["1234568"]], &[])), found());
    let header = format!("<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:hdr>");
    assert_eq!(look(&docx(&[&["a"]], &[("word/header1.xml", &header)])), found());
    assert_eq!(look(&docx(&[&["a"]], &[("word/media/image1.png", "x")])), Ok(Searched::Partly));
    let section = |text: &str| {
        let xml =
            format!("<hs:sec xmlns:hs=\"s\"><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hs:sec>");
        package(&[
            ("mimetype", "application/hwp+zip"),
            ("Contents/content.hpf", "x"),
            ("Contents/section0.xml", &xml),
        ])
    };
    assert_eq!(look(&section("잘 끝났습니다")), Ok(Searched::Wholly));
    assert_eq!(look(&section(NUMBER)), found());
    let link = "<Relationships><Relationship Target=\"https://example.org/900101-1234568\"/></Relationships>";
    assert_eq!(look(&docx(&[&["a"]], &[("word/_rels/document.xml.rels", link)])), found());
}

#[test]
fn hwp_documents_are_searched_and_locked_ones_refused() {
    assert_eq!(look(&hwp(&["잘 끝났습니다", "345678", "3456789"], 1, false)), Ok(Searched::Wholly));
    assert_eq!(look(&hwp(&["사진"], 1, true)), Ok(Searched::Partly));
    assert_eq!(look(&hwp(&["이름", &format!("번호 {NUMBER} 끝")], 1, false)), found());
    assert_eq!(look(&hwp(&["900101-", "1234568"], 1, false)), found());
    for flags in [3, 5] {
        assert_eq!(look(&hwp(&["잠김"], flags, false)), Err(Refused::Locked.into()));
    }
    assert_eq!(look(b"HWP Document File V3.00 \x1a"), Err(Refused::TooOld.into()));
}

#[test]
fn old_office_files_are_searched_as_text_of_both_widths_and_as_numbers() {
    let wide: Vec<u8> = format!("\u{1}{NUMBER}\u{2}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(look(&old("/WordDocument", &wide)), found());
    assert_eq!(look(&old("/WordDocument", &[b"\0\0\0", NUMBER.as_bytes(), b"\0"].concat())), found());
    assert_eq!(look(&old("/WordDocument", b"all is well")), Ok(Searched::Wholly));
    let number = |number: f64| [&[3, 2, 14, 0, 0, 0, 0, 0, 0, 0][..], &number.to_le_bytes()].concat();
    assert_eq!(look(&old("/Workbook", &number(9_001_011_234_568.0))), found());
    assert_eq!(look(&old("/Workbook", &number(1_234_567.0))), Ok(Searched::Wholly));
    assert_eq!(look(&old("/Workbook", &[0x2f, 0, 0, 0])), Err(Refused::Locked.into()));
}

#[test]
fn a_pdf_is_searched_in_its_pages_and_properties_and_pictures_leave_something() {
    assert_eq!(look(&bytes_of(pdf(&["all is well"], "minutes", false))), Ok(Searched::Wholly));
    assert_eq!(look(&bytes_of(pdf(&["all is well"], "minutes", true))), Ok(Searched::Partly));
    assert_eq!(look(&bytes_of(pdf(&[], "a scan", false))), Ok(Searched::Partly), "a page without a text");
    assert_eq!(look(&bytes_of(pdf(&["no", NUMBER], "minutes", false))), found());
    assert_eq!(look(&bytes_of(pdf(&["all is well"], NUMBER, false))), found());
    let letters: Vec<String> = NUMBER.chars().map(String::from).collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    assert_eq!(look(&bytes_of(pdf(&letters, "each letter for itself", false))), found());
    assert_eq!(look(b"%PDF-1.7 and no more"), Err(Unreadable::Damaged.into()));
}

#[test]
fn a_pdf_that_unpacks_to_too_much_is_refused_and_a_locked_one_too() {
    let mut document = pdf(&["a"], "bomb", false);
    let mut stream = Stream::new(dictionary! {}, vec![b' '; 60 * 1024 * 1024]);
    stream.compress().unwrap();
    let bomb = document.add_object(stream);
    let page = *document.get_pages().values().next().unwrap();
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", bomb);
    assert_eq!(look(&bytes_of(document)), Err(Unreadable::UnpacksTooLarge { limit: 200 }.into()));
    let mut locked = pdf(&["a"], "locked", false);
    let encrypt = locked.add_object(dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2,
    "O" => Object::string_literal(vec![1; 32]), "U" => Object::string_literal(vec![2; 32]), "P" => -4 });
    locked.trailer.set("Encrypt", encrypt);
    let id = Object::string_literal("id");
    locked.trailer.set("ID", vec![id.clone(), id]);
    assert_eq!(look(&bytes_of(locked)), Err(Refused::Locked.into()));
}

#[test]
fn pictures_are_left_to_a_person_and_other_kinds_refused() {
    assert_eq!(look(b"\x89PNG\r\n\x1a\n"), Ok(Searched::Partly));
    assert_eq!(look(b"Rar!\x1a\x07"), Err(Unreadable::Archive.into()));
    assert_eq!(look("홍 900101-1234568".as_bytes()), found());
    assert_eq!(look("잘 끝났습니다".as_bytes()), Ok(Searched::Wholly));
}

#[test]
fn a_number_parted_over_two_cells_of_a_text_is_found_whatever_parts_the_cells() {
    for text in [
        "이름,앞,뒤\n홍,900101-,1234568\n",
        "이름,앞,뒤\n홍,\"900101-\",\"1234568\"\n",
        "이름\t앞\t뒤\n홍\t550505\t2345670\n",
        "이름;앞;뒤\n홍;550505;2345670\n",
        "이름,\"열린 따옴표\n홍,550505,2345670\n",
        "a,501013234567\n",
    ] {
        assert_eq!(look(text.as_bytes()), found(), "{text}");
    }
    let wide: Vec<u8> = "홍\t550505\t2345670\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(look(&[&[0xff, 0xfe][..], &wide].concat()), found());
    let figures: Vec<String> =
        (0..60).map(|row| format!("{},{}\n", 100_003 + row * 7_919, 1_000_001 + row * 90_001)).collect();
    let figures = figures.concat();
    for text in [figures.as_str(), "월,건수\n1,2\n", "기간,금액\n22.11.23,1500000\n", "202211,1234567\n"]
    {
        assert_eq!(look(text.as_bytes()), Ok(Searched::Wholly), "{text}");
    }
}

#[test]
fn a_number_set_apart_or_with_a_dotted_birthday_is_found_in_texts_and_documents() {
    for number in ["8 5 0 1 0 1 1 2 3 4 5 6 7", "85.01.01-1234567"] {
        assert_eq!(look(format!("홍,{number}\n").as_bytes()), found(), "{number}");
        assert_eq!(look(&docx(&[&["번호 ", number]], &[])), found(), "{number}");
        assert_eq!(look(&hwp(&[number], 1, false)), found(), "{number}");
    }
    assert_eq!(look("1 2 3 4 5 6 7 8 9 10 11 12 78\n".as_bytes()), Ok(Searched::Wholly));
}

#[tokio::test]
async fn a_child_searches_what_this_process_would_search() {
    let here = std::env::current_exe().unwrap();
    let program = here.parent().and_then(|deps| deps.parent()).unwrap().join("examples/parse_child");
    assert!(program.exists(), "build the example first: cargo build -p intake --examples");
    let child = Child::of(program, VERB);
    let files = [
        docx(&[&["a"]], &[]),
        hwp(&[NUMBER], 1, false),
        bytes_of(pdf(&["a"], "b", false)),
        b"Rar!\x1a\x07".to_vec(),
    ];
    for bytes in files {
        let here = look(&bytes);
        assert_eq!(search(bytes, &Limits::default(), &child).await, here);
    }
}
