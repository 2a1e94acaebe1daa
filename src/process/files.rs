//! What the kernel says of files.

use std::ffi::CString;
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The kinds of file systems that are a network's, or somebody's program, by the numbers that the kernel has for them.
const NETWORK: [(u32, &str); 9] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
    (0x00C3_6400, "Ceph"),
    (0x7461_636F, "OCFS2"),
    (0x0116_1970, "GFS2"),
];

/// The kind of the file system that a file is on, if it is one of a network.
pub(crate) fn network_file_system(path: &Path) -> Option<&'static str> {
    let path = CString::new(path.as_os_str().as_bytes()).ok()?;
    let mut found = MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: a C string, and a place for the answer.
    let is_found = unsafe { libc::statfs(path.as_ptr(), found.as_mut_ptr()) == 0 };
    if !is_found {
        return None;
    }
    // SAFETY: it was filled.
    let kind = unsafe { found.assume_init() }.f_type;
    network_of(kind)
}

/// The kind of a file system by its number. The kernel's numbers have 32 bits; the type that holds them differs, and may be signed.
fn network_of(kind: i64) -> Option<&'static str> {
    NETWORK.iter().find(|(number, _)| i64::from(*number) == kind & 0xFFFF_FFFF).map(|(_, name)| *name)
}

/// Whether a file is there which this process may not read. It is not opened: closing it would drop the locks that SQLite has there.
pub(crate) fn is_denied(path: &Path) -> bool {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else { return false };
    // SAFETY: a C string.
    let may_read =
        unsafe { libc::faccessat(libc::AT_FDCWD, path.as_ptr(), libc::R_OK, libc::AT_EACCESS) } == 0;
    !may_read && io::Error::last_os_error().kind() == io::ErrorKind::PermissionDenied
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statfs(2) and linux/magic.h have these numbers.
    #[test]
    fn file_systems_of_a_network_are_known() {
        let found = [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546].map(network_of);
        assert_eq!(found, ["NFS", "CIFS", "SMB2", "9p", "FUSE"].map(Some));
        assert_eq!(
            network_of(i64::from(0xFF53_4D42_u32.cast_signed())),
            Some("CIFS"),
            "where the type is signed"
        );
        // ext4, tmpfs, XFS, Btrfs, overlayfs.
        assert_eq!([0xEF53, 0x0102_1994, 0x5846_5342, 0x9123_683E, 0x794C_7630].map(network_of), [None; 5]);
        assert_eq!(network_file_system(Path::new("/proc/self/stat")), None);
        assert_eq!(network_file_system(Path::new("/there/is/none")), None);
    }
}
