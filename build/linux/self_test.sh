#!/usr/bin/env bash
# The self-test of a program folder as a clerk would run it: another user, nothing writable, no network, a screen where there is one.
# Usage: self_test.sh FOLDER [copy]   copy: from a copy in a folder with spaces and Chinese characters in its path
set -euo pipefail
program=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"

if [ "${2:-}" = copy ]; then
    place="$work/财务 决算/新 程序"
    mkdir -p "$place"
    cp -r "$program" "$place/"
    program=$place/$(basename "$program")
    chmod -R a-w,a+rX "$program"
fi
home="$work/用户 目录"
mkdir -p "$home/tmp"

runner=(env -i "HOME=$home" "TMPDIR=$home/tmp" PATH=/usr/bin:/bin LANG=C.UTF-8)
[ -z "${DISPLAY:-}" ] || runner+=("DISPLAY=$DISPLAY")
[ -n "${DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || QT_QPA_PLATFORM=offscreen
[ -z "${QT_QPA_PLATFORM:-}" ] || runner+=("QT_QPA_PLATFORM=$QT_QPA_PLATFORM")
if [ "$(id -u)" -eq 0 ]; then
    chown -R nobody "$home"
    runner=(setpriv --reuid=nobody --regid=nogroup --clear-groups "${runner[@]}")
    # A network namespace of its own has no network at all.
    if unshare --net true 2>/dev/null; then runner=(unshare --net "${runner[@]}"); fi
fi
echo "self-test: $program as $(if [ "$(id -u)" -eq 0 ]; then echo nobody; else id -un; fi), ${DISPLAY:-no screen}"
cd "$home"
"${runner[@]}" "$program/juebao" --self-test
# The self-test's window leaves after its paint; one that is started plainly must stay.
"${runner[@]}" timeout 5 "$program/juebao" && status=0 || status=$?
[ "$status" -eq 124 ] || { echo "self-test: started plainly, the window ended by itself ($status)" >&2; exit 1; }
