//! Which brackets are an insertion: an opening one and the next closing one of the same line of inlines.
//!
//! comrak has taken the links and images out already; what is left of `[` and `]` is text. Escaped brackets never
//! come here.

/// What each bracket turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Opens or closes an insertion.
    Mark,
    /// A plain bracket.
    Plain,
    /// Would be an insertion, but nested too deep.
    TooDeep,
}

/// `None` is any token that is no bracket; `room` is how deep insertions may nest here.
pub(super) fn pair(tokens: &[Option<Side>], room: usize) -> Vec<Role> {
    let mut roles = vec![Role::Plain; tokens.len()];
    let mut open = Vec::new();
    let mut partner = vec![None; tokens.len()];
    for (at, side) in tokens.iter().enumerate() {
        match side {
            Some(Side::Open) => open.push(at),
            Some(Side::Close) => {
                if let Some(start) = open.pop() {
                    partner[start] = Some(at);
                }
            }
            None => {}
        }
    }
    let mut ends: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        if ends.last() == Some(&at) {
            ends.pop();
        }
        let Some(end) = partner[at] else { continue };
        let role = if ends.len() < room { Role::Mark } else { Role::TooDeep };
        (roles[at], roles[end]) = (role, role);
        if role == Role::Mark {
            ends.push(end);
        }
    }
    roles
}

/// Which way a bracket looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// `[`
    Open,
    /// `]`
    Close,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(brackets: &str, room: usize) -> String {
        let side = |letter| match letter {
            '[' => Some(Side::Open),
            ']' => Some(Side::Close),
            _ => None,
        };
        let tokens: Vec<_> = brackets.chars().map(side).collect();
        let letter = |role: &Role| match role {
            Role::Mark => 'm',
            Role::Plain => '.',
            Role::TooDeep => 'd',
        };
        pair(&tokens, room).iter().map(letter).collect()
    }

    #[test]
    fn the_nearest_brackets_belong_together() {
        for (brackets, expected) in
            [("[a]", "m.m"), ("[[a]", ".m.m"), ("[a]]", "m.m."), ("]a[", "..."), ("[[a]b]", "mm.m.m")]
        {
            assert_eq!(roles(brackets, 9), expected, "roles of {brackets}");
        }
    }

    #[test]
    fn brackets_without_room_stay_text() {
        assert_eq!(roles("[[[a]][b]]", 2), "mmd.dmm.mm", "the third level has no room, its neighbours have");
    }
}
