//! The lists of areas that are built in: data, each with the names by which a person asks for it.

/// A list of areas and its tiers, as the files of a project hold them.
#[derive(Debug, Clone, Copy)]
pub(super) struct StarterList {
    /// The names by which it is asked for; the first is the usual one.
    pub(super) names: &'static [&'static str],
    pub(super) areas: &'static str,
    pub(super) tiers: &'static str,
}

/// What is taken where no list is asked for.
pub(super) const NONE: StarterList = StarterList {
    names: &["none"],
    areas: include_str!("../../starter/areas/none.csv"),
    tiers: include_str!("../../starter/areas/none.tiers.toml"),
};

/// The lists that hold real areas.
pub(super) const LISTS: [StarterList; 2] = [
    StarterList {
        names: &["cn", "gb2260"],
        areas: include_str!("../../../../datasets/areas/areas.csv"),
        tiers: include_str!("../../../../datasets/areas/tiers.toml"),
    },
    StarterList {
        names: &["uk", "gb"],
        areas: include_str!("../../starter/areas/uk.csv"),
        tiers: include_str!("../../starter/areas/uk.tiers.toml"),
    },
];
