//! SQL of monthly returns, and nothing but SQL.

mod batch;
mod listing;
mod record;
mod rows;

pub use batch::{batch, batches, insert_batch, update_batch};
pub use listing::{
    FiledMonth, LedgerRow, RowFilter, all_states, filed_between, filed_rows, filed_rows_count,
    filed_rows_total, returns_of_months,
};
pub use record::{
    edition_by_receipt, editions, event, events, insert_edition, insert_return, month_lock, month_locks,
    put_month_lock, put_upload, return_of, update_return, upload,
};
pub use rows::{COLUMNS, KeptRow, delete_rows, insert_rows, put_row, row_vals, rows_of, rows_of_id};
