//! Agencies with dated kind, league and district.
