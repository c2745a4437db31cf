//! What a machine can do to a desk: flip bits, cut files, fill up, lock, forbid, fail, lose power, start twice, put its
//! clock back, bring an older desk. Never a changed text, never a false "on disk".

mod clock;
mod common;
mod corruption;
mod disk;
mod drill;
mod failing;
mod older;
mod power;
mod shift;
mod standing;
mod starts;
mod states;
