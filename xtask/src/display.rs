//! Whether a window can be shown here at all.

/// `false` on a Linux or BSD machine where neither Wayland nor X is spoken of; macOS and Windows always have a display.
pub fn is_there() -> bool {
    let speaks = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || speaks("WAYLAND_DISPLAY") || speaks("DISPLAY")
}
