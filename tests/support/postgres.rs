//! PostgreSQL servers of a test's own, on loopback; and a proxy that loses what it is told to lose.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The directory of the programs of PostgreSQL; `None` if it is not installed.
pub fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    found.sort();
    let found = found.pop().filter(|programs| programs.join("initdb").exists());
    if found.is_none() {
        eprintln!("SKIPPED: PostgreSQL is not installed (apt-get install postgresql)");
    }
    found
}

/// A port that nobody has now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// PostgreSQL refuses to run as root.
fn user() -> Option<(u32, u32)> {
    // SAFETY: these always succeed.
    let is_root = unsafe { libc::geteuid() == 0 };
    // SAFETY: a C string; the entry is read before anybody else asks.
    let entry = unsafe { libc::getpwnam(c"postgres".as_ptr()).as_ref() };
    entry.filter(|_| is_root).map(|entry| (entry.pw_uid, entry.pw_gid))
}

/// A server with a directory of its own, which ends with the test.
pub struct Server {
    programs: PathBuf,
    directory: PathBuf,
    pub port: u16,
}

impl Server {
    fn command(programs: &Path, program: &str) -> Command {
        let mut command = Command::new(programs.join(program));
        command.stdin(Stdio::null()).stdout(Stdio::null()).current_dir("/");
        if let Some((user, group)) = user() {
            command.uid(user).gid(group);
        }
        command
    }

    fn in_new_directory(programs: &Path) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("dhcpsapi-postgres-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let directory = std::env::temp_dir().join(name);
        fs::create_dir(&directory).unwrap();
        if let Some((user, group)) = user() {
            std::os::unix::fs::chown(&directory, Some(user), Some(group)).unwrap();
        }
        Server { programs: programs.to_owned(), directory, port: free_port() }
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    /// A new server, which waits for a standby before a commit is done if `is_synchronous`.
    pub fn start(programs: &Path) -> Self {
        let server = Server::in_new_directory(programs);
        let mut init = Server::command(programs, "initdb");
        init.arg("-D").arg(server.data()).args(["-A", "trust", "-U", "postgres", "--no-sync"]);
        assert!(init.status().unwrap().success());
        server.run();
        server
    }

    /// A server that has what another one has, and will have what that commits.
    pub fn standby_of(primary: &Server) -> Self {
        let server = Server::in_new_directory(&primary.programs);
        let mut copy = Server::command(&server.programs, "pg_basebackup");
        copy.arg("-D").arg(server.data());
        copy.args(["-R", "-h", "127.0.0.1", "-p", &primary.port.to_string(), "-U", "postgres", "--no-sync"]);
        assert!(copy.status().unwrap().success());
        server.run();
        server
    }

    fn run(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.port,
            self.directory.display()
        );
        let mut start = self.control("start");
        start.args(["-w", "-o", &options, "-l"]).arg(self.directory.join("log"));
        assert!(start.status().unwrap().success(), "{}", self.directory.display());
    }

    fn control(&self, action: &str) -> Command {
        let mut command = Server::command(&self.programs, "pg_ctl");
        command.arg(action).arg("-D").arg(self.data());
        command
    }

    /// Has the server carry out a statement; answers what it prints.
    pub fn sql(&self, statement: &str) -> String {
        let mut command = Server::command(&self.programs, "psql");
        command.args([
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
            "-U",
            "postgres",
            "-At",
            "-c",
            statement,
        ]);
        let ran = command.stdout(Stdio::piped()).output().unwrap();
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    }

    /// A standby is waited for before a commit is done.
    pub fn wait_for_standby(&self) {
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.sql("SELECT pg_reload_conf()");
        let until = Instant::now() + Duration::from_secs(30);
        while self.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1" {
            assert!(Instant::now() < until, "the standby does not follow");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops as if its host had lost its power.
    pub fn stop_hard(&self) {
        assert!(self.control("stop").args(["-m", "immediate"]).status().unwrap().success());
    }

    /// Becomes the primary.
    pub fn promote(&self) {
        assert!(self.control("promote").arg("-w").status().unwrap().success());
    }

    /// The registry there.
    pub fn place(&self) -> String {
        place_at(&[self.port])
    }
}

/// The registry at whichever of these servers can be written to.
pub fn place_at(ports: &[u16]) -> String {
    let hosts = vec!["127.0.0.1"; ports.len()].join(",");
    let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
    format!(
        "host={hosts} port={} user=postgres dbname=postgres target_session_attrs=read-write connect_timeout=2",
        ports.join(",")
    )
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.control("stop").args(["-m", "immediate"]).stderr(Stdio::null()).status();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Stands between a client and a server.
pub struct Proxy {
    pub port: u16,
    /// Whether the next commit's answer is lost, with its connection.
    loses_the_next_answer: Arc<AtomicBool>,
    /// Whether the next commit itself is lost, with its connection.
    loses_the_next_commit: Arc<AtomicBool>,
    /// Whether nothing is passed on.
    is_stalled: Arc<AtomicBool>,
}

impl Proxy {
    pub fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Proxy {
            port: listener.local_addr().unwrap().port(),
            loses_the_next_answer: Arc::default(),
            loses_the_next_commit: Arc::default(),
            is_stalled: Arc::default(),
        };
        let (loses, stalled) = (proxy.loses_the_next_answer.clone(), proxy.is_stalled.clone());
        let drops = proxy.loses_the_next_commit.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", server)) else { continue };
                let (loses, drops, stalled) = (loses.clone(), drops.clone(), stalled.clone());
                let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let mutes = Arc::new(AtomicBool::new(false));
                let (is_mute, is_stalled) = (mutes.clone(), stalled.clone());
                thread::spawn(move || {
                    pass_on(from, to, &stalled, |bytes| {
                        let commits = bytes.windows(6).any(|part| part == b"COMMIT");
                        let is_change = bytes.windows(6).any(|part| part == b"INSERT");
                        if commits && is_change && loses.swap(false, Ordering::SeqCst) {
                            mutes.store(true, Ordering::SeqCst);
                        }
                        !(commits && is_change && drops.swap(false, Ordering::SeqCst))
                    })
                });
                // What the server answers to that commit shows that it is done; nobody hears of it.
                thread::spawn(move || {
                    pass_on(server, client, &is_stalled, |_| !is_mute.load(Ordering::SeqCst))
                });
            }
        });
        proxy
    }

    pub fn lose_the_next_answer(&self) {
        self.loses_the_next_answer.store(true, Ordering::SeqCst);
    }

    pub fn lose_the_next_commit(&self) {
        self.loses_the_next_commit.store(true, Ordering::SeqCst);
    }

    pub fn has_lost_it(&self) -> bool {
        !self.loses_the_next_answer.load(Ordering::SeqCst)
            && !self.loses_the_next_commit.load(Ordering::SeqCst)
    }

    pub fn stall(&self, is_stalled: bool) {
        self.is_stalled.store(is_stalled, Ordering::SeqCst);
    }
}

/// Passes on what one says to the other, until it is not to be.
fn pass_on(mut from: TcpStream, mut to: TcpStream, stalled: &AtomicBool, passes: impl Fn(&[u8]) -> bool) {
    let mut bytes = vec![0; 65_536];
    while let Ok(count) = from.read(&mut bytes) {
        while stalled.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
        if count == 0 || !passes(&bytes[..count]) || to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
