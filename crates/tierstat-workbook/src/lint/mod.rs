//! The checks of an accessible workbook, on any .xlsx or .xlsm, whoever made it.
//!
//! They are those of the checklist that the Government Statistical Service of the United Kingdom asks of spreadsheets that are
//! published, G01 to G36. 31 of them are tested here; five are for a person, and never count as passed.
//!
//! ```
//! use tierstat_workbook::lint::{LintFault, lint, workbook_checks};
//!
//! assert_eq!(workbook_checks().len(), 36);
//! assert_eq!(workbook_checks().iter().filter(|check| check.is_by_machine()).count(), 31);
//! assert_eq!(lint(b"").unwrap_err(), LintFault::Empty);
//! ```

// From the bytes up; each file uses only those before it.

// Why a file is not checked, and what else it is.
mod caps;
mod fault;
mod file_kind;
// The parts of a package.
mod package;
// What texts say, and how wide they are.
mod note_marks;
mod powers;
mod printed_width;
mod texts;
// What parts say.
mod area;
mod beside_cells;
mod colour;
mod sheet;
mod sheet_reader;
mod styles;
// What is made of them.
mod book;
mod tables;
// The checks.
mod catalogue;
mod checks;
mod result;
mod seen;

pub use catalogue::WorkbookCheck;
pub use fault::LintFault;
pub use result::{CheckLevel, CheckOutcome, CheckPlace};

/// A check with what came of it.
#[derive(Debug, Clone)]
pub struct CheckResult {
    /// The check.
    pub check: WorkbookCheck,
    /// What came of it.
    pub outcome: CheckOutcome,
}

impl CheckResult {
    /// Whether an essential check failed.
    #[must_use]
    pub fn is_essential_failure(&self) -> bool {
        self.check.level == CheckLevel::Essential && matches!(self.outcome, CheckOutcome::Failed { .. })
    }
}

/// All checks, in the order of their numbers.
#[must_use]
pub fn workbook_checks() -> &'static [WorkbookCheck] {
    &catalogue::CHECKS
}

/// Checks the bytes of a workbook: one result for each of [`workbook_checks`], in their order.
///
/// # Errors
/// [`LintFault`] where the bytes are no .xlsx or .xlsm, are locked or damaged, or are more than the limits allow.
pub fn lint(content: &[u8]) -> Result<Vec<CheckResult>, LintFault> {
    let book = book::Book::read(content)?;
    let results =
        catalogue::CHECKS.iter().map(|check| CheckResult { check: *check, outcome: check.outcome(&book) });
    Ok(results.collect())
}
