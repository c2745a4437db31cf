//! Which folders lie on another machine. WAL needs shared memory and honest locks; network file systems have neither.
//!
//! Linux names the kind by a magic number (statfs(2)); FUSE has one number for all, so the mount table tells sshfs from
//! a local one. macOS names the kind in words. Elsewhere nothing is asked.

use std::path::{Path, PathBuf};

use crate::{Result, StoreError};

/// Refuses a folder on a network file system. A folder that is not there yet is judged by the nearest one that is.
///
/// # Errors
/// [`StoreError::NetworkFileSystem`].
pub(crate) fn refuse(folder: &Path) -> Result<()> {
    let there = folder.ancestors().find(|path| path.exists()).unwrap_or(folder);
    match kind(there) {
        Some(kind) => Err(StoreError::NetworkFileSystem { path: folder.to_owned(), kind }),
        None => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn kind(path: &Path) -> Option<String> {
    let magic = rustix::fs::statfs(path).ok()?.f_type;
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mounts = || std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    // The kernel's numbers are 32 bits wide; some come sign-extended.
    network_kind(u32::try_from(magic & 0xffff_ffff).ok()?, || mount_type(&mounts(), &real))
}

#[cfg(target_os = "macos")]
fn kind(path: &Path) -> Option<String> {
    let name = rustix::fs::statfs(path).ok()?.f_fstypename;
    let name: String =
        name.iter().take_while(|byte| **byte != 0).map(|byte| char::from(byte.cast_unsigned())).collect();
    matches!(name.as_str(), "nfs" | "smbfs" | "afpfs" | "webdav" | "ftp" | "cifs").then_some(name)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn kind(_path: &Path) -> Option<String> {
    None
}

/// The name of a network file system with this magic number; `None` for a local one.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn network_kind(magic: u32, fuse: impl FnOnce() -> Option<String>) -> Option<String> {
    // linux/magic.h and statfs(2)
    let name = match magic {
        0x6969 => "NFS",
        0x517b => "SMB",
        0xff53_4d42 => "CIFS",
        0xfe53_4d42 => "SMB2",
        0x564c => "NCP",
        0x5346_414f => "AFS",
        0x6b41_4653 => "kAFS",
        0x7375_7245 => "Coda",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        0x4750_4653 => "GPFS",
        0x0102_1997 => "9P",
        0x786f_4256 => "vboxsf",
        0xbacb_acbc => "vmhgfs",
        0x6573_5546 => return fuse().filter(|kind| is_network_fuse(kind)),
        _ => return None,
    };
    Some(name.to_owned())
}

/// FUSE is also how local disks and encrypted folders are mounted, so these are named one by one.
fn is_network_fuse(kind: &str) -> bool {
    const REMOTE: [&str; 24] = [
        "sshfs",
        "rclone",
        "s3fs",
        "gcsfuse",
        "goofys",
        "davfs",
        "davfs2",
        "gvfsd-fuse",
        "kio-fuse",
        "curlftpfs",
        "smbnetfs",
        "glusterfs",
        "ceph-fuse",
        "ceph",
        "geesefs",
        "mount-s3",
        "blobfuse",
        "blobfuse2",
        "google-drive-ocamlfuse",
        "onedriver",
        "juicefs",
        "jmtpfs",
        "afuse",
        "vmhgfs-fuse",
    ];
    let name = kind.strip_prefix("fuse.").unwrap_or(kind);
    REMOTE.contains(&name.split(['#', ':']).next().unwrap_or(name))
}

/// The type of the mount that holds `path`, from the text of `/proc/self/mountinfo` (proc(5)); the last of the longest
/// wins, as a later mount covers an earlier one.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn mount_type(mountinfo: &str, path: &Path) -> Option<String> {
    let mount = |line: &str| {
        let (left, right) = line.split_once(" - ")?;
        let point = PathBuf::from(unescape(left.split(' ').nth(4)?));
        path.starts_with(&point)
            .then(|| (point.components().count(), right.split(' ').next().unwrap_or_default().to_owned()))
    };
    mountinfo.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

/// The mount table writes space, tab, line end and backslash as octal.
fn unescape(text: &str) -> String {
    text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_numbers_are_named_and_local_ones_are_not() {
        for (magic, name) in [(0x6969, "NFS"), (0xff53_4d42, "CIFS"), (0xfe53_4d42, "SMB2"), (0x517b, "SMB")] {
            assert_eq!(network_kind(magic, || None).as_deref(), Some(name), "{magic:#x}");
        }
        for (magic, name) in
            [(0xef53, "ext4"), (0x0102_1994, "tmpfs"), (0x9123_683e, "btrfs"), (0x794c_7630, "overlay")]
        {
            assert_eq!(network_kind(magic, || None), None, "{name} is local");
        }
    }

    #[test]
    fn fuse_is_judged_by_its_mount() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/a rw\n\
                      40 22 0:50 / /home/x/far\\040away rw shared:1 - fuse.sshfs x@y: rw\n\
                      41 22 0:51 / /home/x/vault rw - fuse.gocryptfs /a rw\n";
        let at = |path: &str| network_kind(0x6573_5546, || mount_type(mounts, Path::new(path)));
        assert_eq!(at("/home/x/far away/desk").as_deref(), Some("fuse.sshfs"), "the longest mount point wins");
        assert_eq!(at("/home/x/vault/desk"), None, "an encrypted folder is local");
        assert_eq!(at("/home/x/far"), None, "a name that only begins alike is another folder");
    }

    #[test]
    fn a_folder_that_is_not_there_yet_is_judged_by_its_parent() {
        let parent = tempfile::tempdir().expect("a folder for the test");
        assert_eq!(refuse(&parent.path().join("a/b/c")), Ok(()), "a local disk");
    }
}
