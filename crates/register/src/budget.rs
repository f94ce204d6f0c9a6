//! Budget lines with commitments and payments, won-exact.
