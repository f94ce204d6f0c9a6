//! The situation as files: the same tables as on the page.

use base::Problem;
use documents::workbook::Workbook;
use web::{App, Lang, Words};

use crate::{model::Situation, say::Say, tables};

/// The whole situation as a workbook: a sheet for each table with its sources, sample sheets marked.
pub fn xlsx(app: &App, situation: &Situation, words: &Words, lang: Lang) -> Result<Vec<u8>, Problem> {
    let say = Say { words, lang };
    let mut workbook = Workbook::new(app.clock().today());
    workbook.title = Some(say.t("foresight-title"));
    for listing in tables::all(situation, say) {
        workbook = workbook.with(listing.sheet());
    }
    workbook.to_xlsx().map_err(Problem::fault)
}

/// Places against people by district as CSV for Excel, with its sources below.
pub fn csv(situation: &Situation, words: &Words, lang: Lang) -> Result<Vec<u8>, Problem> {
    tables::districts(situation, Say { words, lang }).csv()
}
