//! The house put together: the list of areas, configuration, verbs of the command line, the job loop.

use web::Area;

/// Every area, in the order of the menu. Adding one is this line and its dependency.
pub static AREAS: &[&Area] = &[&foresight::AREA, &returns::AREA, &plan::AREA, &office::AREA];
