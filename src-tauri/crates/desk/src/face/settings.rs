//! What the desk remembers of how it is used: panels, scale, last story, window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything remembered. A missing key takes its default, an unknown one is dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Profile in use: `tass`.
    pub profile: String,
    /// Format that the Wire panel shows: `text`.
    pub format: String,
    /// Dialect of that format: `strict`.
    pub dialect: String,
    /// Story that was open last.
    pub last_story: Option<String>,
    /// Width of the list of stories, CSS pixels.
    pub left_width: u32,
    /// Whether the list of stories is shown.
    pub left_open: bool,
    /// Width of the right panel, CSS pixels.
    pub right_width: u32,
    /// Whether the right panel is shown.
    pub right_open: bool,
    /// Which right panel is shown.
    pub right_panel: RightPanel,
    /// Scale of the whole window, per cent, 100..=200.
    pub scale: u32,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// Where the window stood.
    pub window: Option<WindowPlace>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: "tass".to_owned(),
            format: "text".to_owned(),
            dialect: "strict".to_owned(),
            last_story: None,
            left_width: 272,
            left_open: true,
            right_width: 380,
            right_open: true,
            right_panel: RightPanel::Details,
            scale: 100,
            theme: Theme::System,
            window: None,
        }
    }
}

/// The panels on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RightPanel {
    /// All fields.
    Details,
    /// The life of the story.
    History,
    /// The bytes of a format.
    Wire,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    System,
    /// Dark ink on paper.
    Light,
    /// Light ink on night.
    Dark,
}

/// Place and size of the window, physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WindowPlace {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Inner width.
    pub width: u32,
    /// Inner height.
    pub height: u32,
    /// Fills the screen.
    pub maximized: bool,
}
