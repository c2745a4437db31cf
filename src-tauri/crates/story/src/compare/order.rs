//! The longest increasing run (Fredman, "On computing the length of longest increasing subsequences", 1975): what keeps
//! its order, so that as few blocks as can be count as moved.

/// The places of a longest strictly increasing subsequence of `values`, which are distinct.
pub(super) fn longest(values: &[usize]) -> Vec<usize> {
    // Per length: the place of the smallest value that such a run can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_can_be_keep_their_order() {
        for (values, expected) in [
            (vec![], vec![]),
            (vec![0, 1, 2], vec![0, 1, 2]),
            (vec![3, 0, 1, 2], vec![1, 2, 3]),
            (vec![2, 1, 0], vec![2]),
            (vec![0, 4, 1, 2, 3], vec![0, 2, 3, 4]),
        ] {
            assert_eq!(longest(&values), expected, "places that keep their order in {values:?}");
        }
    }
}
