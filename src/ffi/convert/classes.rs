//! User classes and vendor classes.

use crate::abi::classes::{DHCP_CLASS_INFO, DHCP_CLASS_INFO_ARRAY};
use crate::abi::win::LPCWSTR;
use crate::domain::base::text::Text;
use crate::domain::model::options::Class;
use crate::domain::model::server::Server;
use crate::domain::rules::read::options;
use crate::domain::rules::{Command, OptionsCommand};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{count, kept_optional_text, kept_text};
use crate::ffi::paging::{self, Enumeration, NothingAskedFor};
use crate::ffi::views;

/// The request to create a class.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation(given: &DHCP_CLASS_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Options(OptionsCommand::CreateClass(unsafe { class(given) }?)))
}

/// The request to change a class.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn change(given: &DHCP_CLASS_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Options(OptionsCommand::ChangeClass(unsafe { class(given) }?)))
}

/// The request to delete a class.
///
/// # Safety
///
/// `name` is NULL or as `exports` says.
pub(crate) unsafe fn deletion(name: LPCWSTR) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Options(OptionsCommand::DeleteClass(unsafe { kept_text(name) }?)))
}

/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn class(given: &DHCP_CLASS_INFO) -> Result<Class, Failure> {
    if given.ClassData.is_null() {
        return Err(Failure::Unreadable("the data of the class are NULL"));
    }
    // SAFETY: the same promise.
    let (name, comment, data) = unsafe {
        (
            kept_text(given.ClassName)?,
            kept_optional_text(given.ClassComment)?,
            views::array(given.ClassData.cast_const(), given.ClassDataLength)?,
        )
    };
    Ok(Class { name, comment, flags: given.Flags, is_vendor: given.IsVendor != 0, data: data.to_vec() })
}

/// Which class is wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    name: Option<Text>,
    data: Option<Vec<u8>>,
}

/// The class that a structure describes by its name, its data or both. Data of no length say nothing.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn wanted(given: &DHCP_CLASS_INFO) -> Result<Wanted, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_optional_text(given.ClassName) }?;
    let has_data = !given.ClassData.is_null() && given.ClassDataLength != 0;
    let length = if has_data { given.ClassDataLength } else { 0 };
    // SAFETY: the same promise.
    let data = unsafe { views::array(given.ClassData.cast_const(), length) }?;
    Ok(Wanted { name, data: has_data.then(|| data.to_vec()) })
}

/// A class.
pub(crate) fn found(server: &Server, wanted: &Wanted) -> Result<Given<DHCP_CLASS_INFO>, Failure> {
    let class = options::class(server, wanted.name.as_ref(), wanted.data.as_deref())?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| structure(blocks, class))?;
    blocks.rooted(root)
}

/// A page of the classes.
pub(crate) fn page(
    server: &Server,
    preferred: u32,
    enumeration: Enumeration<DHCP_CLASS_INFO_ARRAY>,
) -> Outcome {
    let rest = server.options.classes.get(enumeration.start()..).unwrap_or_default();
    let sizes = rest.iter().map(|class| Size::of(|size| structure(size, class)));
    let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
    let mut blocks = Blocks::new();
    let classes = blocks.array_of(rest.iter().take(page.count), structure)?;
    let root = blocks.one(DHCP_CLASS_INFO_ARRAY { NumElements: count(page.count)?, Classes: classes })?;
    enumeration.finish(page, blocks.rooted(root)?)
}

fn structure<B: Builder>(blocks: &mut B, class: &Class) -> Result<DHCP_CLASS_INFO, Failure> {
    Ok(DHCP_CLASS_INFO {
        ClassName: blocks.text(&class.name)?,
        ClassComment: blocks.optional_text(class.comment.as_ref())?,
        ClassDataLength: count(class.data.len())?,
        IsVendor: i32::from(class.is_vendor),
        Flags: class.flags,
        ClassData: blocks.bytes(&class.data)?,
    })
}
