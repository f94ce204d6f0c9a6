//! The verbs of the command line, one file each.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod db;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod efficiency;
pub(crate) mod evaluate;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod match_assign;
pub(crate) mod match_commit;
pub(crate) mod match_rows;
pub(crate) mod match_stable;
pub(crate) mod matching;
pub(crate) mod plain;
pub(crate) mod select;
pub(crate) mod select_files;
pub(crate) mod select_match;
pub(crate) mod serve;
pub(crate) mod situation;
pub(crate) mod user;
pub(crate) mod verify;
