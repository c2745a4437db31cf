//! Memory of a program with everything that it started: the proportional set size of all its processes, so that what
//! they share is counted once.

use wirecopy_e2e::family_of;

/// Bytes, summed over `process` and all below it.
pub fn pss(process: u32) -> u64 {
    family_of(process).into_iter().filter_map(pss_of_one).sum()
}

fn pss_of_one(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
