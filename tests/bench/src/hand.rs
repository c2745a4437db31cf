//! A hand on the keyboard and the mouse of one screen: keys and clicks as the X server gets them from hardware.

use wirecopy_e2e::{Outcome, Trouble};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _};
use x11rb::protocol::xproto::{KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// Keysym of the Backspace key (X11 protocol, appendix A).
pub const BACKSPACE: u32 = 0xff08;

/// Presses and clicks.
pub struct Hand {
    connection: RustConnection,
    root: u32,
    first: u8,
    keysyms: Vec<Vec<u32>>,
}

impl Hand {
    /// Lays the hand on the screen called `display`.
    ///
    /// # Errors
    /// When there is no such screen.
    pub fn lay(display: &str) -> Outcome<Self> {
        let gone = |error: &dyn std::fmt::Display| Trouble::new("the keyboard", error);
        let (connection, screen) = x11rb::connect(Some(display)).map_err(|error| gone(&error))?;
        let setup = connection.setup();
        let (root, first, last) = (setup.roots[screen].root, setup.min_keycode, setup.max_keycode);
        let mapping = connection.get_keyboard_mapping(first, last - first + 1).map_err(|error| gone(&error))?;
        let mapping = mapping.reply().map_err(|error| gone(&error))?;
        let width = usize::from(mapping.keysyms_per_keycode);
        let keysyms = mapping.keysyms.chunks(width).map(<[u32]>::to_vec).collect();
        Ok(Self { connection, root, first, keysyms })
    }

    /// Presses the key that types `keysym` without Shift, and lets it go.
    ///
    /// # Errors
    /// When the keyboard has no such key, or the screen is gone.
    pub fn press(&self, keysym: u32) -> Outcome {
        let place = self.keysyms.iter().position(|signs| signs.first() == Some(&keysym));
        let code = place.and_then(|place| u8::try_from(place).ok()).map(|place| self.first + place);
        let code = code.ok_or_else(|| Trouble::new("the keyboard", format!("expected a key for {keysym:#x}")))?;
        self.send(KEY_PRESS_EVENT, code, 0, 0)?;
        self.send(KEY_RELEASE_EVENT, code, 0, 0)
    }

    /// Clicks at a point of the screen.
    ///
    /// # Errors
    /// When the screen is gone.
    pub fn click(&self, x: i16, y: i16) -> Outcome {
        self.send(MOTION_NOTIFY_EVENT, 0, x, y)?;
        self.send(BUTTON_PRESS_EVENT, 1, x, y)?;
        self.send(BUTTON_RELEASE_EVENT, 1, x, y)
    }

    fn send(&self, kind: u8, detail: u8, x: i16, y: i16) -> Outcome {
        let sent = self.connection.xtest_fake_input(kind, detail, 0, self.root, x, y, 0);
        sent.map_err(|error| Trouble::new("the keyboard", error))?;
        self.connection.flush().map_err(|error| Trouble::new("the keyboard", error))
    }
}
