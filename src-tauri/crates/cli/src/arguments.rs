//! What the command line takes. This is a contract: words and meaning stay.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use wirecopy_desk::Moment;
use wirecopy_desk::face::ReleaseKind;

/// Wirecopy: stories to the wire, without a window.
#[derive(Debug, Parser)]
#[command(name = "wirecopy", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a story file as a message
    Export(Export),
    /// Read a message as a story file
    Import(Import),
    /// Say what is wrong with a message by its standard: 0 valid, 1 faults, 2 not readable
    Validate(Validate),
    /// Say what an editor would catch in a story file: 0 clean, 1 blocking findings
    Check(Check),
    /// List the wire formats and their dialects
    Formats(Formats),
    /// List the agency styles
    Profiles(List),
    /// Search the vocabularies that are built in: codes, names and synonyms
    Vocabulary(Vocabulary),
    /// Work with a desk
    Desk(Desk),
    /// Write every story that can be had from a damaged desk as a story file: 0 all sound, 1 some doubtful or lost
    Rescue(Rescue),
}

#[derive(Debug, Args)]
pub(crate) struct Rescue {
    /// Folder of the desk, with its key file and backups; it is only read
    pub(crate) desk: PathBuf,
    /// New or empty folder for the story files and the list, RESCUE.txt
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// The list as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Vocabulary {
    #[command(subcommand)]
    pub(crate) verb: VocabularyVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum VocabularyVerb {
    /// List the terms that have all the words, the best first: term, label, what stands above it
    Search(Search),
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words of a name or synonym, or the start of a code
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// Only in the vocabulary with this alias
    #[arg(long, value_name = "ALIAS")]
    pub(crate) scheme: Option<String>,
    /// Language of the labels (BCP 47)
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) language: String,
    /// Most terms
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub(crate) limit: u32,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Story file, `-` for standard input
    pub(crate) story: PathBuf,
    #[command(flatten)]
    pub(crate) message: Message,
}

/// How a message is made, and where it goes.
#[derive(Debug, Args)]
pub(crate) struct Message {
    /// Format (see `wirecopy formats`)
    #[arg(long, value_name = "ID")]
    pub(crate) format: String,
    /// Agency style (see `wirecopy profiles`)
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    /// File to write, replaced when it is there; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) out: PathBuf,
    /// Identifier of the story on the wire; else that of the story file, else made of slug, headline and day
    #[arg(long, value_name = "GUID", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) guid: Option<String>,
    /// Version of the story on the wire; else that of the story file or 1, one more for a kind that changes it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) version: Option<u32>,
    /// Why it goes out; else as the story file has it, else new
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// What is new, what was wrong, why it is killed
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Every clock in the message; now when not given
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<Timestamp>,
    /// Dialect of the format
    #[arg(long, value_name = "ID", default_value = "strict")]
    pub(crate) dialect: String,
    /// Report as JSON: on standard output, or on standard error when the message goes to standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    New,
    Update,
    Correction,
    Refile,
    Repeat,
    Hold,
    Release,
    Kill,
}

impl From<Kind> for ReleaseKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::New => Self::New,
            Kind::Update => Self::Update,
            Kind::Correction => Self::Correction,
            Kind::Refile => Self::Refile,
            Kind::Repeat => Self::Repeat,
            Kind::Hold => Self::Hold,
            Kind::Release => Self::Release,
            Kind::Kill => Self::Kill,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Message, `-` for standard input
    pub(crate) file: PathBuf,
    /// Format, or `auto`
    #[arg(long, value_name = "ID", default_value = "auto")]
    pub(crate) format: String,
    /// Agency style that plain text is read by
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    /// The moment of reading, for what the message does not date; now when not given
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<Timestamp>,
    /// Story file to write, replaced when it is there; `-` for standard output
    #[arg(long, value_name = "STORY.md", default_value = "-")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Message, `-` for standard input
    pub(crate) file: PathBuf,
    /// Format, or `auto`
    #[arg(long, value_name = "ID", default_value = "auto")]
    pub(crate) format: String,
    /// Dialect of the format that its receiver takes; `strict` judges by the version that the message names
    #[arg(long, value_name = "ID", default_value = "strict")]
    pub(crate) dialect: String,
    /// Agency style that plain text is judged by
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    /// Faults as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Story file, `-` for standard input
    pub(crate) story: PathBuf,
    /// Agency style
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    /// The moment of the check; now when not given
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<Timestamp>,
    /// Findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Formats {
    /// Agency style, which may have dialects of its own
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Desk {
    /// Folder of the desk; the platform's folder for your data when not given
    #[arg(long, value_name = "PATH", global = true)]
    pub(crate) desk: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) verb: DeskVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeskVerb {
    /// List the stories, newest change first
    Ls(List),
    /// Print a story as a story file
    Show {
        /// Id of the story, or the start of it
        id: String,
        /// As it was at a version (412), a revision (r4) or a moment (RFC 3339)
        #[arg(long, value_name = "MOMENT")]
        at: Option<Moment>,
    },
    /// List the revisions of a story, newest first: revision, version, moment, why, words, label
    Log(Log),
    /// Put a story file on the desk; prints its id
    New {
        /// Story file, `-` for standard input
        story: PathBuf,
    },
    /// Put the story of a message of any format on the desk, and the message beside it, or take in a bundle; prints
    /// its id
    Import {
        /// Message, story file or bundle
        file: PathBuf,
        /// Agency style that plain text is read by
        #[arg(long, value_name = "ID", default_value = "tass")]
        profile: String,
    },
    /// Print the file that a story was imported from, byte for byte
    Original {
        /// Id of the story, or the start of it
        id: String,
    },
    /// Write a story of the desk as a message
    Export {
        /// Id of the story, or the start of it
        id: String,
        #[command(flatten)]
        message: Message,
    },
    /// Write a story as a bundle for another desk: the story as it stands, signed
    Bundle {
        /// Id of the story, or the start of it
        id: String,
        /// Every change and revision of it too: whoever has the bundle can read what was taken out
        #[arg(long)]
        history: bool,
        /// File to write (.wirecopy), replaced when it is there; `-` for standard output
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Take in the bundle of another desk: a story that is here keeps both sides' text; prints its id and what came
    Merge {
        /// Bundle (.wirecopy)
        file: PathBuf,
    },
    /// Remove the history of a story before a version, for good; prints what went and what cannot be promised
    Forget {
        /// Id of the story, or the start of it
        id: String,
        /// The oldest version that stays
        #[arg(long, value_name = "VERSION")]
        before: u64,
    },
    /// Compare two versions of a story, word by word; moved paragraphs are shown as moved
    Diff(Diff),
    /// Draft the line that says what an update has since the story was filed
    Writethru {
        /// Id of the story, or the start of it
        id: String,
        /// Agency style
        #[arg(long, value_name = "ID", default_value = "tass")]
        profile: String,
        /// With the filing that it was compared with, as JSON
        #[arg(long)]
        json: bool,
    },
    /// Work with the vocabularies of the desk
    Vocabulary {
        #[command(subcommand)]
        verb: DeskVocabularyVerb,
    },
    /// Make a backup and prove that it can be read
    Backup,
    /// List the backups, or put one in the place of the desk; with --at, put an earlier version of a story back
    Restore(Restore),
    /// Check every page, chain, hash, revision and the high-water mark of the desk: 0 sound, 1 faults
    Verify,
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Id of the story, or the start of it
    pub(crate) id: String,
    /// Every change as well
    #[arg(long)]
    pub(crate) all: bool,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Id of the story, or the start of it
    pub(crate) id: String,
    /// The older side: a version (412), a revision (r4) or a moment (RFC 3339); what was filed last when not given
    pub(crate) old: Option<Moment>,
    /// The newer side; the story as it stands when not given
    pub(crate) new: Option<Moment>,
    /// Compare the messages of this format (see `wirecopy formats`)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) wire: Option<String>,
    /// Agency style of the messages
    #[arg(long, value_name = "ID", default_value = "tass")]
    pub(crate) profile: String,
    /// Dialect of the format
    #[arg(long, value_name = "ID", default_value = "strict")]
    pub(crate) dialect: String,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Name of the backup, which lists them when not given; with --at, id of the story, or the start of it
    pub(crate) name: Option<String>,
    /// What was there at a version (412), a revision (r4) or a moment (RFC 3339)
    #[arg(long, value_name = "MOMENT", requires = "name")]
    pub(crate) at: Option<Moment>,
    /// Only this field, by its name in the story file
    #[arg(long, value_name = "NAME", requires = "at")]
    pub(crate) field: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeskVocabularyVerb {
    /// Load a vocabulary (IPTC JSON, CSV, SKOS RDF/XML, NewsML-G2 knowledge item); one of the same alias is replaced
    Load {
        /// File of the vocabulary
        file: PathBuf,
        /// Alias that its codes get: `wsvc` for `wsvc:sport`; what the file says when not given, else its name
        #[arg(long, value_name = "ALIAS")]
        scheme: Option<String>,
    },
    /// List the vocabularies: alias, where it is from, terms, title
    List(List),
    /// Let a loaded vocabulary go; terms in stories stay as they are
    Remove {
        /// Alias of the vocabulary
        alias: String,
    },
    /// List the terms that have all the words, the best first: term, label, what stands above it
    Search(Search),
}
