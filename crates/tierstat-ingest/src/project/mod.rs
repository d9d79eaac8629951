//! What a person writes beside the data: code lists, origins, mappings, corrections; and all of it at hand for one file.

pub(crate) mod area_pairs;
pub(crate) mod code_lists;
pub(crate) mod context;
pub mod corrections;
pub(crate) mod dimension_list;
pub mod folder_defaults;
pub(crate) mod ignored_parts;
pub(crate) mod indicator_list;
pub(crate) mod label_key;
pub(crate) mod list_file;
pub mod mapping;
pub(crate) mod meaning_line;
pub mod origin_file;
pub(crate) mod project_file;
pub(crate) mod reference_loop;
pub(crate) mod tile_list;
pub(crate) mod written_ids;
pub(crate) mod written_lines;
