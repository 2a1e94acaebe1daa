//! The shared secret, from its file.

use std::fs::OpenOptions;
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use dhcpsapi::domain::base::text::{Secret, harmless};

use crate::arguments::values;
use crate::failure::Failure;

/// More than any key has.
const LONGEST: u64 = 65_536;
/// The permissions of a file for a group and others.
const OTHERS: u32 = 0o077;

/// Reads a secret from a file that is its owner's alone: the first line, without its end.
pub(crate) fn read(path: &Path) -> Result<Secret, Failure> {
    let name = harmless(&path.display().to_string());
    let unreadable =
        |error: io::Error| Failure::usage(format!("the secret in {name} cannot be read: {error}"));
    // A pipe that nobody writes to would be waited for.
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path).map_err(unreadable)?;
    // The permissions are those of the open file, not of a file that has its name by then.
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Failure::usage(format!("{name} is no file, so it keeps no secret")));
    }
    if metadata.mode() & OTHERS != 0 {
        let problem = format!("{name} is open to others than its owner, so it keeps no secret");
        return Err(Failure::usage_advised(problem, format!("Change its permissions: chmod 600 '{name}'")));
    }
    let mut content = String::new();
    file.take(LONGEST).read_to_string(&mut content).map_err(unreadable)?;
    let line = content.lines().next().filter(|line| !line.is_empty());
    let line = line.ok_or_else(|| Failure::usage(format!("the first line of {name} is empty")))?;
    let text =
        values::text(line).map_err(|problem| Failure::usage(format!("the secret in {name}: {problem}")))?;
    Ok(Secret::new(text))
}
