#!/usr/bin/env bash
# The trixie system with wine 10 and NSIS, kept in the cache as wine.tar until its list of packages changes.
# Wine 8 of Debian 12 is too old: Qt asks for Windows.UI.ViewManagement.UISettings, which it lacks.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
need_root

packages="wine wine64 nsis locales"
kept=$CACHE/wine-$(echo "$packages" | sha256sum | cut -c 1-12).tar
echo "$kept" >"$CACHE/wine.path"
[ -s "$kept" ] && { say "kept from an earlier run"; exit; }
root=$CACHE/wine
fresh "$root" trixie
# shellcheck disable=SC2086  # a list of words
add_packages "$root" $packages
# A Chinese Windows (code page 936) under wine: it takes the language from here.
inside "$root" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
inside "$root" useradd --create-home --shell /bin/bash clerk
rm -f "$root"/var/cache/apt/archives/*.deb
tar -C "$root" -cf "$kept.part" .
mv "$kept.part" "$kept"
rm -rf "$root"
