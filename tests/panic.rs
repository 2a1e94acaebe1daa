//! Calls from a thread that is in trouble itself: one that unwinds, and one that ends.
//!
//! A panic inside the library cannot be provoked from outside; that it answers ERROR_INTERNAL_ERROR is tested beside
//! the guard (`ffi::call`).

#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::sync::mpsc::{Sender, channel};
use std::{panic, thread};

use support::relationship::{Relationship, delete_relationship};
use support::server::Server;

const SCOPE: u32 = 0x0A00_0000;

fn server() -> Server {
    let server = Server::new();
    server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
    server
}

/// Creates, reads and deletes a relationship when it is dropped, and tells whether all of it worked.
struct Work<'a>(&'a Server, Sender<bool>);

fn work(server: &Server) -> bool {
    let mut relationship = Relationship::new("name", server.address, 0xC000_0263, &[SCOPE]);
    relationship.create_on(server) == 0
        && server.state("name") == Ok((2, 1))
        && server.statistics(SCOPE) == Ok([254, 254, 0, 0, 254, 0, 0])
        && delete_relationship(server, "name") == 0
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.1.send(work(self.0)).unwrap();
    }
}

#[test]
fn calls_work_while_their_thread_unwinds_and_afterwards() {
    let server = server();
    let (sender, worked) = channel();
    let unwound = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let _work = Work(&server, sender);
        panic::resume_unwind(Box::new("the caller's own trouble"));
    }));
    assert!(unwound.is_err());
    assert_eq!(worked.recv(), Ok(true));
    assert!(work(&server), "nothing is poisoned");
}

/// The destructors of thread-local values run when those of the library may be gone.
#[test]
fn calls_work_while_their_thread_ends() {
    thread_local! {
        static LAST: std::cell::RefCell<Option<Box<dyn std::any::Any>>> = const { std::cell::RefCell::new(None) };
    }
    let (sender, worked) = channel();
    let server: &'static Server = Box::leak(Box::new(server()));
    thread::spawn(move || {
        LAST.with(|last| *last.borrow_mut() = Some(Box::new(Work(server, sender))));
        // The library's own thread-local values come into being after LAST, and go before it.
        assert!(work(server));
    })
    .join()
    .unwrap();
    assert_eq!(worked.recv(), Ok(true));
}
