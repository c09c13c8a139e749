#!/usr/bin/env bash
# The bullseye system with its own CPython 3.11, kept in the cache until its recipe changes.  Usage: python.sh [path]
# path: only tell where it is kept, or will be
set -euo pipefail
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh

recipe=$(cat build/deb/inside_python.sh build/deb/glibc228.h | sha256sum | cut -c 1-12)
kept=$CACHE/deb-python-$recipe.tar
if [ "${1:-}" = path ]; then echo "$kept"; exit; fi
need_root
[ -s "$kept" ] && { say "kept from an earlier run"; exit; }
root=$CACHE/deb-python
fresh "$root" bullseye
echo "deb-src $(mirror) bookworm main" >"$root/etc/apt/sources.list.d/sources.list"
mkdir -p "$root/build"
cp build/deb/inside_python.sh build/deb/glibc228.h "$root/build/"
inside "$root" bash /build/inside_python.sh || die "CPython was not built; see $root/build/*.log"
rm -rf "$root/build" "$root"/var/cache/apt/archives/*.deb
tar -C "$root" -cf "$kept.part" .
mv "$kept.part" "$kept"
rm -rf "$root"
