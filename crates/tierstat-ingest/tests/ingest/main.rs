//! From files to figures, end to end inside the crate; every fixture is written by the test that reads it.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its fixture should stop there")]

/// Files that cannot be read.
mod articles;
mod bad_input;
/// A category beside the measure.
mod breakdowns;
/// Years of other calendars.
mod calendars;
/// Counts that look like years, units behind numbers.
mod counts_like_years;
/// Decimal signs and thousands marks.
mod decimal_signs;
/// Headers and what only looks like one.
mod headers;
/// Files that become figures.
mod importing;
/// What `inspect` and `table` print.
mod inspecting;
/// Lists that a person keeps, each in every odd form.
mod lists;
/// Exports of one figure a row.
mod long_exports;
/// Mappings that cannot lie.
mod mappings;
/// Codes for missing numbers.
mod missing_codes;
/// What is odd about a sheet, said.
mod odd_text;
/// Workbooks as files.
mod odd_workbooks;
/// A statistical office in six layouts.
mod office;
/// Workbooks older than Unicode.
mod old_workbook;
/// Oddities of real files.
mod pitfalls;
/// Output no larger than the file asks for.
mod proportion;
/// Figures in sentences.
mod prose;
/// What labels were recognised as.
mod recognising;
/// Which columns and rows label figures.
mod row_labels;
// Returns as associations fill them in.
mod returns;
/// Sheets of known truth with two faults each.
mod seeded;
/// Names that several areas share.
mod shared_names;
/// A project with small code lists.
mod small_project;
/// Printed numbers with stated values.
mod stated_quantities;
/// Made-up sheets with known truth.
mod synthetic;
/// What a table says beside its labels.
mod table_lines;
/// Text files that are odd.
mod texts;
mod tier_words;
/// What no list knows.
mod unlisted;
/// Tiny workbooks, written part by part.
mod workbook_builder;
