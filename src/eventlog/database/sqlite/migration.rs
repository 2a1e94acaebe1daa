//! Files of older formats become files of this one.
//!
//! A new format gets a step here, and its number in `schema`. Nothing is migrated unasked: until then an older file is refused.

use std::fs;
use std::path::PathBuf;

use rusqlite::{Connection, Error};

use crate::eventlog::Failure;
use crate::eventlog::database::sqlite::{Sqlite, failed, place, schema};
use crate::process::signals::without_file_size_signal;

/// What brings a file of one format to the next one.
pub(super) struct Step {
    /// The format that it is for.
    from: i32,
    /// Changes tables and texts.
    change: fn(&Connection) -> Result<(), Error>,
}

/// The steps from older formats to this one, in their order. There is no older one yet.
pub(super) const STEPS: &[Step] = &[];

impl Sqlite {
    /// Brings the file to the format of this build, step by step, in one transaction. A copy of the file as it was stays beside it;
    /// answers where. `None` if there was nothing to do.
    pub(super) fn migrate_by(&self, steps: &[Step]) -> Result<Option<PathBuf>, Failure> {
        if self.look_at_the_file()?.is_none() {
            return Ok(None);
        }
        let connection = self.connect(true)?;
        if steps_to_do(&connection, steps)?.is_empty() {
            // One that is newer, or no registry, is refused.
            return schema::kind_of(&connection).map(|_| None);
        }
        without_file_size_signal(|| connection.execute_batch("BEGIN EXCLUSIVE"))
            .map_err(|error| self.failed(&error))?;
        let migrated = self.take_steps(&connection, steps);
        if migrated.is_err() && !connection.is_autocommit() {
            // What went wrong is told; the transaction ends with the connection at the latest.
            let _ = connection.execute_batch("ROLLBACK");
        }
        migrated
    }

    /// In a transaction, which is committed.
    fn take_steps(&self, connection: &Connection, steps: &[Step]) -> Result<Option<PathBuf>, Failure> {
        let steps = steps_to_do(connection, steps)?;
        if steps.is_empty() {
            // Somebody else has done it meanwhile.
            return Ok(None);
        }
        let backup = self.back_up(connection)?;
        let taken = without_file_size_signal(|| {
            for step in steps {
                (step.change)(connection)?;
                connection.pragma_update(None, "user_version", step.from.saturating_add(1))?;
            }
            connection.execute_batch("COMMIT")
        });
        match taken {
            Ok(()) => Ok(Some(backup)),
            Err(error) => {
                // The file is as it was, so nobody needs the copy.
                let _ = fs::remove_file(&backup);
                Err(self.failed(&error))
            }
        }
    }

    /// Copies the file as it was before the transaction, in which nobody else writes, to one that its owner alone can read.
    fn back_up(&self, writer: &Connection) -> Result<PathBuf, Failure> {
        let backup = place::beside(&self.path, &format!(".format{}", format_of(writer)?));
        place::make_new(&backup)?;
        let reader = self.connect(true)?;
        let copied = without_file_size_signal(|| {
            reader.execute("VACUUM INTO ?", [backup.to_string_lossy().as_ref()]).map(drop)
        });
        copied.map(|()| backup).map_err(|error| self.failed(&error))
    }
}

/// The steps that a registry needs. None if it needs none, or if there are none for it.
fn steps_to_do<'a>(connection: &Connection, steps: &'a [Step]) -> Result<&'a [Step], Failure> {
    let kind: Result<i32, Error> = connection.query_row("PRAGMA application_id", [], |row| row.get(0));
    if kind.map_err(|error| failed(&error))? != schema::APPLICATION {
        return Ok(&[]);
    }
    let format = format_of(connection)?;
    let first = steps.iter().position(|step| step.from == format).unwrap_or(steps.len());
    Ok(steps.get(first..).unwrap_or_default())
}

fn format_of(connection: &Connection) -> Result<i32, Failure> {
    let format = connection.query_row("PRAGMA user_version", [], |row| row.get(0));
    format.map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;
    use crate::domain::base::error::LogFailure;
    use crate::eventlog::database::sqlite::Manner;

    /// A file of a format before the first, which had no checksums.
    fn old(name: &str) -> PathBuf {
        let directory =
            std::env::temp_dir().join(format!("dhcpsapi-migration-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        let file = directory.join("registry.db");
        let connection = Connection::open(&file).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.pragma_update(None, "application_id", schema::APPLICATION).unwrap();
        connection
            .execute_batch("CREATE TABLE records (record TEXT); INSERT INTO records VALUES ('old')")
            .unwrap();
        file
    }

    fn record(file: &Path) -> (i32, String) {
        let connection = Connection::open(file).unwrap();
        let record = connection.query_row("SELECT record FROM records", [], |row| row.get(0)).unwrap();
        (format_of(&connection).unwrap(), record)
    }

    const CHANGE: Step =
        Step { from: 0, change: |connection| connection.execute_batch("UPDATE records SET record = 'new'") };
    const FAIL: Step = Step {
        from: 0,
        change: |connection| {
            connection.execute_batch("UPDATE records SET record = 'half'; SELECT * FROM nowhere")
        },
    };

    #[test]
    fn an_older_file_is_brought_to_this_format_with_a_copy_beside_it() {
        let file = old("steps");
        let sqlite = Sqlite::at(&file, Manner::default());
        let backup = sqlite.migrate_by(&[CHANGE]).unwrap().unwrap();
        assert_eq!(backup, file.with_file_name("registry.db.format0"));
        assert_eq!((record(&file), record(&backup)), ((1, "new".to_owned()), (0, "old".to_owned())));
        assert_eq!(fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(sqlite.migrate_by(&[CHANGE]), Ok(None), "there is nothing left to do");
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let file = old("fails");
        let sqlite = Sqlite::at(&file, Manner::default());
        let failed = sqlite.migrate_by(&[FAIL]).unwrap_err();
        assert!(failed.reason.contains("no such table: nowhere"), "{failed:?}");
        let copy = file.with_file_name("registry.db.format0");
        assert_eq!((record(&file), copy.exists()), ((0, "old".to_owned()), false));
        // A file that has its name is somebody else's.
        fs::write(copy, "mine").unwrap();
        assert_eq!(sqlite.migrate_by(&[CHANGE]).unwrap_err().kind, LogFailure::Unavailable);
        assert_eq!(record(&file), (0, "old".to_owned()));
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_file_for_which_there_is_no_step_is_refused() {
        let file = old("none");
        let refused = Sqlite::at(&file, Manner::default()).migrate_by(STEPS).unwrap_err();
        assert_eq!(refused.kind, LogFailure::OtherFormat);
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }
}
