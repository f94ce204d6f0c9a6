//! Programme types with the lineage of their names.
