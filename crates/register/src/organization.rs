//! Structures, units and memberships, all dated, several in parallel.
