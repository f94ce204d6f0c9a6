//! Opening files through the child process: rows come back, refusals come back, misbehaviour costs a child.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};
use std::path::PathBuf;

use intake::{Child, Limits, NotOpened, Refused, VERB, open, open_here, open_named};
use tables::Unreadable;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The example program beside the tests, which the test command builds.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let program = here.parent().and_then(|deps| deps.parent()).unwrap().join("examples/parse_child");
    assert!(program.exists(), "build the example first: cargo build -p intake --examples");
    program
}

fn child() -> Child {
    Child::of(program(), VERB)
}

fn workbook() -> Vec<u8> {
    let mut file = rust_xlsxwriter::Workbook::new();
    let sheet = file.add_worksheet();
    for row in 0..2000_u32 {
        sheet.write(row, 0, "수행기관 \"가\"\n나").unwrap().write(row, 1, row).unwrap();
    }
    file.add_worksheet().set_name("둘째").unwrap().write(0, 0, 7).unwrap();
    file.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_child_reads_what_this_process_would_read() {
    let limits = Limits::default();
    for bytes in [workbook(), "기관,인원\n가,3\n".as_bytes().to_vec()] {
        let here = open_here(&bytes, None, &limits);
        assert!(here.is_ok());
        assert_eq!(open(bytes, &limits, &child()).await, here);
    }
    let second = open_named(workbook(), Some("둘째"), &limits, &child()).await.unwrap();
    assert_eq!(second.rows[0].cells, [tables::Cell::Whole(7)]);
}

#[tokio::test]
async fn a_refusal_in_the_child_is_the_refusal_given() {
    let limits = Limits { rows: 5, ..Limits::default() };
    assert_eq!(open(workbook(), &limits, &child()).await, Err(Unreadable::TooManyRows { limit: 5 }.into()));
    let resident = b"a,b\n1,550505-2345678\n".to_vec();
    let refused = open(resident, &Limits::default(), &child()).await.unwrap_err();
    assert_eq!(refused, NotOpened::from(Unreadable::ResidentNumber { cell: "B2".into() }));
}

#[tokio::test]
async fn size_and_kind_are_refused_without_a_child() {
    let none = Child::of(PathBuf::from("/nowhere/at/all"), VERB);
    let limits = Limits::default();
    assert_eq!(open(b"%PDF-1.7".to_vec(), &limits, &none).await, Err(Unreadable::Pdf.into()));
    assert_eq!(
        open(vec![b'a'; 20 * 1024 * 1024 + 1], &limits, &none).await,
        Err(Unreadable::TooLarge { limit: 20 }.into())
    );
    assert_eq!(open(b"a,b\n".to_vec(), &limits, &none).await, Err(Refused::ReaderMissing.into()));
}

#[tokio::test]
async fn a_child_that_takes_too_long_is_ended() {
    let slow = Child::of(program(), "sleep").bounded(192, 1);
    assert_eq!(
        open(b"a,b\n".to_vec(), &Limits::default(), &slow).await,
        Err(Refused::TimedOut { seconds: 1 }.into())
    );
}

#[tokio::test]
async fn a_child_that_takes_too_much_memory_or_fails_is_told() {
    let greedy = Child::of(program(), "eat").bounded(64, 20);
    assert_eq!(
        open(b"a,b\n".to_vec(), &Limits::default(), &greedy).await,
        Err(Refused::ReaderStopped.into())
    );
    let failing = Child::of(program(), "no such verb");
    assert_eq!(
        open(b"a,b\n".to_vec(), &Limits::default(), &failing).await,
        Err(Refused::ReaderStopped.into())
    );
}

#[tokio::test]
async fn the_largest_honest_table_fits_the_memory_of_a_child() {
    let row = "1234567890,".repeat(19) + "x\n";
    let csv = row.repeat(50_000);
    let sheet = open(csv.into_bytes(), &Limits::default(), &child()).await.unwrap();
    assert_eq!((sheet.rows.len(), sheet.rows[49_999].cells.len()), (50_000, 20));
}

/// A workbook of half a megabyte whose twenty sheets of blanks unpack to 500 MB.
fn bomb() -> Vec<u8> {
    let start = |name: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip
    };
    let mut one = start("xl/sheet");
    one.write_all(&vec![b' '; 25 * 1024 * 1024]).unwrap();
    let mut one = zip::ZipArchive::new(one.finish().unwrap()).unwrap();
    let mut all = start("xl/workbook.xml");
    for copy in 1..=20 {
        let packed = one.by_index_raw(0).unwrap();
        all.raw_copy_file_rename(packed, format!("xl/worksheets/sheet{copy}.xml")).unwrap();
    }
    all.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_bomb_is_refused_by_a_child_with_little_memory() {
    let bytes = bomb();
    assert!((300_000..700_000).contains(&bytes.len()), "{}", bytes.len());
    let small = child().bounded(16, 5);
    let expected = Err(Unreadable::UnpacksTooLarge { limit: 200 }.into());
    assert_eq!(open(bytes, &Limits::default(), &small).await, expected);
}
