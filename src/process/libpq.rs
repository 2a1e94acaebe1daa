//! The client library of PostgreSQL, which is loaded when somebody asks for it. Every call has a deadline.

mod places;

use std::ffi::{CStr, CString, c_char, c_int, c_uint, c_void};
use std::ptr::NonNull;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::process::libpq::places::{Setting, Settings};

/// What the library calls a connection and a result.
enum PgConn {}
enum PgResult {}

type NoticeReceiver = unsafe extern "C" fn(*mut c_void, *const PgResult);

/// `ConnStatusType`.
const CONNECTION_OK: c_int = 0;
const CONNECTION_BAD: c_int = 1;
/// `PostgresPollingStatusType`.
const POLLING_FAILED: c_int = 0;
const POLLING_READING: c_int = 1;
const POLLING_OK: c_int = 3;
/// `ExecStatusType`.
const COMMAND_OK: c_int = 1;
const TUPLES_OK: c_int = 2;
/// The fields of a message: its severity, in English, its SQLSTATE, and its text.
const SEVERITY: c_int = 0x56;
const SQLSTATE: c_int = 0x43;
const MESSAGE: c_int = 0x4D;

/// The functions of the library, each by the name that it has there.
macro_rules! functions {
    ($($name:ident($($argument:ty),*) $(-> $result:ty)?;)+) => {
        #[allow(non_snake_case, reason = "the names are the library's")]
        struct Library {
            $($name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)+
        }

        impl Library {
            /// Loads it; `None` if it is not there, or lacks a function.
            #[allow(non_snake_case, reason = "the names are the library's")]
            fn load() -> Option<Library> {
                // SAFETY: a C string. Nobody unloads it.
                let handle = unsafe { libc::dlopen(c"libpq.so.5".as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
                let handle = NonNull::new(handle)?;
                $(
                    let name = concat!(stringify!($name), "\0");
                    // SAFETY: a C string, and a library that is loaded.
                    let $name = NonNull::new(unsafe { libc::dlsym(handle.as_ptr(), name.as_ptr().cast()) })?;
                )+
                Some(Library {
                    // SAFETY: libpq's documentation gives each function this type.
                    $($name: unsafe {
                        std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($argument),*) $(-> $result)?>(
                            $name.as_ptr(),
                        )
                    },)+
                })
            }
        }
    };
}

functions! {
    PQconninfoParse(*const c_char, *mut *mut c_char) -> *mut Setting;
    PQconninfoFree(*mut Setting);
    PQconnectStartParams(*const *const c_char, *const *const c_char, c_int) -> *mut PgConn;
    PQconnectPoll(*mut PgConn) -> c_int;
    PQstatus(*const PgConn) -> c_int;
    PQsocket(*const PgConn) -> c_int;
    PQerrorMessage(*const PgConn) -> *const c_char;
    PQfinish(*mut PgConn);
    PQsendQuery(*mut PgConn, *const c_char) -> c_int;
    PQsendQueryParams(*mut PgConn, *const c_char, c_int, *const c_uint, *const *const c_char, *const c_int, *const c_int, c_int) -> c_int;
    PQsetnonblocking(*mut PgConn, c_int) -> c_int;
    PQflush(*mut PgConn) -> c_int;
    PQconsumeInput(*mut PgConn) -> c_int;
    PQisBusy(*mut PgConn) -> c_int;
    PQgetResult(*mut PgConn) -> *mut PgResult;
    PQresultStatus(*const PgResult) -> c_int;
    PQresultErrorField(*const PgResult, c_int) -> *const c_char;
    PQntuples(*const PgResult) -> c_int;
    PQnfields(*const PgResult) -> c_int;
    PQgetisnull(*const PgResult, c_int, c_int) -> c_int;
    PQgetvalue(*const PgResult, c_int, c_int) -> *const c_char;
    PQclear(*mut PgResult);
    PQescapeLiteral(*mut PgConn, *const c_char, usize) -> *mut c_char;
    PQfreemem(*mut c_void);
    PQnotifies(*mut PgConn) -> *mut c_void;
    PQsetNoticeReceiver(*mut PgConn, NoticeReceiver, *mut c_void) -> Option<NoticeReceiver>;
}

fn library() -> Option<&'static Library> {
    static LIBRARY: OnceLock<Option<Library>> = OnceLock::new();
    LIBRARY.get_or_init(Library::load).as_ref()
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The library is not there.
    NoLibrary,
    /// There is no connection, or no more.
    Lost(String),
    /// The deadline has passed. The connection is of no use any more.
    TooLate,
    /// The server refuses it, with a SQLSTATE and a message.
    Refused(String, String),
}

impl Problem {
    /// This one, after another place had another one.
    fn with(before: Option<Problem>, why: Problem) -> Self {
        match (before, why) {
            (Some(Problem::Lost(before)), Problem::Lost(why)) => Problem::Lost(format!("{before}; {why}")),
            (_, why) => why,
        }
    }
}

/// The rows of one statement: values as text, `None` for NULL.
pub(crate) type Rows = Vec<Vec<Option<String>>>;

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    connection: NonNull<c_void>,
    /// Whether the server has warned since the last statement began.
    has_warned: Box<AtomicBool>,
}

// SAFETY: a connection is used by one thread at a time, of whichever; libpq asks for no more.
unsafe impl Send for Connection {}

impl Connection {
    fn raw(&self) -> *mut PgConn {
        self.connection.as_ptr().cast()
    }

    /// Connects to a place, as libpq understands it. Where that names several, each has its share of the time.
    pub(crate) fn open(place: &str, until: Instant) -> Result<Self, Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        let place = CString::new(place).map_err(|error| Problem::Lost(error.to_string()))?;
        let settings = places::settings_of(library, &place)?;
        let patience = places::patience(&settings);
        let places = places::each(&settings);
        let mut problem = None;
        for (place, left) in places.iter().zip((1..=u32::try_from(places.len()).unwrap_or(u32::MAX)).rev()) {
            let now = Instant::now();
            let share = until.saturating_duration_since(now) / left;
            let share = patience.map_or(share, |patience| patience.min(until.saturating_duration_since(now)));
            match Connection::open_one(library, place, now + share) {
                Ok(connection) => return Ok(connection),
                Err(why) => problem = Some(Problem::with(problem, why)),
            }
        }
        Err(problem.unwrap_or(Problem::TooLate))
    }

    /// Connects to a single place.
    fn open_one(library: &Library, place: &Settings, until: Instant) -> Result<Self, Problem> {
        let connection = places::start(library, place)?;
        let raw = connection.as_ptr();
        let connection = connection.cast();
        let opened = Connection { connection, has_warned: Box::default() };
        let place: *const AtomicBool = &raw const *opened.has_warned;
        // SAFETY: the place lives as long as the connection.
        unsafe { (library.PQsetNoticeReceiver)(raw, note_warning, place.cast_mut().cast()) };
        // SAFETY: a connection that was begun.
        if unsafe { (library.PQstatus)(raw) } == CONNECTION_BAD {
            return Err(opened.lost());
        }
        let mut wanted = libc::POLLOUT;
        loop {
            opened.poll(wanted, until)?;
            // SAFETY: as before.
            match unsafe { (library.PQconnectPoll)(raw) } {
                // Else the library would wait without end for a server that takes no more.
                // SAFETY: as before.
                POLLING_OK if unsafe { (library.PQsetnonblocking)(raw, 1) } == 0 => return Ok(opened),
                POLLING_OK => return Err(opened.lost()),
                POLLING_FAILED => return Err(opened.lost()),
                POLLING_READING => wanted = libc::POLLIN,
                _ => wanted = libc::POLLOUT,
            }
        }
    }

    /// Waits until the socket can be read, or written to.
    fn poll(&self, wanted: i16, until: Instant) -> Result<(), Problem> {
        loop {
            let socket = self.socket()?;
            if Instant::now() >= until {
                return Err(Problem::TooLate);
            }
            if socket.is_ready(wanted, until) {
                return Ok(());
            }
        }
    }

    /// Where the server is heard.
    pub(crate) fn socket(&self) -> Result<Socket, Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        // SAFETY: an open connection.
        let socket = unsafe { (library.PQsocket)(self.raw()) };
        if socket < 0 { Err(self.lost()) } else { Ok(Socket(socket)) }
    }

    fn lost(&self) -> Problem {
        let message = library().map_or_else(String::new, |library| {
            // SAFETY: the text is the connection's, and copied.
            unsafe { text((library.PQerrorMessage)(self.raw())) }
        });
        Problem::Lost(message.trim().replace('\n', " "))
    }

    /// Has the server carry out statements, which may be several; answers the rows of each.
    pub(crate) fn run(&mut self, statements: &str, until: Instant) -> Result<Vec<Rows>, Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        let statements = CString::new(statements).map_err(|error| Problem::Lost(error.to_string()))?;
        self.has_warned.store(false, Ordering::Relaxed);
        // SAFETY: an open connection, and a C string.
        if unsafe { (library.PQsendQuery)(self.raw(), statements.as_ptr()) } == 0 {
            return Err(self.lost());
        }
        self.results(until)
    }

    /// As `run`, of one statement with a value in the place of `$1`. It stands in no log of the server then, unless that is told to
    /// log the values of statements.
    pub(crate) fn run_with(&mut self, statement: &str, value: &str, until: Instant) -> Result<(), Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        let c_string = |text: &str| CString::new(text).map_err(|error| Problem::Lost(error.to_string()));
        let (statement, value) = (c_string(statement)?, c_string(value)?);
        let (values, null) = ([value.as_ptr()], std::ptr::null());
        // SAFETY: an open connection, C strings, and as many values as are said; types, lengths and formats may be left out.
        let is_sent = unsafe {
            (library.PQsendQueryParams)(
                self.raw(),
                statement.as_ptr(),
                1,
                null,
                values.as_ptr(),
                null.cast(),
                null.cast(),
                0,
            )
        };
        if is_sent == 0 {
            return Err(self.lost());
        }
        self.results(until).map(drop)
    }

    /// Sends what the library has yet to send. Meanwhile the server may say something, and take no more until it is heard.
    fn flush(&mut self, library: &Library, until: Instant) -> Result<(), Problem> {
        loop {
            // SAFETY: an open connection.
            match unsafe { (library.PQflush)(self.raw()) } {
                0 => return Ok(()),
                1 => self.poll(libc::POLLIN | libc::POLLOUT, until)?,
                _ => return Err(self.lost()),
            }
            // SAFETY: as before.
            if unsafe { (library.PQconsumeInput)(self.raw()) } == 0 {
                return Err(self.lost());
            }
        }
    }

    /// The rows of each statement that was sent.
    fn results(&mut self, until: Instant) -> Result<Vec<Rows>, Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        self.flush(library, until)?;
        let (mut results, mut problem) = (Vec::new(), None);
        loop {
            // SAFETY: an open connection.
            while unsafe { (library.PQisBusy)(self.raw()) } != 0 {
                self.poll(libc::POLLIN, until)?;
                // SAFETY: as before.
                if unsafe { (library.PQconsumeInput)(self.raw()) } == 0 {
                    return Err(self.lost());
                }
            }
            // SAFETY: as before.
            let Some(result) = NonNull::new(unsafe { (library.PQgetResult)(self.raw()) }) else { break };
            match rows(library, result) {
                Ok(rows) => results.push(rows),
                Err(refused) => problem = problem.or(Some(refused)),
            }
            // SAFETY: nobody uses it any more.
            unsafe { (library.PQclear)(result.as_ptr()) };
        }
        // SAFETY: as before.
        let is_lost = unsafe { (library.PQstatus)(self.raw()) } != CONNECTION_OK;
        match problem {
            _ if is_lost => Err(self.lost()),
            Some(refused) => Err(refused),
            None => Ok(results),
        }
    }

    /// Whether the server has warned while it carried out the last statements.
    pub(crate) fn has_warned(&self) -> bool {
        self.has_warned.load(Ordering::Relaxed)
    }

    /// A text as a literal of SQL.
    pub(crate) fn literal(&self, value: &str) -> Result<String, Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        // SAFETY: an open connection, and a text of that length.
        let quoted = unsafe { (library.PQescapeLiteral)(self.raw(), value.as_ptr().cast(), value.len()) };
        if quoted.is_null() {
            return Err(self.lost());
        }
        // SAFETY: a C string that is ours to free.
        let literal = unsafe { text(quoted) };
        // SAFETY: as before.
        unsafe { (library.PQfreemem)(quoted.cast()) };
        Ok(literal)
    }

    /// Takes what the server has told that was listened for, without waiting for more.
    pub(crate) fn take_what_was_told(&mut self) -> Result<(), Problem> {
        let library = library().ok_or(Problem::NoLibrary)?;
        // SAFETY: an open connection.
        if unsafe { (library.PQconsumeInput)(self.raw()) } == 0 {
            return Err(self.lost());
        }
        // SAFETY: as before.
        while let Some(told) = NonNull::new(unsafe { (library.PQnotifies)(self.raw()) }) {
            // SAFETY: it is ours to free.
            unsafe { (library.PQfreemem)(told.as_ptr()) };
        }
        Ok(())
    }
}

/// The socket of a connection, which may be closed meanwhile.
#[derive(Debug)]
pub struct Socket(c_int);

impl Socket {
    /// Waits until the server says something, or until a moment. It may end too early: also where the connection is closed.
    pub(crate) fn wait(&self, until: Instant) {
        self.is_ready(libc::POLLIN, until);
    }

    fn is_ready(&self, wanted: i16, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now());
        let mut watched = libc::pollfd { fd: self.0, events: wanted, revents: 0 };
        let milliseconds = c_int::try_from(left.as_millis().saturating_add(1)).unwrap_or(c_int::MAX);
        // SAFETY: one place.
        unsafe { libc::poll(&raw mut watched, 1, milliseconds) > 0 }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(library) = library() {
            // SAFETY: nobody uses it any more.
            unsafe { (library.PQfinish)(self.raw()) };
        }
    }
}

/// Notes that the server has warned. Anything less is nobody's business.
unsafe extern "C" fn note_warning(place: *mut c_void, result: *const PgResult) {
    let Some(library) = library() else { return };
    // SAFETY: the result lives until this returns, and the place as long as the connection.
    unsafe {
        if text((library.PQresultErrorField)(result, SEVERITY)) == "WARNING"
            && let Some(has_warned) = place.cast::<AtomicBool>().as_ref()
        {
            has_warned.store(true, Ordering::Relaxed);
        }
    }
}

/// The rows of a result, or why there are none.
fn rows(library: &Library, result: NonNull<PgResult>) -> Result<Rows, Problem> {
    let result = result.as_ptr().cast_const();
    // SAFETY: a result that lives as long as this.
    let status = unsafe { (library.PQresultStatus)(result) };
    if status == COMMAND_OK {
        return Ok(Vec::new());
    }
    if status != TUPLES_OK {
        // SAFETY: as before; the texts are copied.
        let field = |field| unsafe { text((library.PQresultErrorField)(result, field)) };
        return Err(Problem::Refused(field(SQLSTATE), field(MESSAGE)));
    }
    // SAFETY: as before.
    let (count, columns) = unsafe { ((library.PQntuples)(result), (library.PQnfields)(result)) };
    let value = |row, column| {
        // SAFETY: both are within the result; the text is copied.
        unsafe {
            let is_null = (library.PQgetisnull)(result, row, column) != 0;
            (!is_null).then(|| text((library.PQgetvalue)(result, row, column)))
        }
    };
    Ok((0..count).map(|row| (0..columns).map(|column| value(row, column)).collect()).collect())
}

/// A C string, or nothing.
///
/// # Safety
///
/// It is NULL or a C string.
unsafe fn text(place: *const c_char) -> String {
    if place.is_null() {
        return String::new();
    }
    // SAFETY: by this function's contract.
    unsafe { CStr::from_ptr(place) }.to_string_lossy().into_owned()
}
