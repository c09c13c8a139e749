#!/usr/bin/env bash
# Installs the installer in a clean wine, looks at what it left, runs the self-test of the installed program, takes a picture of its
# window, installs over it, and uninstalls; the user's files must survive.  Usage: try.sh SETUP.exe
set -euo pipefail
setup=$(realpath "$1")
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
. build/linux/screen.sh
need_root

bash build/windows/wine.sh
root=$CACHE/windows-try
rm -rf "$root"
mkdir -p "$root"
tar -C "$root" -xf "$(cat "$CACHE/wine.path")"
cp "$setup" "$root/home/clerk/setup.exe"
cp build/windows/inside_try.sh "$root/home/clerk/"
cp resources/samples/*.jbao "$root/home/clerk/示例 文件.jbao"
inside "$root" chown -R clerk:clerk /home/clerk
open_screen 98
export JUEBAO_BIND="/tmp/.X11-unix:/tmp/.X11-unix"
clerk() { inside "$root" setpriv --reuid=clerk --regid=clerk --init-groups bash /home/clerk/inside_try.sh "$1"; }
clerk install
clerk show &
shown=$!
for _ in $(seq 60); do
    sleep 1
    if [ -e "$root/home/clerk/shown" ]; then break; fi
done
sleep 15
picture 98 dist/screenshots/windows.png
wait "$shown"
clerk remove
rm -rf "$root"
