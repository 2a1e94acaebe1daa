//! The single places that a connection string names.
//!
//! libpq goes on to the next host, or the next address of a host, when one has refused. One that accepts a connection and says
//! nothing it would wait for as long as it may wait at all. So each is a place of its own here, with its share of the time.

use std::env;
use std::ffi::{CStr, CString, c_char, c_int};
use std::net::ToSocketAddrs;
use std::ptr::{NonNull, null_mut};
use std::time::Duration;

use crate::process::libpq::{Library, Problem, text};

/// `PQconninfoOption`: a setting of a connection string.
#[repr(C)]
pub(super) struct Setting {
    keyword: *const c_char,
    environment: *const c_char,
    compiled: *const c_char,
    value: *const c_char,
    label: *const c_char,
    displayed: *const c_char,
    displayed_size: c_int,
}

/// The settings that are made of a connection string: names and values.
pub(super) type Settings = Vec<(String, String)>;

/// The settings that a connection string makes.
pub(super) fn settings_of(library: &Library, place: &CStr) -> Result<Settings, Problem> {
    let mut message: *mut c_char = null_mut();
    // SAFETY: a C string, and a place for another one.
    let first = unsafe { (library.PQconninfoParse)(place.as_ptr(), &raw mut message) };
    if first.is_null() {
        // SAFETY: NULL or a C string that is ours to free.
        let why = unsafe { text(message) };
        // SAFETY: as before.
        unsafe { (library.PQfreemem)(message.cast()) };
        return Err(Problem::Lost(why.trim().replace('\n', " ")));
    }
    let mut settings = Vec::new();
    let mut place = first;
    // SAFETY: an array of settings, of which the last has no name.
    while let Some(setting) = unsafe { place.as_ref() }.filter(|setting| !setting.keyword.is_null()) {
        if !setting.value.is_null() {
            // SAFETY: C strings.
            settings.push(unsafe { (text(setting.keyword), text(setting.value)) });
        }
        // SAFETY: there is one more, as this was not the last.
        place = unsafe { place.add(1) };
    }
    // SAFETY: nobody uses it any more.
    unsafe { (library.PQconninfoFree)(first) };
    Ok(settings)
}

/// The value of a setting, which the environment may have where a connection string has not.
fn value_of(settings: &Settings, name: &str, variable: &str) -> Option<String> {
    let said = settings.iter().find(|(setting, _)| setting == name).map(|(_, value)| value.clone());
    said.or_else(|| env::var(variable).ok()).filter(|value| !value.is_empty())
}

/// How long one place is waited for, if that is said: `connect_timeout`, which is at least two seconds where it is any.
pub(super) fn patience(settings: &Settings) -> Option<Duration> {
    let seconds: u64 = value_of(settings, "connect_timeout", "PGCONNECT_TIMEOUT")?.trim().parse().ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds.max(2)))
}

/// The settings for each place by itself, in the order in which they are tried.
pub(super) fn each(settings: &Settings) -> Vec<Settings> {
    let list = |name, variable| -> Vec<String> {
        let value = value_of(settings, name, variable);
        value.map_or(Vec::new(), |value| value.split(',').map(|part| part.trim().to_owned()).collect())
    };
    let (hosts, addresses, ports) =
        (list("host", "PGHOST"), list("hostaddr", "PGHOSTADDR"), list("port", "PGPORT"));
    let count = hosts.len().max(addresses.len());
    // What does not fit together libpq itself refuses, and what has one place it can do.
    let fits = |list: &Vec<String>| list.len() <= 1 || list.len() == count;
    if count == 0 || ![&hosts, &addresses, &ports].into_iter().all(fits) {
        return vec![settings.clone()];
    }
    let mut places = Vec::new();
    for index in 0..count {
        let host = hosts.get(index).filter(|host| !host.is_empty());
        let address = addresses.get(index).filter(|address| !address.is_empty());
        let port = ports.get(index).or(ports.first()).filter(|port| !port.is_empty());
        let found =
            if address.is_none() { host.map_or(Vec::new(), |host| addresses_of(host)) } else { Vec::new() };
        let place = |address: Option<&String>| {
            let others =
                |(name, _): &&(String, String)| !["host", "hostaddr", "port"].contains(&name.as_str());
            let mut place: Settings = settings.iter().filter(others).cloned().collect();
            let own = [("host", host), ("hostaddr", address), ("port", port)];
            place.extend(own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.clone()))));
            place
        };
        if found.len() < 2 {
            places.push(place(address));
        } else {
            places.extend(found.iter().map(|address| place(Some(address))));
        }
    }
    places
}

/// The addresses of a host; none where it is a directory, or not known.
fn addresses_of(host: &str) -> Vec<String> {
    if host.starts_with(['/', '@']) {
        return Vec::new();
    }
    let mut addresses: Vec<String> = Vec::new();
    for found in (host, 0).to_socket_addrs().into_iter().flatten() {
        let address = found.ip().to_string();
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}

/// A connection to a place that libpq has begun to make.
pub(super) fn start(library: &Library, settings: &Settings) -> Result<NonNull<super::PgConn>, Problem> {
    let c_string =
        |text: &String| CString::new(text.as_str()).map_err(|error| Problem::Lost(error.to_string()));
    let names = settings.iter().map(|(name, _)| c_string(name)).collect::<Result<Vec<_>, _>>()?;
    let values = settings.iter().map(|(_, value)| c_string(value)).collect::<Result<Vec<_>, _>>()?;
    let pointers = |texts: &[CString]| -> Vec<*const c_char> {
        texts.iter().map(|text| text.as_ptr()).chain([std::ptr::null()]).collect()
    };
    let (names, values) = (pointers(&names), pointers(&values));
    // SAFETY: two arrays of as many C strings, with NULL behind the last.
    let raw = unsafe { (library.PQconnectStartParams)(names.as_ptr(), values.as_ptr(), 0) };
    NonNull::new(raw).ok_or_else(|| Problem::Lost("no memory".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// <https://www.postgresql.org/docs/current/libpq-connect.html>, "Specifying Multiple Hosts": the lists have the same length, or
    /// there is one port for all.
    #[test]
    fn each_host_of_a_list_is_a_place() {
        let given = settings(&[("host", "10.0.0.1,10.0.0.2"), ("port", "5432,5433"), ("dbname", "d")]);
        let one = settings(&[("dbname", "d"), ("host", "10.0.0.1"), ("port", "5432")]);
        let other = settings(&[("dbname", "d"), ("host", "10.0.0.2"), ("port", "5433")]);
        assert_eq!(each(&given), [one, other]);
        let given = settings(&[("host", "/run,a"), ("hostaddr", ",10.0.0.2"), ("port", "5")]);
        let one = settings(&[("host", "/run"), ("port", "5")]);
        let other = settings(&[("host", "a"), ("hostaddr", "10.0.0.2"), ("port", "5")]);
        assert_eq!(each(&given), [one, other]);
        let given = settings(&[("host", "a,b"), ("port", "1,2,3")]);
        assert_eq!(each(&given), std::slice::from_ref(&given), "libpq says what is wrong with it");
    }

    #[test]
    fn a_place_is_waited_for_as_long_as_is_said() {
        assert_eq!(patience(&settings(&[("connect_timeout", "3")])), Some(Duration::from_secs(3)));
        assert_eq!(patience(&settings(&[("connect_timeout", "1")])), Some(Duration::from_secs(2)));
        assert_eq!(patience(&settings(&[("connect_timeout", "0")])), None);
    }
}
