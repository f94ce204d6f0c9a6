//! Course offerings that areas share.
