//! `wirecopy rescue`: story files out of a damaged desk, which is only read.
//!
//! Exit codes: 0 every story is sound, 1 something is doubtful or lost, 2 nothing could be read.

use wirecopy_desk::face::Verdict;

use crate::arguments::Rescue;
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Rescue) -> Outcome {
    let rescued = wirecopy_desk::rescue(&order.desk, &order.out)?;
    if order.json {
        output::json(&rescued)?;
    } else {
        for story in &rescued.stories {
            let version = story.version.map(|version| version.to_string()).unwrap_or_default();
            let file = story.file.as_ref().unwrap_or(&story.id);
            let found_in = story.found_in.clone().unwrap_or_default();
            let why = story.why.join("; ");
            output::line(&format!("{}\t{file}\t{version}\t{found_in}\t{why}", story.verdict))?;
        }
        rescued.remarks.iter().for_each(|remark| output::complain(&format!("note: {remark}")));
    }
    let sound = rescued.stories.iter().all(|story| story.verdict == Verdict::Sound);
    Ok(if sound { End::Done } else { End::Refused })
}
