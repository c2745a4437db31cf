//! The stories on the desk: list and search, begin, open, close, throw away and bring back.

use wirecopy_store::{Row, State, Stored, StoryId};
use wirecopy_story::Story;

use crate::desk::Desk;
use crate::edge;
use crate::face::{Failure, OpenStory, StoryCard, StoryState};
use crate::measure;

impl Desk {
    /// Every story that `query` finds, newest change first; all of them for an empty query.
    ///
    /// # Errors
    /// What reading the desk may say.
    pub fn story_list(&self, query: &str) -> Result<Vec<StoryCard>, Failure> {
        if query.trim().is_empty() {
            let rows = self.store.rows().map_err(|error| edge::store(&error))?;
            return Ok(rows.into_iter().map(|row| card(row, String::new())).collect());
        }
        let hits = self.store.search(query).map_err(|error| edge::store(&error))?;
        Ok(hits.into_iter().map(|(row, snippet)| card(row, snippet)).collect())
    }

    /// Begins a story: dated today in the profile's zone, in the profile's language.
    ///
    /// # Errors
    /// `no_profile`, and what writing to the desk may say.
    pub fn story_new(&self, profile: &str) -> Result<OpenStory, Failure> {
        let style = edge::profile(profile)?;
        let mut story = Story { language: style.language().to_owned(), ..Story::default() };
        story.dateline.date = Some(self.today(style));
        self.story_add(&story, profile)
    }

    /// Puts a whole story on the desk and opens it.
    ///
    /// # Errors
    /// `no_profile`, and what writing to the desk may say.
    pub fn story_add(&self, story: &Story, profile: &str) -> Result<OpenStory, Failure> {
        edge::profile(profile)?;
        let id = self.ids.story();
        self.store.create(id.clone(), story, self.clock.now()).map_err(|error| edge::store(&error))?;
        self.story_open(&id.to_string(), profile)
    }

    /// Opens a story.
    ///
    /// # Errors
    /// `not_found`, `no_profile`, `desk_damaged`.
    pub fn story_open(&self, id: &str, profile: &str) -> Result<OpenStory, Failure> {
        let style = edge::profile(profile)?;
        let stored = self.stored(id)?;
        Ok(OpenStory {
            id: id.to_owned(),
            version: stored.version.0,
            measure: measure::of(&stored, style, self.clock.now()),
            state: state(stored.state),
            created_at: stored.created_at.to_string(),
            origin: self.origin(id)?,
            clashes: self.clashes(id, &stored.story)?,
            typed_at: self.typing.place(id),
            story: stored.story,
        })
    }

    /// Closes a story: its changes are folded. Opening it again is always possible.
    ///
    /// # Errors
    /// What writing to the desk may say.
    pub fn story_close(&self, id: &str) -> Result<(), Failure> {
        self.store.close(&StoryId::new(id)).map_err(|error| edge::store(&error))
    }

    /// Throws a story away, to be brought back at will.
    ///
    /// # Errors
    /// `not_found`, and what writing to the desk may say.
    pub fn story_bin(&self, id: &str) -> Result<(), Failure> {
        self.store.bin(&StoryId::new(id), self.clock.now()).map_err(|error| edge::store(&error))
    }

    /// Brings a story back.
    ///
    /// # Errors
    /// `not_found`, and what writing to the desk may say.
    pub fn story_unbin(&self, id: &str) -> Result<(), Failure> {
        self.store.unbin(&StoryId::new(id), self.clock.now()).map_err(|error| edge::store(&error))
    }

    /// The story as one text file, with what is not on disk yet.
    ///
    /// # Errors
    /// `not_found`, `desk_damaged`.
    pub fn story_text(&self, id: &str) -> Result<String, Failure> {
        Ok(wirecopy_story::file::write(&self.stored(id)?.story))
    }

    pub(crate) fn stored(&self, id: &str) -> Result<Stored, Failure> {
        self.store.read(&StoryId::new(id)).map_err(|error| edge::store(&error))
    }
}

pub(crate) fn card(row: Row, snippet: String) -> StoryCard {
    StoryCard {
        id: row.id.to_string(),
        headline: row.headline,
        slug: row.slug,
        state: state(row.state),
        words: row.words,
        changed_at: row.changed_at.to_string(),
        exported_at: row.exported_at.map(|at| at.to_string()),
        snippet,
    }
}

fn state(state: State) -> StoryState {
    match state {
        State::Draft => StoryState::Draft,
        State::Exported => StoryState::Exported,
        State::Binned => StoryState::Binned,
    }
}
