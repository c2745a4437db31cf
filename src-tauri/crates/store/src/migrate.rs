//! The database's format: one numbered SQL file per step, applied in one transaction, never edited once shipped.

use rusqlite::{Connection, TransactionBehavior};

use crate::connection::APPLICATION;

/// Every step there is; the format's number is how many were applied.
pub(crate) const STEPS: &[&str] = &[
    include_str!("migrations/0001_desk.sql"),
    include_str!("migrations/0002_vocabulary.sql"),
    include_str!("migrations/0003_original.sql"),
    include_str!("migrations/0004_words.sql"),
    include_str!("migrations/0005_desks.sql"),
];

/// The newest format.
pub(crate) fn newest() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// The format of this database; 0 for an empty one.
pub(crate) fn format(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

pub(crate) fn application(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

/// Applies the steps that are missing, all or none.
pub(crate) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = usize::try_from(format(&transaction)?).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", u32::try_from(steps.len()).unwrap_or(u32::MAX))?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_missing_steps_are_applied_and_a_broken_one_leaves_nothing() {
        let mut connection = Connection::open_in_memory().expect("a database in memory");
        let steps = ["CREATE TABLE a (x INTEGER) STRICT;", "CREATE TABLE b (x INTEGER) STRICT;", "CREATE TABLE oops"];
        migrate(&mut connection, &steps[..1]).expect("the first step");
        migrate(&mut connection, &steps[..2]).expect("the second, without the first");
        assert_eq!(format(&connection), Ok(2), "two steps were applied");
        migrate(&mut connection, &steps).expect_err("the third does not parse");
        assert_eq!(format(&connection), Ok(2), "a failed migration changes nothing");
    }
}
