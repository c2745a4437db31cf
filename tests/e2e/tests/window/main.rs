//! The real window, end to end: what a correspondent does, and what must not be lost when something dies.

mod smoke;
