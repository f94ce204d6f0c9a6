//! Projects (사업단) with quotas and host sites.
