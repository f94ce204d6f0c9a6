//! Loads the public figures that ship with the product.
