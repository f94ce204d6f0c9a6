//! Reading workbooks: what cells hold, where they stand, and the same cells as another reader finds.

mod packing;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use packing::{SHEET_END, SHEET_START, book, workbook};
use proptest::prelude::*;
use rust_xlsxwriter::{DataValidation, DocProperties, Format as Style, Formula, Url, Workbook};
use tables::{Cell, Format, Limits, Place, Sheet, Span, Unreadable};

fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    Sheet::read(bytes, &Limits::default(), None)
}

#[test]
fn every_kind_of_cell_is_read_as_what_it_is() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet().set_name("보고").unwrap();
    let day = Style::new().set_num_format("yyyy-mm-dd");
    let title = Style::new();
    sheet.merge_range(0, 0, 0, 2, "월 보고", &title).unwrap();
    sheet.write(1, 0, "수행기관").unwrap();
    sheet.write(2, 0, "가나 <&> 센터").unwrap();
    sheet.write(2, 1, 120_000_000).unwrap();
    sheet.write(2, 2, 70.1).unwrap();
    sheet.write_number_with_format(4, 0, 46_083, &day).unwrap();
    sheet.write(4, 1, true).unwrap();
    sheet.write_formula(4, 3, Formula::new("=SUM(B3:B3)").set_result("5")).unwrap();
    file.add_worksheet().set_name("목록").unwrap().write(0, 0, "x").unwrap();
    let bytes = file.save_to_buffer().unwrap();

    let sheet = read(&bytes).unwrap();
    assert_eq!((sheet.name.as_deref(), sheet.format), (Some("보고"), Format::Xlsx));
    assert_eq!(sheet.merged, [Span { top: 1, left: 0, bottom: 1, right: 2 }]);
    let rows: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect();
    let text = |text: &str| Cell::Text(text.into());
    assert_eq!(
        rows,
        [
            (1, vec![text("월 보고")]),
            (2, vec![text("수행기관")]),
            (3, vec![text("가나 <&> 센터"), Cell::Whole(120_000_000), Cell::Decimal("70.1".into())]),
            (5, vec![Cell::Date(date(2026, 3, 2)), Cell::Bool(true), Cell::Empty, Cell::Formula]),
        ]
    );
    let other = Sheet::read(&bytes, &Limits::default(), Some("목록")).unwrap();
    assert_eq!(other.rows[0].cells, [text("x")]);
    let missing = Sheet::read(&bytes, &Limits::default(), Some("없음"));
    assert_eq!(missing, Err(Unreadable::NoSuchSheet { sheet: "없음".into() }));
}

#[test]
fn cells_without_references_rich_text_and_errors_are_read() {
    let rows = concat!(
        "<row><c t=\"inlineStr\"><is><r><t>가</t></r><r><t xml:space=\"preserve\"> 나</t></r><rPh><t>x</t></rPh></is></c>",
        "<c t=\"e\"><v>#REF!</v></c><c><v>9.001011E6</v></c></row>",
        "<row r=\"5\"><c r=\"C5\" t=\"str\"><v>a&amp;b&#44032;</v></c></row>"
    );
    let sheet = read(&book(&format!("{SHEET_START}{rows}{SHEET_END}"))).unwrap();
    assert_eq!(
        sheet.rows[0].cells,
        [Cell::Text("가 나".into()), Cell::Error("#REF!".into()), Cell::Whole(9_001_011)]
    );
    assert_eq!(sheet.rows[1].number, 5);
    assert_eq!(sheet.rows[1].cells[2], Cell::Text("a&b가".into()));
}

#[test]
fn a_hidden_first_sheet_is_passed_over() {
    let mut file = Workbook::new();
    file.add_worksheet().set_name("목록").unwrap().set_hidden(true).write(0, 0, "hidden").unwrap();
    file.add_worksheet().set_name("자료").unwrap().set_active(true).write(0, 0, "shown").unwrap();
    let sheet = read(&file.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheet.name.as_deref(), Some("자료"));
}

#[test]
fn a_resident_number_is_found_as_text_as_a_number_in_other_sheets_and_in_notes() {
    type Fill = fn(&mut Workbook);
    let here = |cell: &str| Unreadable::ResidentNumber { cell: cell.into() };
    let in_sheet =
        |cell: &str| Unreadable::ResidentNumberInSheet { sheet: "Sheet2".into(), cell: cell.into() };
    let fills: [(Fill, Unreadable); 5] = [
        (
            |file| {
                file.add_worksheet().write(6, 2, "번호 550505-2345678").unwrap();
            },
            here("C7"),
        ),
        (
            |file| {
                file.add_worksheet().write(6, 2, 5_505_052_345_678_i64).unwrap();
            },
            here("C7"),
        ),
        (
            |file| {
                file.add_worksheet().write(0, 0, "９００１０１－１２３４５６７").unwrap();
            },
            here("A1"),
        ),
        (
            |file| {
                file.add_worksheet().write(0, 0, "a").unwrap();
                file.add_worksheet().write(3, 3, 5_505_052_345_678_i64).unwrap();
            },
            in_sheet("D4"),
        ),
        (
            |file| {
                let note = rust_xlsxwriter::Note::new("900101-1234567");
                file.add_worksheet().write(0, 0, "a").unwrap().insert_note(0, 0, &note).unwrap();
            },
            Unreadable::ResidentNumberElsewhere { place: Place::Notes },
        ),
    ];
    for (fill, expected) in fills {
        let mut file = Workbook::new();
        fill(&mut file);
        let refused = read(&file.save_to_buffer().unwrap()).unwrap_err();
        assert_eq!(refused, expected);
        assert!(!format!("{refused:?}{refused}").contains("234567"));
    }
}

#[test]
fn names_in_another_case_and_with_backslashes_are_found() {
    let sheet = format!("{SHEET_START}<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>{SHEET_END}");
    let parts: Vec<(String, Vec<u8>)> = workbook(&sheet)
        .into_iter()
        .map(|(name, bytes)| (name.replace("xl/worksheets", "xl\\Worksheets"), bytes))
        .collect();
    assert_eq!(read(&packing::pack(&parts)).unwrap().rows[0].cells, [Cell::Whole(7)]);
}

/// The cell as the other reader would name it.
fn theirs(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::Int(number) => Cell::Whole(*number),
        Data::Float(number) => {
            number.to_string().parse().map_or_else(|_| Cell::Decimal(number.to_string()), Cell::Whole)
        }
        other => Cell::Text(other.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn our_cells_are_the_cells_that_another_reader_finds(
        cells in prop::collection::btree_map((0_u32..12, 0_u16..12), prop_oneof![
            "[가-힣a-z<>&\" ]{1,8}".prop_map(Cell::Text),
            (-1_000_000_000_i64..1_000_000_000).prop_map(Cell::Whole),
            (-99_999_i64..99_999).prop_map(|n| Cell::Decimal((n as f64 / 128.0).to_string())),
            any::<bool>().prop_map(Cell::Bool),
        ], 1..40)
    ) {
        let mut file = Workbook::new();
        let sheet = file.add_worksheet();
        for ((row, column), cell) in &cells {
            match cell {
                Cell::Text(text) => sheet.write(*row, *column, text.as_str()),
                Cell::Whole(number) => sheet.write(*row, *column, *number),
                Cell::Decimal(text) => sheet.write(*row, *column, text.parse::<f64>().unwrap()),
                Cell::Bool(truth) => sheet.write(*row, *column, *truth),
                _ => unreachable!(),
            }.unwrap();
        }
        let bytes = file.save_to_buffer().unwrap();
        let ours = read(&bytes).unwrap();
        let mut other: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
        let range = other.worksheet_range("Sheet1").unwrap();
        for row in 0..12_u32 {
            for column in 0..12_u32 {
                let mine = ours.rows.iter().find(|kept| kept.number == row + 1)
                    .and_then(|kept| kept.cells.get(column as usize)).cloned().unwrap_or_default();
                prop_assert_eq!(mine, range.get_value((row, column)).map_or(Cell::Empty, theirs));
            }
        }
    }

    #[test]
    fn a_workbook_with_changed_bytes_never_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut: Option<prop::sample::Index>) {
        let mut file = Workbook::new();
        file.add_worksheet().write(0, 0, "가").unwrap().write(1, 1, 5).unwrap();
        let mut bytes = file.save_to_buffer().unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes);
    }

    #[test]
    fn xml_of_any_shape_in_a_sheet_never_makes_it_panic(xml in "(<(row|c|v|f|is|t)( r=\"[A-Z]?[0-9]{0,2}\")?( t=\"(s|b|e|d|str)\")?/?>|</(row|c|v|is|t)>|[0-9.E-]{1,4}|&amp;|&x;){0,20}") {
        let _ = read(&book(&format!("{SHEET_START}{xml}{SHEET_END}")));
    }
}

#[test]
fn a_resident_number_parted_over_two_cells_of_a_workbook_refuses_it() {
    let parted = |write: fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut file = Workbook::new();
        write(file.add_worksheet());
        read(&file.save_to_buffer().unwrap())
    };
    let refused = Err(Unreadable::ResidentNumber { cell: "B1".into() });
    let numbers = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write(0, 1, 550_505).unwrap().write(0, 2, -2_345_670).unwrap();
    };
    let texts = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write(0, 1, "550505 -").unwrap().write(0, 2, "2345678").unwrap();
    };
    let apart = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write(0, 1, 550_505).unwrap().write(0, 3, 2_345_670).unwrap();
    };
    assert_eq!(parted(numbers), refused);
    assert_eq!(parted(texts), refused);
    assert!(parted(apart).is_ok());
}

/// A workbook of one sheet with a filled cell, after these changes.
fn changed(change: impl FnOnce(&mut Workbook)) -> Result<Sheet, Unreadable> {
    let mut file = Workbook::new();
    file.add_worksheet().write(0, 0, "a").expect("a cell");
    change(&mut file);
    read(&file.save_to_buffer().expect("a workbook"))
}

#[test]
fn a_resident_number_is_found_in_everything_of_a_workbook_that_is_no_cell() {
    const NUMBER: &str = "900101-1234567";
    type Change = fn(&mut Workbook);
    let changes: [(Place, Change); 11] = [
        (Place::SheetName, |file| {
            file.worksheet_from_index(0).unwrap().set_name(NUMBER).unwrap();
        }),
        (Place::HeaderFooter, |file| {
            file.worksheet_from_index(0).unwrap().set_header("&C900101-1234567");
        }),
        (Place::HeaderFooter, |file| {
            file.worksheet_from_index(0).unwrap().set_footer("&L홍 900101-1234567");
        }),
        (Place::InputMessage, |file| {
            let check = DataValidation::new().set_input_message(NUMBER).unwrap();
            file.worksheet_from_index(0).unwrap().add_data_validation(1, 1, 2, 2, &check).unwrap();
        }),
        (Place::InputMessage, |file| {
            let check = DataValidation::new().set_input_title(NUMBER).unwrap();
            file.worksheet_from_index(0).unwrap().add_data_validation(1, 1, 2, 2, &check).unwrap();
        }),
        (Place::InputMessage, |file| {
            let check = DataValidation::new().allow_list_strings(&["가", NUMBER]).unwrap();
            file.worksheet_from_index(0).unwrap().add_data_validation(1, 1, 2, 2, &check).unwrap();
        }),
        (Place::DefinedName, |file| {
            file.define_name("담당", "=\"900101-1234567\"").unwrap();
        }),
        (Place::Link, |file| {
            let link = Url::new("https://example.org/900101%201234567").set_text("보기");
            file.worksheet_from_index(0).unwrap().write_url(3, 0, link).unwrap();
        }),
        (Place::Link, |file| {
            let link = Url::new("internal:Sheet1!A1").set_text("보기").set_tip(NUMBER);
            file.worksheet_from_index(0).unwrap().write_url(3, 0, link).unwrap();
        }),
        (Place::Properties, |file| {
            file.set_properties(&DocProperties::new().set_author(NUMBER));
        }),
        (Place::Properties, |file| {
            file.set_properties(&DocProperties::new().set_custom_property("담당", NUMBER));
        }),
    ];
    for (place, change) in changes {
        assert_eq!(changed(change), Err(Unreadable::ResidentNumberElsewhere { place }));
    }
    assert!(changed(|_| ()).is_ok());
}

#[test]
fn a_resident_number_in_a_formula_or_parted_in_another_sheet_names_its_cell() {
    let formula = changed(|file| {
        let sheet = file.worksheet_from_index(0).unwrap();
        sheet.write_formula(4, 1, Formula::new("=IF(A1=\"900101-1234567\",1,0)")).unwrap();
    });
    assert_eq!(formula, Err(Unreadable::ResidentNumber { cell: "B5".into() }));
    for (left, right) in [("550505-", "2345678"), ("550505", "2345670")] {
        let parted = changed(|file| {
            file.add_worksheet()
                .set_name("명단")
                .unwrap()
                .write(1, 1, left)
                .unwrap()
                .write(1, 2, right)
                .unwrap();
        });
        assert_eq!(
            parted,
            Err(Unreadable::ResidentNumberInSheet { sheet: "명단".into(), cell: "B2".into() })
        );
    }
    let text = changed(|file| {
        file.add_worksheet().set_name("명단").unwrap().write(2, 0, "85.01.01-1234567").unwrap();
    });
    assert_eq!(text, Err(Unreadable::ResidentNumberInSheet { sheet: "명단".into(), cell: "A3".into() }));
}

#[test]
fn a_resident_number_in_a_comment_of_a_part_or_in_the_name_of_one_is_found() {
    let with = |name: &str, content: &str| {
        let mut parts = workbook(&format!("{SHEET_START}<row><c><v>1</v></c></row>{SHEET_END}"));
        parts.push((name.into(), content.into()));
        read(&packing::pack(&parts))
    };
    let elsewhere = |place| Err(Unreadable::ResidentNumberElsewhere { place });
    assert_eq!(with("docProps/app.xml", "<a><!-- 900101-1234567 --></a>"), elsewhere(Place::Properties));
    assert_eq!(with("xl/media/900101-1234567.png", ""), elsewhere(Place::PartName));
    assert_eq!(with("xl/drawings/vmlDrawing1.vml", "<p>900101-1234567<br></p>"), elsewhere(Place::Notes));
    assert_eq!(
        with("xl/drawings/drawing1.xml", "<a><t>900101-</t><t>1234567</t></a>"),
        elsewhere(Place::Drawing)
    );
    let runs = "<a><r><rPr/><t>8 5 0 1 0 1 - 1 2 3</t></r><r><rPr><b/></rPr><t> 4 5 6 7</t></r></a>";
    assert_eq!(with("xl/drawings/drawing1.xml", runs), elsewhere(Place::Drawing));
    let apart = "<a><p><t>900101-</t></p><p><t>1234567</t></p></a>";
    assert!(with("xl/drawings/drawing1.xml", apart).is_ok());
    assert!(with("xl/drawings/vmlDrawing1.vml", "<p>a<br></p>").is_ok());
}
