//! What a machine can do to a desk: flip bits, cut files, fill up, lock, forbid, fail. Never a changed text, never a
//! false "on disk".

mod common;
mod corruption;
mod disk;
mod failing;
mod standing;
