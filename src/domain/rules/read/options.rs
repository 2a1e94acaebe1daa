//! What can be asked about classes and options, and how callers name them.

use crate::domain::base::address::Address;
use crate::domain::base::error::{Error, OptionsFailure};
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::model::options::{
    Class, DataType, OptionDefinition, OptionElement, OptionId, OptionKey, OptionLevel, OptionValue,
    OptionValues,
};
use crate::domain::model::server::Server;

/// Any of these bits in the flags of a call says that it is about a vendor class (`DHCP_FLAGS_OPTION_IS_VENDOR`).
const IS_VENDOR: u32 = 3;

/// What Windows servers add to the code of a vendor's option in one answer.
const VENDOR_OFFSET: OptionId = 256;

/// How long a lease is, in seconds (RFC 2132 9.2).
pub const LEASE_TIME: OptionId = 51;

/// The settings of DNS updates. They are a 32-bit number that needs no definition (MS-DHCPM 3.3.1).
pub(in crate::domain::rules) const DNS_UPDATES: OptionId = 81;

/// The classes that a call names; none is the default one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClassNames {
    /// Whether the call says that it is about a vendor class, and which else it says.
    pub flags: u32,
    /// The user class.
    pub user: Option<Text>,
    /// The vendor class.
    pub vendor: Option<Text>,
}

/// A level, as a caller names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The defaults of the definitions.
    Default,
    /// The server.
    Server,
    /// A scope.
    Scope(ScopeId),
    /// A reservation, and the scope that it is said to be in.
    Reservation(Address, ScopeId),
    /// A multicast scope, of which no server has any.
    MulticastScope,
}

/// Whether a call is about a policy. No server has policies yet, so none that is named is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The call knows of none.
    Unknown,
    /// It could name one, and does not.
    Unnamed,
    /// It names one.
    Named,
}

/// Which values a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// For which classes they are.
    pub classes: ClassNames,
    /// At which level they are.
    pub level: Level,
    /// For which policy they are.
    pub policy: Policy,
}

/// What is to be done at a level, which tells how a refusal is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain::rules) enum Purpose {
    Set,
    Read,
    Remove,
}

/// The flags of the calls are 0, or have a bit that says that the call is about a vendor class (MS-DHCPM 3.2.4.15).
pub fn check_flags(flags: u32) -> Result<(), Error> {
    let is_known = flags == 0 || flags & IS_VENDOR != 0;
    if is_known { Ok(()) } else { Err(Error::Invalid("the flags say nothing that options have")) }
}

/// A policy has no values for reservations and multicast scopes (MS-DHCPM 3.2.4.102).
pub(in crate::domain::rules) fn check_policy(place: &Place) -> Result<(), Error> {
    match (place.policy, place.level) {
        (Policy::Named, Level::Reservation(..) | Level::MulticastScope) => {
            Err(Error::Invalid("a policy has values for the server or for a scope"))
        }
        _ => Ok(()),
    }
}

impl ClassNames {
    /// Whether the call says that it is about a vendor class.
    pub(in crate::domain::rules) fn says_vendor(&self) -> bool {
        self.flags & IS_VENDOR != 0
    }

    /// The key of an option for these classes. A user class and a vendor class of one name are two, and each is looked for
    /// among its own kind; the documents do not say which is meant.
    pub fn key(&self, server: &Server, id: OptionId) -> Result<OptionKey, Error> {
        let find = |name: &Option<Text>, is_vendor| {
            let Some(name) = name else { return Ok(None) };
            let class = server
                .options
                .class(name.units(), is_vendor)
                .ok_or(Error::Options(OptionsFailure::NoSuchClass))?;
            Ok(Some(class.name.clone()))
        };
        Ok(OptionKey { id, user_class: find(&self.user, false)?, vendor_class: find(&self.vendor, true)? })
    }
}

/// The level that a caller names, if it is there. What is not there has another code for each purpose (MS-DHCPM 3.1.4.13,
/// 3.1.4.14, 3.1.4.16).
pub(in crate::domain::rules) fn existing(
    server: &Server,
    level: Level,
    purpose: Purpose,
) -> Result<OptionLevel, Error> {
    match level {
        Level::Default => Err(Error::Invalid("the default of an option is no value of a level")),
        Level::Server => Ok(OptionLevel::Server),
        Level::Scope(scope) => server.scope(scope).map(|_| OptionLevel::Scope(scope)),
        Level::Reservation(address, scope) => reserved(server, address, scope, purpose),
        Level::MulticastScope if purpose == Purpose::Set => {
            Err(Error::Options(OptionsFailure::NoMulticastScope))
        }
        Level::MulticastScope => Err(Error::NoSuchScope),
    }
}

/// The level of a reservation. Where a value is removed, the scope that is named is looked at first.
fn reserved(
    server: &Server,
    address: Address,
    named: ScopeId,
    purpose: Purpose,
) -> Result<OptionLevel, Error> {
    let missing = if purpose == Purpose::Set {
        Error::Options(OptionsFailure::NoScopeOfReservation)
    } else {
        Error::Options(OptionsFailure::NotReserved)
    };
    let scope = server.scopes.containing(address).ok_or(missing)?;
    let is_another = scope.id() != named;
    if purpose == Purpose::Remove && is_another {
        return Err(Error::NoSuchScope);
    }
    if scope.reservation(address).is_none() {
        return Err(Error::Options(OptionsFailure::NotReserved));
    }
    if is_another { Err(Error::NoSuchScope) } else { Ok(OptionLevel::Reservation(named, address)) }
}

/// The level of a place, where there is no policy that the call might name. Of a scope its absence is told before.
pub(in crate::domain::rules) fn existing_place(
    server: &Server,
    place: &Place,
    purpose: Purpose,
) -> Result<OptionLevel, Error> {
    let level = existing(server, place.level, purpose)?;
    if place.policy == Policy::Named { Err(Error::Options(OptionsFailure::NoSuchPolicy)) } else { Ok(level) }
}

/// The class with a name, with data, or with both; of a user class and a vendor class of one name the older one (MS-DHCPM
/// 3.2.4.28).
pub fn class<'a>(server: &'a Server, name: Option<&Text>, data: Option<&[u8]>) -> Result<&'a Class, Error> {
    if name.is_none() && data.is_none() {
        return Err(Error::Invalid("neither the name nor the data of a class are given"));
    }
    let is_wanted = |class: &&Class| {
        name.is_none_or(|name| same_name(name.units(), class.name.units()))
            && data.is_none_or(|data| data == class.data)
    };
    server.options.classes.iter().find(is_wanted).ok_or(Error::Options(OptionsFailure::NoSuchClass))
}

/// The definition of an option for classes (MS-DHCPM 3.1.4.11, 3.2.4.17).
pub fn definition<'a>(
    server: &'a Server,
    classes: &ClassNames,
    id: OptionId,
) -> Result<&'a OptionDefinition, Error> {
    check_flags(classes.flags)?;
    server.options.definition(&classes.key(server, id)?).ok_or(Error::Options(OptionsFailure::NoSuchOption))
}

/// The definition that the values of an option need: that for its classes, or for its vendor class and the default user class. Real
/// servers take values for user classes that nothing is defined for, though MS-DHCPM 3.2.4.20 does not.
pub fn definition_of_values<'a>(server: &'a Server, key: &OptionKey) -> Option<&'a OptionDefinition> {
    let shared = OptionKey { user_class: None, ..key.clone() };
    [key, &shared].into_iter().find_map(|key| server.options.definition(key))
}

/// The type of the values of an option.
pub fn type_of_values(server: &Server, key: &OptionKey) -> Result<DataType, Error> {
    let definition = definition_of_values(server, key);
    let first = definition.and_then(|definition| definition.default.elements().first());
    match first.map(OptionElement::data_type) {
        Some(data_type) => Ok(data_type),
        None if key.id == DNS_UPDATES => Ok(DataType::Dword),
        None => Err(Error::Options(OptionsFailure::NoSuchOption)),
    }
}

/// The definitions for classes, in the order of their creation (MS-DHCPM 3.1.4.24, 3.2.4.18).
pub fn definitions<'a>(server: &'a Server, classes: &ClassNames) -> Result<Vec<&'a OptionDefinition>, Error> {
    check_flags(classes.flags)?;
    let wanted = classes.key(server, 0)?;
    let all = server.options.definitions.iter();
    Ok(all.filter(|definition| is_alike(&definition.key, &wanted)).collect())
}

/// All definitions (MS-DHCPM 3.2.4.30).
pub fn all_definitions(server: &Server, flags: u32) -> Result<&[OptionDefinition], Error> {
    if flags != 0 {
        return Err(Error::Invalid("the flags are not 0"));
    }
    Ok(&server.options.definitions)
}

/// Whether two options are for the same classes.
fn is_alike(one: &OptionKey, other: &OptionKey) -> bool {
    one.is_of(other.user_class.as_ref(), other.vendor_class.as_ref())
}

/// The value of an option, and the code that the answer has for it. Each level shows only what is set there.
///
/// The newest calls have a code of their own where there is none (MS-DHCPM 3.2.4.104); those before them (MS-DHCPM 3.1.4.14,
/// 3.2.4.22) do not look for the classes, so that a class that is not there has no value.
pub fn value<'a>(
    server: &'a Server,
    place: &Place,
    id: OptionId,
) -> Result<(OptionId, &'a OptionValue), Error> {
    check_flags(place.classes.flags)?;
    check_policy(place)?;
    if place.policy == Policy::Unknown {
        let found = value_for_classes(server, place, id)?;
        let shown = if place.classes.says_vendor() { vendor_id(id) } else { id };
        return Ok((shown, found));
    }
    let key = place.classes.key(server, id)?;
    if place.level == Level::Default {
        return default_of(server, &key).map(|value| (id, value));
    }
    let level = existing_place(server, place, Purpose::Read)?;
    let values = server.option_values(level).ok_or(Error::NoSuchScope)?;
    values.get(&key).map(|value| (id, value)).ok_or(Error::Options(OptionsFailure::NoSuchOption))
}

/// Where a call says that it is about a vendor class, real servers answer the code of the option plus 256, though they take it
/// plain.
fn vendor_id(id: OptionId) -> OptionId {
    id.wrapping_add(VENDOR_OFFSET)
}

fn value_for_classes<'a>(server: &'a Server, place: &Place, id: OptionId) -> Result<&'a OptionValue, Error> {
    if place.level == Level::Default {
        // The user class is not looked at (MS-DHCPM 3.2.4.22).
        let classes = ClassNames { user: None, ..place.classes.clone() };
        return default_of(
            server,
            &classes.key(server, id).map_err(|_| Error::Options(OptionsFailure::NoSuchOption))?,
        );
    }
    let level = existing(server, place.level, Purpose::Read)?;
    let key = place.classes.key(server, id).map_err(|_| Error::Options(OptionsFailure::NoSuchValue))?;
    server
        .option_values(level)
        .and_then(|values| values.get(&key))
        .ok_or(Error::Options(OptionsFailure::NoSuchValue))
}

fn default_of<'a>(server: &'a Server, key: &OptionKey) -> Result<&'a OptionValue, Error> {
    server
        .options
        .definition(key)
        .map(|definition| &definition.default)
        .ok_or(Error::Options(OptionsFailure::NoSuchOption))
}

/// The values for classes at a level, in the order in which they were set first (MS-DHCPM 3.1.4.15, 3.2.4.23).
pub fn values<'a>(server: &'a Server, place: &Place) -> Result<Vec<(OptionId, &'a OptionValue)>, Error> {
    check_flags(place.classes.flags)?;
    let wanted = place.classes.key(server, 0)?;
    if place.level == Level::Default {
        let definitions = definitions(server, &place.classes)?.into_iter();
        return Ok(definitions.map(|definition| (definition.key.id, &definition.default)).collect());
    }
    let level = existing(server, place.level, Purpose::Read)?;
    let values = server.option_values(level).ok_or(Error::NoSuchScope)?;
    Ok(of_classes(values, &wanted))
}

fn of_classes<'a>(values: &'a OptionValues, wanted: &OptionKey) -> Vec<(OptionId, &'a OptionValue)> {
    let of_them = values.iter().filter(|(key, _)| is_alike(key, wanted));
    of_them.map(|(key, value)| (key.id, value)).collect()
}

/// The values of a level for one user class and one vendor class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuesOfClasses<'a> {
    /// The user class.
    pub user: Option<&'a Text>,
    /// The vendor class.
    pub vendor: Option<&'a Text>,
    /// The values, in the order in which they were set first.
    pub values: Vec<(OptionId, &'a OptionValue)>,
}

/// All values of a level: those for the default classes first, though there may be none; then for each classes that have some,
/// in the order of the classes (MS-DHCPM 3.2.4.31).
pub fn all_values(server: &Server, level: Level) -> Result<Vec<ValuesOfClasses<'_>>, Error> {
    let level = existing(server, level, Purpose::Read)?;
    let values = server.option_values(level).ok_or(Error::NoSuchScope)?;
    let place = |name: Option<&Text>, is_vendor| {
        let is_own = |class: &Class| class.is_vendor == is_vendor && Some(&class.name) == name;
        server.options.classes.iter().position(is_own)
    };
    let places = |user, vendor| (place(user, false), place(vendor, true));
    let mut all = vec![ValuesOfClasses { user: None, vendor: None, values: Vec::new() }];
    for (key, value) in values.iter() {
        let is_own = |group: &&mut ValuesOfClasses<'_>| key.is_of(group.user, group.vendor);
        match all.iter_mut().find(is_own) {
            Some(group) => group.values.push((key.id, value)),
            None => {
                let (user, vendor) = (key.user_class.as_ref(), key.vendor_class.as_ref());
                let own = places(user, vendor);
                let behind = all.partition_point(|group| places(group.user, group.vendor) <= own);
                all.insert(behind, ValuesOfClasses { user, vendor, values: vec![(key.id, value)] });
            }
        }
    }
    Ok(all)
}

/// All values of a level that are for no policy (MS-DHCPM 3.2.4.106): those for the default user class.
pub fn all_values_without_policy(
    server: &Server,
    flags: u32,
    level: Level,
) -> Result<Vec<ValuesOfClasses<'_>>, Error> {
    check_flags(flags)?;
    let mut all = all_values(server, level)?;
    all.retain(|group| group.user.is_none());
    Ok(all)
}
