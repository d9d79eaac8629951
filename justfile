# What one does here. CI calls the same recipes' commands; nobody needs just to use the program.

# format, lints with warnings denied, documentation
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# every test
test:
    cargo test --workspace

# accept new golden files and the command reference; then read the diff
bless:
    TIERSTAT_BLESS=1 cargo test --workspace

# faults for long, an hour and a half: kills, failing calls, full disks, flipped bits, eight processes, hostile files and projects
faults:
    TIERSTAT_FAULTS=long cargo test -p tierstat-cli --test end_to_end -- --nocapture --test-threads=1 \
        faults side_by_side publishing decay write_errors hostile_files hostile_projects

# fuzz every target for so many seconds each, or the ones that are named: just fuzz 600 csv html
fuzz SECONDS="3600" *TARGETS:
    fuzz/run {{SECONDS}} {{TARGETS}}

# licences, versions, sources and known advisories of all crates
supply-chain:
    .ci/supply-chain

# verify hashes and sidecars of the datasets
data:
    cargo test -p tierstat-cli --test end_to_end datasets

# write one report
report NAME:
    cargo run -- report {{NAME}}

# the main job of the README
demo:
    cargo run -- build

# how long reading takes against the library under it, and against readers of Python where those are installed
bench-ingest:
    cargo bench -p tierstat-ingest --bench reading
    python3 crates/tierstat-ingest/benches/against_python.py

# documents of reports in python-docx and LibreOffice, where they are installed
word-test *FILES:
    tests/word/check.py {{FILES}}

# a page with a chart of every form in a headless browser, looked at by axe-core, where one is installed; pictures go to FOLDER
browser-test *FOLDER:
    tests/browser/run {{FOLDER}}

# how long a book of charts takes, on one thread and on all, and against matplotlib and vl-convert where Python has them
bench-charts:
    cargo bench -p tierstat-chart --bench drawing
    python3 crates/tierstat-chart/benches/against_python.py

# a contact sheet of every form in both languages: out/gallery.html, and its pictures docs/gallery.LANGUAGE.png
gallery:
    cargo build -p tierstat-cli --bin tierstat --example stress_project --example contact_sheet
    target/debug/tierstat import --quiet
    target/debug/tierstat chart
    rm -rf out/stress
    target/debug/examples/stress_project out/stress 1
    cd out/stress && ../../target/debug/tierstat import --quiet --known-on 2999-01-01
    target/debug/examples/stress_project out/stress 2
    cd out/stress && ../../target/debug/tierstat import --quiet --known-on 2999-07-01
    cd out/stress && ../../target/debug/tierstat chart revisions-two-areas
    target/debug/examples/contact_sheet out/gallery.html docs/gallery out/charts out/stress/out/charts

# open the documentation of the crates
docs:
    cargo doc --workspace --no-deps --open

# build the font subsets again from Debian's fonts-noto-cjk (needs Python with fonttools)
fonts:
    python3 crates/tierstat-chart/assets/build_fonts.py

# what the gate runs
ci:
    bash .ci/run
