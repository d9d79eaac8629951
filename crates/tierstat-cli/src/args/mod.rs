//! What can be typed: declarations only.

mod chart;
mod files;
mod init;
mod new;
mod selection;
mod settle;
mod sharing;
mod shell;
mod statistics;

pub(crate) use chart::ChartArguments;
pub(crate) use files::{ForgetArguments, ImportArguments, InspectArguments, LintArguments, TableArguments};
pub(crate) use init::InitArguments;
pub(crate) use new::{NewArguments, NewKind};
pub(crate) use selection::{PartArguments, SelectionArguments};
pub(crate) use settle::SettleArguments;
pub(crate) use sharing::{
    ExchangeAction, ExchangeArguments, ExportArguments, ExportForm, LedgerAction, LedgerArguments,
};
pub(crate) use shell::{CompletionsArguments, ManArguments};
pub(crate) use statistics::{
    BalanceArguments, By, ByMember, CoverageArguments, FitArguments, ForecastArguments, GrowthArguments,
    Kinds, RollUpArguments, TargetArguments, TrendArguments,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turn the spreadsheets that associations send into figures, charts and reports that can be defended
///
/// A project is a folder with a `tierstat.toml`. `tierstat build` imports what is new in its datasets, checks the
/// figures, draws the charts and writes the reports; every number in them can be asked where it comes from.
#[derive(Debug, Parser)]
#[command(
    name = "tierstat",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 fine, 1 internal, 2 usage, 3 cannot read the input, 4 findings of level error \
                  (from check and lint, and from any verb under --strict).\n\
                  stdout is data, stderr is talk."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: CommonArguments,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The heading of the options that every verb takes.
const EVERYWHERE: &str = "Options of every command";

/// Options that every verb takes.
#[derive(Debug, Args)]
pub(crate) struct CommonArguments {
    /// Work in this project folder instead of the one found upward from here
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Language of messages: zh-CN or en; init takes those of the project, as en or zh-CN,en [default: the locale's, else the project's first]
    #[arg(long = "language", global = true, help_heading = EVERYWHERE, value_name = "LANGUAGE", value_delimiter = ',')]
    pub(crate) languages: Vec<tierstat_model::Language>,
    /// How answers are printed
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Exit with 4 where there are findings of level error
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) strict: bool,
    /// Say only what went wrong
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    pub(crate) quiet: bool,
    /// Whether messages are coloured; auto is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", value_enum, default_value_t = clap::ColorChoice::Auto)]
    pub(crate) color: clap::ColorChoice,
}

/// The form of an answer on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for reading
    Table,
    /// Comma-separated values with a header
    Csv,
    /// One JSON value
    Json,
    /// One JSON value a line, a row or record each
    Jsonl,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a project folder
    ///
    /// Writes tierstat.toml, datasets/ with areas, tiers, indicators and units, an example publication with made-up numbers, and a
    /// report with charts that `tierstat build` writes at once. --language says the languages of the project: one is enough. --areas
    /// takes a list that is built in (cn: the divisions of China by GB/T 2260; uk: the nations and regions of the United Kingdom;
    /// none: three made-up areas to replace), or codes or names of areas in one. Existing files are never overwritten.
    ///
    /// Example: tierstat init federation --title "Member statistics" --language en --areas uk
    ///
    /// Example: tierstat init hunan --language zh-CN --areas 430000 --to prefecture
    Init(InitArguments),
    /// Write a commented file to start from: an indicator, a publication, a chart, a report, a list of areas
    ///
    /// `indicator ID` describes what is counted; `publication PUBLISHER/EDITION` makes the folder for files as they came and says of each
    /// that lies there where it comes from; `chart WORDS` is `chart --new`; `report KIND NAME` is `report new`; `area-list AREAS` takes a
    /// list that is built in, as init does. All are in the languages of the project, and nothing that is there is written over.
    ///
    /// Example: tierstat new indicator volunteers --title volunteers --unit persons
    ///
    /// Example: tierstat new publication federation/2025
    ///
    /// Example: tierstat new chart "members by area as bars"
    New(NewArguments),
    /// Show what the importer sees in files, cell by cell; save nothing
    ///
    /// Prints the tables, headers, figures and findings of each file. With --format json the output is the
    /// machine-readable contract of crates/README.md.
    ///
    /// Example: tierstat inspect divisions.xlsx --format json
    Inspect(InspectArguments),
    /// Print the main table of a messy file as clean CSV
    ///
    /// One header row (stacked headers joined with " › "), then the records, cells as printed.
    ///
    /// Example: tierstat table divisions.xlsx --sheet 1-1 > divisions.csv
    Table(TableArguments),
    /// Check whether workbooks can be read by everyone, screen readers and programs too
    ///
    /// Holds each .xlsx or .xlsm, whoever made it, against the 36 checks of accessible spreadsheets (G01 to G36) of the Government
    /// Statistical Service: what failed with its cells, what does not apply, and the five that are for a person and never count as passed.
    /// Exits with 4 where an essential check failed; nothing is saved.
    ///
    /// Example: tierstat lint yearbook.xlsx --format json
    Lint(LintArguments),
    /// Take files into the ledger
    ///
    /// Each file is one transaction: all of it or none. The same bytes twice change nothing and are said to.
    /// Without a path, takes whatever in datasets/ is new. A number of which a part is in doubt is kept back until a mapping
    /// settles it; what to write into which file is said. A day before that of an earlier import is refused, since a clock that
    /// went back would give it; --known-on says it by hand.
    ///
    /// A file of datasets/ that was deleted or renamed is noticed and is no source any more, whatever the path; one that changed is
    /// answered as it is now. Links that lead outside the project are not followed; a file elsewhere is taken in when it is named.
    ///
    /// Example: tierstat import datasets/civil-affairs --dry-run
    Import(ImportArguments),
    /// Walk what is in doubt, and write what a person decides
    ///
    /// Takes in what is new, then asks about what was kept back, totals that do not add up and files without an origin, what concerns
    /// the most numbers first: the cell among its neighbours, what was understood, and the answers, by the keys 1 to 9. s skips, e asks
    /// one by one what was asked together, u undoes, q quits; what was answered until then stays. Each answer writes the mapping, origin
    /// or correction that a person could have written, and holds for the next edition. Without a terminal, or with --format csv or json,
    /// it prints what each answer would write, and writes nothing.
    ///
    /// Example: tierstat settle
    ///
    /// Example: tierstat settle 2025 --format json
    Settle(SettleArguments),
    /// Say that a file is no longer a source; nothing is erased
    ///
    /// Its figures, findings and what was kept back are no longer answered, but for what was known on earlier days. A file that
    /// was deleted or renamed is noticed by import and build without it; this is for files that were given from elsewhere, or
    /// taken in by mistake. One that still lies in datasets/ is taken in again by the next build, which says so.
    ///
    /// Example: tierstat forget datasets/civil-affairs/2016-07/draft.xlsx
    Forget(ForgetArguments),
    /// Ask for figures
    ///
    /// What says nothing of parts is about the whole alone. --breakdown asks for one part, and --by for each member of a dimension.
    ///
    /// Example: tierstat figures --indicator industry-organisations --area 全国 --known-on 2015-12-31
    ///
    /// Example: tierstat figures --indicator social-organisations --by organisation-kind
    Figures(FiguresArguments),
    /// Check whether the figures agree with each other, their totals and other sources
    ///
    /// Exits with 4 where a finding has level error.
    ///
    /// Example: tierstat check --rule total --format json
    Check(CheckArguments),
    /// Print the growth table: change, rate, compound rate, contribution by tier, coverage; with bounds
    ///
    /// Without --from and --to: from the first to the latest period in which every tier has a figure. Across a break of a series
    /// (status B, or a definition of its own, D) there is no rate, unless an old number of the same publisher joins it.
    ///
    /// --breakdown asks for a part, with everything it is divided by; the members of a dimension have shares of a change where they make
    /// the whole up.
    ///
    /// Example: tierstat growth --indicator service-agencies --from 2015-06 --to 2015-12-31
    Growth(GrowthArguments),
    /// Print how many of the units that can have one do have one, and when all will
    ///
    /// The denominator is the number of units in that year. A saturation curve with the number of units as its ceiling says when
    /// the last but a half will be reached, with an interval; where too few points stand there, it says that it cannot be said.
    ///
    /// --sample gives the intervals of a random sample, which a complete count has not. --hazard tells when units get their first
    /// one: the curve of Kaplan and Meier, the hazard period by period, and when those that wait will have one.
    ///
    /// Example: tierstat coverage --indicator industry-organisations --tier prefecture --explain
    Coverage(CoverageArguments),
    /// Print how far a count is towards its target, at which pace, and when it is reached at this pace
    ///
    /// Targets are indicators with `target-of`, due at the period of each figure or at the `due` of the indicator. Where none is printed
    /// and the indicator `covers` something, the aim is all units. The time is that of a line through the numbers, with an interval;
    /// from fewer than four, or where the interval says nothing, it says that it cannot be said.
    ///
    /// Example: tierstat target --indicator industry-organisations --area 广东 --tier prefecture
    Target(TargetArguments),
    /// Print an area as the sum of the areas that lie in it: a city from its counties, a province from its cities
    ///
    /// An area that has no number of its own is summed from those in it, and so on down; one that has a number is not looked into, so that
    /// nothing counts twice. What is missing is listed, and the sum is then no more than a least. The area's own number stands beside it.
    /// All numbers are of one period; areas that were renamed or merged in that year count once.
    ///
    /// Example: tierstat roll-up --indicator administrative-divisions --tier county --area 广东 --period 2013
    RollUp(RollUpArguments),
    /// Print how evenly a count is spread over areas or tiers
    ///
    /// Gini in its population form (a range where a figure is rough), Theil with its parts between and within --groups, Hoover,
    /// Atkinson, Herfindahl, Moran's I over neighbours; --per residents weights them. --quotients and --convergence ask other things.
    ///
    /// Example: tierstat balance --indicator administrative-divisions --tier county --groups datasets/areas/regions.csv
    Balance(BalanceArguments),
    /// Forecast the next periods, with intervals; coherent where a hierarchy is given
    ///
    /// Works on the ledger, or with --series on any long table: series, period, value, and columns that name what a series
    /// adds up to. The method is chosen by the number of points unless one is named.
    ///
    /// Example: tierstat forecast --series counts.csv --horizon 3 --reconcile mint-shrink --format csv
    Forecast(ForecastArguments),
    /// Print the trend of a series: growth rate, robust slope, test, breaks and outliers
    ///
    /// Figures that are bounds are fitted as what they are, by intervals, not by their middle.
    ///
    /// Example: tierstat trend --indicator service-agencies --area 全国
    Trend(TrendArguments),
    /// Fit a curve to a series: parameters, standard errors, residual sum of squares
    ///
    /// Reads a long table (series, period, value; or x, y). Time is counted from the period before the first, unless --origin is
    /// given. A formula takes + - * / ^ and **, brackets, exp, ln, log (natural), sqrt, sin, cos, atan, pow and pi. A column
    /// named weight weighs the points of linear models.
    ///
    /// Example: tierstat fit --model logistic --ceiling 333 coverage.csv --format json
    ///
    /// Example: tierstat fit --formula "b1*(1-exp(-b2*x))" --start b1=500,b2=0.0001 data.csv
    Fit(FitArguments),
    /// Draw the charts of the reports, and those in charts/
    ///
    /// Writes SVG, PNG and the numbers as CSV, each in every language of the report. A description stands in
    /// reports/REPORT/charts/ or, for a chart of no report, in charts/; --new writes a first one from words, --list says which
    /// there are, --explain what one asks, finds and leaves out.
    ///
    /// Example: tierstat chart annual/tiers --known-on 2016-01-01
    ///
    /// Example: tierstat chart --new "members by tier"
    Chart(ChartArguments),
    /// Write reports
    ///
    /// Writes Markdown, one self-contained HTML page and the origins of every number, in every language of the report.
    ///
    /// `tierstat report check FILE…` writes nothing: it holds every number of a text (docx, md, html, txt) against the
    /// ledger and exits with 4 where one is wrong. Of a text that was made from a report of the project it tells what a person
    /// changed, added or left out, since a right number proves none of that.
    ///
    /// `tierstat report new KIND NAME` writes a first report of a kind into reports/NAME, to be edited: annual, bulletin,
    /// yearbook, comparison, quality or returns.
    ///
    /// `tierstat report lock NAME EDITION` puts a report as it is now into editions/NAME/EDITION/, with the files it is made from and the
    /// day on which its figures were known; `--edition EDITION NAME` writes it again and names what differs; `tierstat report editions`
    /// lists all and exits with 4 where a file of one was changed.
    ///
    /// An HTML or Markdown file that was edited by hand is kept, and the new one stands beside it.
    ///
    /// Example: tierstat report annual --known-on 2016-01-01
    ///
    /// Example: tierstat report lock annual 2025
    ///
    /// Example: tierstat report new comparison two --area NORTH --area SOUTH
    Report(ReportArguments),
    /// Import, check, chart and report: whatever is out of date, and say what was done
    ///
    /// A report is out of date where the ledger, the findings, its description, the code lists or the settings
    /// changed since it was written, or where a written file was touched. What is not is skipped and said to be. An HTML or Markdown file
    /// that was edited by hand is kept, and the new one stands beside it.
    Build(BuildArguments),
    /// Tell where a number comes from
    ///
    /// Takes the id of a figure as `tierstat figures` prints it, or a question:
    /// tierstat trace --indicator service-agencies --area 全国 --period 2015-06
    Trace(TraceArguments),
    /// Tell what changed between two known-on days, and why
    ///
    /// Every change is put down to a cause: the source, those who report, boundaries, definition, a rule of ours; the causes
    /// sum to the difference. A later period is told beside the latest one that was known before.
    ///
    /// Example: tierstat diff 2015-07-01 2018-01-01 --indicator industry-organisations
    Diff(DiffArguments),
    /// Print what was said on one day and is said otherwise on a later one
    ///
    /// A list to be printed: for "…" read "…", with the document or the correction behind it.
    ///
    /// Example: tierstat errata 2018-01-01 2020-12-31
    Errata(DiffArguments),
    /// Tell how far first numbers are usually off, and how long until they are stable
    ///
    /// A row for each indicator, over all vintages that the ledger knows.
    Revisions(RevisionsArguments),
    /// Prove that the ledger is whole, and move it
    ///
    /// `verify` reads every page, figure and kept file and exits with 4 where one is wrong. `export FILE` writes the whole
    /// ledger to a new file; `import FILE` takes over what another ledger holds and this one does not, all of it or nothing.
    ///
    /// Example: tierstat ledger export moved.sqlite
    Ledger(LedgerArguments),
    /// Share figures with another association, signed
    ///
    /// `key` prints the public key of this project (and makes one); `pack FILE` signs the selected figures with their origins;
    /// `open FILE` verifies a package and takes its figures in, if its key is named as an `exchange` entry of tierstat.toml.
    /// What is signed is not right for that: each figure is held to the code lists and to what an import holds, and what fails is
    /// kept out and said. Figures rank as those of who signed.
    ///
    /// Example: tierstat exchange pack shared.json --indicator service-agencies
    Exchange(ExchangeArguments),
    /// Write the ledger's answers as a file for other programs
    ///
    /// `csv` has a column for everything that is known of a figure; `sdmx-csv` follows SDMX-CSV 2.0, with the bounds of rough
    /// numbers beside their empty value; `data-package` is a folder that Frictionless tools read: the figures, the code lists that they
    /// use, and what each column holds. Without a file the answer goes to stdout.
    ///
    /// Example: tierstat export figures.csv --form sdmx-csv --known-on 2016-01-01
    ///
    /// Example: tierstat export figures --form data-package
    Export(ExportArguments),
    /// Print the completions of a shell
    ///
    /// Save them where the shell looks for completions.
    ///
    /// Example: tierstat completions bash > ~/.local/share/bash-completion/completions/tierstat
    Completions(CompletionsArguments),
    /// Print the manual page, as roff, for man to show
    ///
    /// Without a verb it is the page of the whole program.
    ///
    /// Example: tierstat man > ~/.local/share/man/man1/tierstat.1
    Man(ManArguments),
    /// Look after the project: folders, code lists, fonts, ledger
    ///
    /// Verifies that the ledger is sound and still holds every file it took in, by hash. Exits with 4 where it does not.
    Doctor,
}

impl Command {
    /// The verb, as it is typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::New(_) => "new",
            Self::Inspect(_) => "inspect",
            Self::Table(_) => "table",
            Self::Lint(_) => "lint",
            Self::Import(_) => "import",
            Self::Settle(_) => "settle",
            Self::Forget(_) => "forget",
            Self::Figures(_) => "figures",
            Self::Check(_) => "check",
            Self::Growth(_) => "growth",
            Self::Coverage(_) => "coverage",
            Self::Target(_) => "target",
            Self::RollUp(_) => "roll-up",
            Self::Balance(_) => "balance",
            Self::Forecast(_) => "forecast",
            Self::Trend(_) => "trend",
            Self::Fit(_) => "fit",
            Self::Chart(_) => "chart",
            Self::Report(_) => "report",
            Self::Build(_) => "build",
            Self::Trace(_) => "trace",
            Self::Diff(_) => "diff",
            Self::Errata(_) => "errata",
            Self::Revisions(_) => "revisions",
            Self::Ledger(_) => "ledger",
            Self::Exchange(_) => "exchange",
            Self::Export(_) => "export",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
            Self::Doctor => "doctor",
        }
    }

    /// Whether it takes files of others into the ledger.
    pub(crate) fn takes_in_files(&self) -> bool {
        matches!(self, Self::Import(_) | Self::Build(_))
    }
}

#[derive(Debug, Args)]
pub(crate) struct FiguresArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    /// List the members of this dimension, within --breakdown, and not the whole
    #[arg(long, value_name = "DIMENSION")]
    pub(crate) by: Option<String>,
    /// Period the figures describe, as 2015, 2015-Q2, 2015-06 or 2015-12-31
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<tierstat_model::Period>,
    /// Only figures whose document, file or publisher holds this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) origin: Option<String>,
    /// List the figures behind each answer too, the preferred one first
    #[arg(long)]
    pub(crate) all: bool,
    /// Print a row for each series and a column for each period, cells as printed
    #[arg(long, conflicts_with_all = ["all", "sort"])]
    pub(crate) wide: bool,
    /// Sort by these columns, as value or area,period [default: indicator, tier, area, period]
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) sort: Vec<String>,
    /// Sort from the greatest to the smallest
    #[arg(long, requires = "sort")]
    pub(crate) descending: bool,
    /// Draw each series under the table, in signs
    #[arg(long, conflicts_with_all = ["wide", "map"])]
    pub(crate) plot: bool,
    /// Tell areas as they stand on the map of this day: what merged since is summed, what was divided is refused
    #[arg(long, value_name = "DAY", conflicts_with_all = ["all", "wide", "sort"])]
    pub(crate) map: Option<jiff::civil::Date>,
    /// List instead the numbers that are kept back, as a part of each is in doubt, with what settles it
    #[arg(long, conflicts_with_all = ["all", "wide", "sort", "map", "known_on"])]
    pub(crate) kept_back: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Check what was known on this day [default: all that is known]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
    /// Only findings of these rules; a prefix such as total will do
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,
    /// Print the rules instead, each with what it looks for and why that cannot be right
    #[arg(long, conflicts_with_all = ["rule", "known_on"])]
    pub(crate) rules: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// Reports to write [default: all]; or `check` and the texts to be checked; `new`, a kind and a name; `lock`, a report and its
    /// edition; `editions`
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// What a new report is about [default: the indicator with the most figures]
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Option<String>,
    /// Area of a new report; of a comparison several [default: the area with the most figures]
    #[arg(long = "area", value_name = "AREA")]
    pub(crate) areas: Vec<String>,
    /// Write from what was known on this day [default: all that is known]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
    /// Write this locked edition of the reports again, to out/editions/, and tell whether it is the same
    #[arg(long, value_name = "EDITION", conflicts_with_all = ["known_on", "accept"])]
    pub(crate) edition: Option<String>,
    /// Replace documents that were edited by hand
    #[arg(long)]
    pub(crate) accept: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// Earlier day, as 2015-07-01
    #[arg(value_name = "A")]
    pub(crate) earlier: jiff::civil::Date,
    /// Later day
    #[arg(value_name = "B")]
    pub(crate) later: jiff::civil::Date,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RevisionsArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
}

#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    /// Write everything again, also what is not out of date
    #[arg(long)]
    pub(crate) force: bool,
    /// Day of what is imported, as 2015-06-30, also before that of an earlier import [default: today by the clock]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct TraceArguments {
    /// Id of a figure, or its beginning; or a number of a written report, as n7 or annual/n7
    #[arg(value_name = "FIGURE", required_unless_present = "indicator")]
    pub(crate) figure: Option<String>,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    /// Period the figure describes
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<tierstat_model::Period>,
    /// Write the file that prints it, byte for byte as it was received, to this path
    #[arg(long, value_name = "PATH")]
    pub(crate) extract: Option<PathBuf>,
}
