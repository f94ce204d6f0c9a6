//! Every refusal has words in both languages, and every word a refusal.

use std::collections::BTreeSet;

use base::{Kind, Refusal};
use net::{Failure, Refused};

fn all() -> Vec<(Refused, Kind, bool)> {
    let host = || "mail.test".to_owned();
    vec![
        (Refused::AddressInvalid, Kind::Invalid, false),
        (Refused::SenderInvalid, Kind::Invalid, true),
        (Refused::HeadInvalid, Kind::Invalid, false),
        (Refused::IdInvalid, Kind::Invalid, false),
        (Refused::AttachmentInvalid { number: 1 }, Kind::Invalid, false),
        (Refused::TooLarge { megabytes: 16, limit: 15 }, Kind::Invalid, false),
        (Refused::PlainOutward { host: host() }, Kind::Forbidden, true),
        (Refused::ConnectionUntrusted { host: host() }, Kind::Conflict, true),
        (Refused::ServerUnreachable { host: host() }, Kind::Conflict, true),
        (Refused::ServerSlow { host: host(), seconds: 30 }, Kind::Conflict, true),
        (Refused::ConversationBroken { host: host() }, Kind::Conflict, true),
        (Refused::SignInRefused { host: host() }, Kind::Conflict, true),
        (Refused::ServerBusy { status: 451 }, Kind::Conflict, true),
        (Refused::LetterRefused { status: 550 }, Kind::Conflict, false),
        (Refused::FolderUnwritable, Kind::Conflict, true),
    ]
}

fn keys(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key.to_owned())
        .filter(|key| !key.starts_with(' '))
        .collect()
}

#[test]
fn every_refusal_has_a_sentence_and_a_next_step_with_its_arguments_in_both_languages() {
    for words in [include_str!("../i18n/ko.ftl"), include_str!("../i18n/en.ftl")] {
        let mut expected = BTreeSet::new();
        for (refused, ..) in all() {
            let json = serde_json::to_value(&refused).unwrap();
            let key = format!("{}-refused-{}", Refused::AREA, json["code"].as_str().unwrap());
            let message = words.split(&format!("\n{key} = ")).nth(1).unwrap_or_else(|| panic!("{key}"));
            let message = message.split("\nnet-").next().unwrap();
            assert_eq!(message.lines().filter(|line| line.starts_with("    .next = ")).count(), 1, "{key}");
            for name in json.as_object().unwrap().keys().filter(|name| *name != "code") {
                assert!(message.contains(&format!("{{ ${name} }}")), "{key} does not tell {name}");
            }
            expected.insert(key);
        }
        assert_eq!(keys(words), expected);
    }
}

#[test]
fn faults_of_the_letter_are_for_good_and_all_others_pass() {
    for (refused, kind, temporary) in all() {
        assert_eq!(refused.kind(), kind);
        let failure = Failure::from(refused.clone());
        assert_eq!((failure.is_temporary(), failure.refused()), (temporary, &refused));
    }
}
