//! Which server a name means.

use crate::domain::base::address::parse_address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::model::registry::{LOCAL_NAME, Registry};

/// The server that a caller names: nothing, "localhost", a loopback address or the local server's own name or address is the
/// local one; any other is a listed one, by name or address.
pub fn server_of(registry: &Registry, name: Option<&[u16]>) -> Result<ServerId, Error> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(registry.local()) };
    if let Some(address) = parse_address(name) {
        if let Some(listing) = registry.directory().at(address) {
            return Ok(listing.server);
        }
        let is_loopback = address >> 24 == 127;
        return if is_loopback || address == registry.server(registry.local())?.address {
            Ok(registry.local())
        } else {
            Err(Error::UnknownServer)
        };
    }
    server_named(registry, name)
}

#[inline(never)]
fn server_named(registry: &Registry, name: &[u16]) -> Result<ServerId, Error> {
    let local = registry.server(registry.local())?;
    if let Some(listing) = registry.directory().named(name) {
        return Ok(listing.server);
    }
    if [&Text::from(LOCAL_NAME), &local.name].iter().any(|own| same_name(own.units(), name)) {
        return Ok(registry.local());
    }
    Err(Error::UnknownServer)
}

/// The server that a caller names; `None` if none is named.
pub fn server_if_named(registry: &Registry, name: Option<&[u16]>) -> Result<Option<ServerId>, Error> {
    let name = name.filter(|name| !name.is_empty());
    name.map(|name| server_of(registry, Some(name))).transpose()
}

/// The name and address of `name=address`.
pub(super) fn name_and_address(entry: &str) -> Option<(Text, u32)> {
    let (name, address) = entry.split_once('=')?;
    let address: Vec<u16> = address.trim().encode_utf16().collect();
    let is_text = !name.contains(char::REPLACEMENT_CHARACTER);
    is_text.then_some((Text::from(name.trim()), parse_address(&address)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::time::Timestamp;
    use crate::domain::model::server::Server;
    use crate::domain::rules::{Command, DirectoryCommand, decide};

    #[test]
    fn who_is_meant() {
        let mut registry = Registry::new(Server::new("here".into(), 0x0A00_0009));
        let list = DirectoryCommand::List { name: "there".into(), address: 0x0A00_0002 };
        let listed = decide(&registry, ServerId::FIRST, &Command::Directory(list), Timestamp(0)).unwrap();
        listed.into_iter().for_each(|event| registry.apply(event));
        let find = |name: &str| server_of(&registry, Some(&name.encode_utf16().collect::<Vec<_>>()));
        assert_eq!(server_of(&registry, None), Ok(ServerId::FIRST));
        for local in ["", "LocalHost", "HERE", "127.0.0.1", "127.3.2.1", "10.0.0.9"] {
            assert_eq!(find(local), Ok(ServerId::FIRST), "{local}");
        }
        for other in ["There", "10.0.0.2"] {
            assert_eq!(find(other), Ok(ServerId(1)), "{other}");
        }
        for unknown in ["elsewhere", "10.0.0.3", "10.0.0"] {
            assert_eq!(find(unknown), Err(Error::UnknownServer), "{unknown}");
        }
    }

    #[test]
    fn servers_from_the_environment() {
        assert_eq!(name_and_address("a=10.0.0.1"), Some(("a".into(), 0x0A00_0001)));
        assert_eq!(name_and_address(" b = 10.0.0.2 "), Some(("b".into(), 0x0A00_0002)));
        for entry in ["=", "c=x", "d", "e=10.0.0", "\u{fffd}=10.0.0.3", "f=10.0.0.1=10.0.0.2"] {
            assert_eq!(name_and_address(entry), None, "{entry}");
        }
    }
}
