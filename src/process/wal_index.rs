//! What SQLite says of commits in the memory that the processes at one database share.
//!
//! The header of the index of a write-ahead log (sqlite.org/walformat.html, "The WAL-Index Header") changes with every commit,
//! before the commit is done for anybody. To compare it with what it was costs a few loads; `PRAGMA data_version` compares the same
//! bytes, with system calls around them.

use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::ffi;

/// The size of the first part of an index, which begins with the header.
const PART: c_int = 32_768;

/// What a header says: the count of commits, the last frame, and the two salts of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Commits([u32; 4]);

impl Commits {
    /// Whether these are the commits of before, and one more.
    pub(crate) fn follow(self, before: Commits) -> bool {
        self.0.first().copied() == before.0.first().map(|count| count.wrapping_add(1))
    }
}

/// A connection that knows, without a system call, whether somebody committed something to its database.
#[derive(Debug)]
pub(crate) struct Watched {
    connection: Mutex<Connection>,
    /// Mapped as long as the connection is open; `None` where there is none.
    header: Option<NonNull<[AtomicU32; 12]>>,
    /// What it said when the database was read last.
    seen: [AtomicU32; 4],
}

// SAFETY: the header is only read, by atomic loads.
unsafe impl Send for Watched {}
// SAFETY: as for `Send`.
unsafe impl Sync for Watched {}

impl Watched {
    /// Watches the database of a connection, which has read of it already.
    pub(crate) fn new(connection: Connection) -> Self {
        let header = header_of(&connection);
        Watched { connection: Mutex::new(connection), header, seen: Default::default() }
    }

    /// The connection, for one thread at a time.
    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was committed until now; `None` if that cannot be told.
    #[inline]
    pub(crate) fn commits(&self) -> Option<Commits> {
        // SAFETY: SQLite keeps it mapped as long as the connection is open, and aligned as a page is.
        let words = unsafe { self.header?.as_ref() };
        let word = |place: usize| words.get(place).map_or(0, |word| word.load(Ordering::Acquire));
        Some(Commits([word(2), word(4), word(8), word(9)]))
    }

    /// The database is read, or will be, as it was when this was committed.
    pub(crate) fn see(&self, commits: Option<Commits>) {
        if let Some(Commits(words)) = commits {
            self.seen.iter().zip(words).for_each(|(place, word)| place.store(word, Ordering::Relaxed));
        }
    }

    /// What was committed when the database was read last.
    #[inline]
    pub(crate) fn seen(&self) -> Commits {
        Commits(std::array::from_fn(|place| {
            self.seen.get(place).map_or(0, |word| word.load(Ordering::Relaxed))
        }))
    }

    /// Whether something was committed since the database was read last. It may say so too often.
    #[inline]
    pub(crate) fn has_news(&self) -> bool {
        self.commits() != Some(self.seen())
    }
}

/// The header of the index that a connection has.
fn header_of(connection: &Connection) -> Option<NonNull<[AtomicU32; 12]>> {
    let mut file: *mut ffi::sqlite3_file = ptr::null_mut();
    let place: *mut *mut ffi::sqlite3_file = &raw mut file;
    // SAFETY: the handle is that of an open connection, and the place takes a pointer to a file.
    let code = unsafe {
        ffi::sqlite3_file_control(
            connection.handle(),
            c"main".as_ptr(),
            ffi::SQLITE_FCNTL_FILE_POINTER,
            place.cast::<c_void>(),
        )
    };
    if code != ffi::SQLITE_OK {
        return None;
    }
    // SAFETY: the file of an open connection has methods, or NULL.
    let methods = unsafe { file.as_ref()?.pMethods.as_ref()? };
    let map = if methods.iVersion >= 2 { methods.xShmMap? } else { return None };
    let mut part: *mut c_void = ptr::null_mut();
    // SAFETY: the connection has read of a write-ahead log, so the first part is there; nothing is extended.
    let code = unsafe { map(file, 0, PART, 0, &raw mut part) };
    if code == ffi::SQLITE_OK { NonNull::new(part.cast()) } else { None }
}
