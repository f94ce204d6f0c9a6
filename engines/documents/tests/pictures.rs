//! QR codes measured and calendars compared as text.

use documents::calendar::{Event, When, ics};
use documents::{Unwritable, qr};
use jiff::civil::{date, datetime};

#[test]
fn a_qr_code_has_its_quiet_zone_and_its_title() {
    let svg = qr::svg("https://dure.example/visits/1", "방문 <확인> & 서명").unwrap();
    // 29 bytes at level M fit version 3: 29 modules and 4 empty ones on either side.
    assert!(svg.starts_with(concat!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"148\" height=\"148\" viewBox=\"0 0 37 37\" ",
        "shape-rendering=\"crispEdges\"><title>방문 &lt;확인&gt; &amp; 서명</title>",
        "<rect width=\"37\" height=\"37\" fill=\"#fff\"/><path fill=\"#000\" d=\"M4 4h7v1h-7z",
    )));
    assert!(svg.ends_with("z\"/></svg>"));
}

#[test]
fn the_drawing_holds_exactly_the_dark_modules_of_the_code() {
    let text = "https://dure.example/visits/1";
    let svg = qr::svg(text, "t").unwrap();
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).unwrap();
    let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut drawn = vec![false; code.width() * code.width()];
    for run in path.split('M').skip(1) {
        let (place, rest) = run.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = rest.split('v').next().unwrap().parse().unwrap();
        for column in x..x + length {
            drawn[(y - qr::QUIET_ZONE) * code.width() + column - qr::QUIET_ZONE] = true;
        }
    }
    let dark: Vec<bool> = code.to_colors().iter().map(|&module| module == qrcode::Color::Dark).collect();
    assert_eq!(drawn, dark);
}

#[test]
fn more_text_than_a_qr_code_carries_is_refused() {
    assert!(qr::svg(&"a".repeat(2_331), "t").is_ok());
    assert_eq!(qr::svg(&"a".repeat(2_332), "t"), Err(Unwritable::QrTooLong { bytes: 2_332 }));
}

fn events() -> Vec<Event> {
    vec![
        Event {
            uid: "visit-1@dure".into(),
            when: When::Times {
                from: datetime(2026, 3, 9, 14, 0, 0, 0),
                until: datetime(2026, 3, 9, 15, 30, 0, 0),
            },
            title: "수행기관 방문; 강화군, 1차".into(),
            description: Some("준비물:\r\n- 점검표\r\n- 사업계획서 사본을 두 부 챙겨 주시기 바랍니다".into()),
            url: Some("https://dure.example/visits/1".into()),
        },
        Event {
            uid: "close-2026-03@dure".into(),
            when: When::Days { first: date(2026, 3, 31), last: date(2026, 3, 31) },
            title: "월 실적 마감".into(),
            description: None,
            url: None,
        },
    ]
}

const GOLDEN: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Dure//Calendar//KO
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:두레 일정
X-WR-CALNAME:두레 일정
X-WR-TIMEZONE:Asia/Seoul
BEGIN:VTIMEZONE
TZID:Asia/Seoul
BEGIN:STANDARD
DTSTART:19881009T030000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:KST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:준비물:\\n- 점검표\\n- 사업계획서 사본을 두 부 
 챙겨 주시기 바랍니다
DTEND;TZID=Asia/Seoul:20260309T153000
DTSTAMP:20260302T000000Z
DTSTART;TZID=Asia/Seoul:20260309T140000
SUMMARY:수행기관 방문\\; 강화군\\, 1차
UID:visit-1@dure
URL:https://dure.example/visits/1
END:VEVENT
BEGIN:VEVENT
DTEND;VALUE=DATE:20260401
DTSTAMP:20260302T000000Z
DTSTART;VALUE=DATE:20260331
SUMMARY:월 실적 마감
UID:close-2026-03@dure
END:VEVENT
END:VCALENDAR
";

#[test]
fn a_calendar_is_written_in_korean_time_with_the_zone_described() {
    let text = ics("두레 일정", datetime(2026, 3, 2, 9, 0, 0, 0), &events());
    assert_eq!(text, GOLDEN.replace('\n', "\r\n"));
}

#[test]
fn no_line_is_longer_than_75_octets_and_folding_loses_nothing() {
    let mut long = events().remove(1);
    long.title = "아주 긴 제목 ".repeat(60);
    let text = ics("일정", datetime(2026, 3, 2, 9, 0, 0, 0), &[long.clone()]);
    assert_eq!(text.split("\r\n").map(str::len).max().filter(|&longest| longest > 75), None);
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{}\r\n", long.title)));
}

#[test]
fn a_line_break_in_a_title_cannot_begin_a_property() {
    let mut event = events().remove(1);
    event.title = "마감\r\nATTENDEE:mailto:x@example.test".into();
    event.uid = "a\r\nURL:x".into();
    let text = ics("일정", datetime(2026, 3, 2, 9, 0, 0, 0), &[event]);
    let keys: Vec<&str> =
        text.split("\r\n").filter(|line| line.starts_with("ATTENDEE") || line.starts_with("URL")).collect();
    assert_eq!(keys, Vec::<&str>::new());
}

#[test]
fn days_alone_need_no_zone_and_an_end_before_the_beginning_is_one_day() {
    let mut event = events().remove(1);
    event.when = When::Days { first: date(2026, 3, 31), last: date(2026, 3, 1) };
    let text = ics("일정", datetime(2026, 3, 2, 9, 0, 0, 0), &[event]);
    assert!(!text.contains("VTIMEZONE"));
    assert!(text.contains("DTSTART;VALUE=DATE:20260331\r\n"));
    assert!(text.contains("DTEND;VALUE=DATE:20260401\r\n"));
}
