//! Where shared secrets are kept, apart from records and snapshots, which name them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::base::text::Secret;
use crate::domain::model::registry::Registry;

/// Names a secret. No two secrets of a log ever have the same name, so the name of one that has ended names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretName(pub u64);

/// The secrets of a log, each once, under their names. A secret that ends is overwritten.
#[derive(Debug, Default)]
pub struct SecretTable {
    secrets: BTreeMap<SecretName, Secret>,
    /// The name given last.
    last: u64,
}

impl SecretTable {
    /// Keeps a secret; answers its name, which is the one that it has if it is kept already.
    pub fn keep(&mut self, secret: &Secret) -> SecretName {
        if let Some((name, _)) = self.secrets.iter().find(|(_, kept)| *kept == secret) {
            return *name;
        }
        self.last = self.last.saturating_add(1);
        let name = SecretName(self.last);
        self.secrets.insert(name, secret.clone());
        name
    }

    /// The secrets that a log keeps under these names, of which the last one given is this.
    pub fn of(secrets: impl IntoIterator<Item = (SecretName, Secret)>, last: SecretName) -> Self {
        SecretTable { secrets: secrets.into_iter().collect(), last: last.0 }
    }

    /// The secrets by their names.
    pub fn iter(&self) -> impl Iterator<Item = (SecretName, &Secret)> {
        self.secrets.iter().map(|(name, secret)| (*name, secret))
    }

    /// The secret of a name; `None` if it has ended.
    pub fn get(&self, name: SecretName) -> Option<Secret> {
        self.secrets.get(&name).cloned()
    }

    /// The name given last.
    pub fn last_name(&self) -> SecretName {
        SecretName(self.last)
    }

    /// Ends the secrets that got their names after that one.
    pub fn end_after(&mut self, name: SecretName) {
        self.secrets.retain(|kept, _| *kept <= name);
    }

    /// Ends a secret: it is overwritten.
    pub fn end(&mut self, name: SecretName) {
        self.secrets.remove(&name);
    }

    /// Ends the secrets that neither a relationship nor a server of the registry has. Whoever keeps the log does it after a record
    /// in which a secret was changed or a relationship deleted was carried out.
    pub fn end_unused(&mut self, registry: &Registry) {
        let relationships = registry.servers().flat_map(|(_, server)| server.relationships.from(0));
        let secrets = relationships.filter_map(|relationship| relationship.settings.secret.as_ref());
        let servers = registry.servers();
        let passwords = servers.filter_map(|(_, server)| server.settings.dns_credentials.password.as_ref());
        let used: BTreeSet<&[u16]> = secrets.chain(passwords).map(Secret::units).collect();
        self.secrets.retain(|_, kept| used.contains(kept.units()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.into())
    }

    #[test]
    fn a_name_is_never_given_twice() {
        let mut secrets = SecretTable::default();
        let (one, two) = (secrets.keep(&secret("one")), secrets.keep(&secret("two")));
        assert_eq!((one, two, secrets.keep(&secret("one"))), (SecretName(1), SecretName(2), SecretName(1)));
        secrets.end(two);
        assert_eq!((secrets.get(one), secrets.get(two)), (Some(secret("one")), None));
        assert_eq!(secrets.keep(&secret("two")), SecretName(3));
    }
}
