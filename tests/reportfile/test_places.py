import pytest

from core.reportfile.places import Place, classify, place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//server/财务 /mnt/share cifs rw 0 0
server:/export /home/zhang nfs4 rw 0 0
/dev/sdb1 /media/zhang/U\\040盘 ext4 rw 0 0
/dev/sdc1 /mnt/stick vfat rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sda2 /data fuseblk rw 0 0
overlay /var/box fuse.fuse-overlayfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/srv/a.jbao", Place.LOCAL),
        ("/mnt/share/2024/a.jbao", Place.NETWORK),
        ("/mnt/shared/a.jbao", Place.LOCAL),
        ("/home/zhang/a.jbao", Place.NETWORK),
        ("/media/zhang/U 盘/a.jbao", Place.REMOVABLE),
        ("/mnt/stick/a.jbao", Place.REMOVABLE),
        ("/run/user/1000/gvfs/smb-share/a.jbao", Place.NETWORK),
        ("/data/a.jbao", Place.LOCAL),
        ("/var/box/a.jbao", Place.LOCAL),
        ("//server/share/a.jbao", Place.NETWORK),
        ("/home/li/OneDrive/a.jbao", Place.SYNCED),
        ("/home/li/坚果云/决算/a.jbao", Place.SYNCED),
        ("/home/li/我的坚果云/a.jbao", Place.SYNCED),
        ("/home/li/Dropbox/OneDrive.jbao", Place.SYNCED),
        ("/home/li/OneDrive.jbao", Place.LOCAL),
        ("/home/li/onedrivers/a.jbao", Place.LOCAL),
    ],
)
def test_on_linux(path, expected):
    assert classify(path, mounts=MOUNTS) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\Users\li\Documents\a.jbao", Place.LOCAL),
        (r"E:\a.jbao", Place.REMOVABLE),
        (r"Z:\2024\a.jbao", Place.NETWORK),
        (r"\\server\share\a.jbao", Place.NETWORK),
        (r"\\?\UNC\server\share\a.jbao", Place.NETWORK),
        (r"\\?\C:\long\a.jbao", Place.LOCAL),
        (r"\\?\E:\long\a.jbao", Place.REMOVABLE),
        (r"C:\Users\li\OneDrive - 县财政局\a.jbao", Place.SYNCED),
        (r"C:\Users\li\WPS云盘\a.jbao", Place.SYNCED),
        (r"D:\BaiduSyncdisk\a.jbao", Place.SYNCED),
        (r"D:\百度网盘同步空间\a.jbao", Place.SYNCED),
        (r"D:\决算\a.jbao", Place.LOCAL),
    ],
)
def test_on_windows(path, expected):
    drives = {"C:\\": 3, "D:\\": 3, "E:\\": 2, "Z:\\": 4}
    assert classify(path, windows_drive=lambda root: drives[root]) is expected


def test_here(tmp_path):
    assert place(tmp_path / "a.jbao") is Place.LOCAL
    assert place(tmp_path / "Dropbox" / "a.jbao") is Place.SYNCED
