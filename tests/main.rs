//! The end-to-end tests: one binary that runs `tierstat` as a person would.

// Report, command line and chart against an independent calculation.
mod agreement;
// What a crate may depend on, and what a library may not do.
mod architecture;
// The datasets of the repository: hashes, origins, code lists.
mod datasets;
// Files that lie, loop, nest and swell.
mod faults;
// A folder and a command.
mod harness;
// A project of figures that are hard to draw.
mod stress;
// The pages on security, in both languages.
mod security_pages;

// New users who are played, from an empty folder to a report.
mod new_user;

// The verbs, one file each.
mod commands {
    // What is said in Chinese, in Chinese.
    mod chinese_alone;
    // Files to start from.
    mod new;
    // Reports that cannot be written.
    mod bad_reports;
    // Messages and exit codes for input that cannot be read.
    mod bad_input;
    // How evenly counts are spread.
    mod balance;
    // Parts of indicators, and never one taken for the whole.
    mod breakdowns;
    // The whole way: datasets to report, twice, and with another year.
    mod build;
    // Charts: what is in the ledger is what is drawn.
    mod charts;
    // Charts of no report; what is said of charts.
    mod chart_book;
    // Rough figures: intervals and no line through a middle.
    mod charts_rough;
    mod charts_rows;
    // What is written in a chart.
    mod charts_words;
    // Statistics as charts.
    mod charts_plots;
    // Descriptions that are wrong, and what is left out.
    mod charts_refused;
    // Figures that contradict each other.
    mod charts_apart;
    // Breaks and statuses.
    mod charts_status;
    mod charts_tiles;
    // Charts for screens and print.
    mod charts_screens;
    // Gaps: no bridge over a period without a number.
    mod charts_gaps;
    mod charts_next_year;
    mod charts_over_time;
    // Fonts for characters that the bundled ones lack.
    mod charts_fonts;
    // Every form over figures that are hard to draw.
    mod charts_stress;
    // Conflicts and misprints of the real sources.
    mod check;
    // Coverage of samples, and when units get their first one.
    mod coverage;
    // Texts that would act on what shows them.
    mod doors;
    // One flipped bit, anywhere in the ledger.
    mod decay;
    // What changed between two days, and why.
    mod diff;
    // Editions of reports that were locked.
    mod editions;
    // Reports that a person edited, and what their manifests say.
    mod edited_reports;
    // Two associations that share figures.
    mod exchange;
    // Packages that are validly signed and wrong.
    mod exchange_forged;
    // The ledger's answers as a file for other programs.
    mod export;
    // The power cut at random instants, hundreds of times.
    mod faults;
    // Projects of one language.
    mod one_language;
    // Asking the ledger, also as known on a day.
    mod figures;
    // Forecasts of long tables.
    mod forecasting;
    // Models through a series.
    mod fit;
    // The growth table.
    mod growth;
    // Files that lie, loop, nest and swell: each read or refused, and the file beside it taken in.
    mod hostile_files;
    // Projects of which one file does so.
    mod hostile_projects;
    // Taking files in, twice, and with the power cut.
    mod import;
    // A new project.
    mod init;
    // The machine-readable contract.
    mod inspect;
    // What programs read, held against the schemas.
    mod machine_output;
    // Files that end the process that reads them.
    mod isolation;
    // The ledger proven whole, and moved.
    mod ledger;
    // The checks of an accessible workbook.
    mod lint;
    // Links that lead outside, nowhere and in loops.
    mod links;
    // The page for an association.
    mod letter;
    // Mappings that learn.
    mod mapping;
    // Files under their final names: all or none, whatever fails.
    mod publishing;
    mod report_kinds;
    // One content in five formats.
    mod report_formats;
    // The numbers of an edited text.
    mod proofread;
    // Texts of which one thing was changed.
    mod proofread_tampered;
    // Words that a person puts into a report beside right numbers.
    mod proofread_edited;
    // The same datasets, the same answers.
    mod sources;
    // Answers that cannot be written, talk that nobody hears.
    mod streams;
    // Files that a person edits, written wrongly.
    mod written_faults;
    // Completions and pages of the manual.
    mod shell;
    // Several processes in one ledger at the same time.
    mod side_by_side;
    // Forecasts, fits, trends, coverage and balance.
    mod statistics;
    // A statistical office: growth, a chart and a report by kind, and the next year.
    mod statistical_office;
    // The clean CSV of a messy file.
    mod table;
    // Narrow terminals and colours.
    mod terminals;
    // Areas as the sums of those that lie in them.
    mod roll_up;
    // How far towards a target, and by when.
    mod target;
    // Where a number comes from.
    mod trace;
    // From every number of the report back to a cell.
    mod walk;
    // Breaks and outliers.
    mod trend;
    // Builds after which nothing, or something, changed.
    mod unchanged;
    // Usage, help and did-you-mean.
    mod usage;
    // System calls that fail, and disks that are full.
    mod write_errors;
}
