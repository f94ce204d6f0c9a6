//! The outbox: every message is a draft first, then waits, then is sent or fails.
