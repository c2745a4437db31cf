//! The desk as its window and its command line use it: from the first start to the file that leaves, a story's life,
//! versions side by side, vocabularies.

mod common;
mod compare;
mod from_start_to_file;
mod history;
mod vocabularies;
