//! The one hall: the use cases of the desk. The only crate that knows the store, the wire, the checks and delivery.
//!
//! The window and the command line call the verbs of [`Desk`] and, for files without a desk, of [`message`]; what
//! goes in and comes out are the plain values of [`face`]. Time and identity come from [`Clock`] and [`Ids`].

mod backups;
mod clock;
mod compare;
mod desk;
mod desks;
mod drafting;
mod edge;
mod export;
pub mod face;
pub mod folder;
mod history;
mod import;
mod measure;
pub mod message;
mod moment;
mod reading;
mod release;
mod rescue;
mod stories;
mod typing;
mod vocabularies;
mod wire;

pub use clock::{Clock, Ids, System};
pub use compare::{Compared, Moments};
pub use desk::{Desk, Holder, Listener, Opening};
pub use desks::{Forgetting, Leaving};
pub use export::Replace;
pub use history::Name;
pub use moment::Moment;
pub use reading::Reading;
pub use rescue::rescue;
