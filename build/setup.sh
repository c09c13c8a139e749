#!/usr/bin/env bash
# Makes .venv from a lock file and checks that Qt can load.  Usage: build/setup.sh run|dev
# As root on Debian and its kin, missing system packages are installed; otherwise the command is named and we stop.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-dev}" in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "usage: build/setup.sh run|dev" >&2; exit 2 ;;
esac

say() { echo "setup: $*"; }
die() { echo "setup: $*" >&2; exit 1; }

# Installs Debian packages when it can, else names the command.
need_packages() {
    local why=$1
    shift
    command -v apt-get >/dev/null || die "$why. Install what your distribution calls: $*"
    if [ "$(id -u)" -ne 0 ]; then
        die "$why. Run:  sudo apt-get install -y --no-install-recommends $*"
    fi
    say "$why: apt-get install -y --no-install-recommends $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null || die "$why, and apt-get could not install: $*"
}

# Prints the first interpreter that PySide6 6.9.3 has a wheel for.
find_python() {
    local name
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    local python version
    python=$(find_python) || {
        need_packages "no Python 3.11, 3.12 or 3.13 found" python3 python3-venv
        python=$(find_python) || die "this system's python3 is not 3.11, 3.12 or 3.13; install one and set PYTHON"
    }
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        need_packages "$python cannot make virtual environments" "python$version-venv"
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# What Qt's two platforms (offscreen for tests, xcb for the window) want from the system.
QT_PACKAGES="libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libxkbcommon0 libdbus-1-3 libx11-6
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libxcb-xkb1
    libxcb-render-util0 libxcb-image0"

missing_libraries() {
    local qt
    qt=$(.venv/bin/python -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)')
    for file in "$qt"/Qt{Widgets,Svg,PrintSupport}.abi3.so "$qt"/Qt/plugins/platforms/libq{offscreen,xcb}.so; do
        ldd "$file"
    done | awk '/not found/ { print $1 }' | sort -u | tr '\n' ' '
}

check_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "Qt lacks system libraries; install what holds: $missing"
    # shellcheck disable=SC2086  # a list of words
    need_packages "system libraries that Qt needs are missing" $QT_PACKAGES
    missing=$(missing_libraries)
    [ -z "$missing" ] || die "Qt still lacks: $missing"
}

.venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null &&
    .venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
say "installing $lock"
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
    --only-binary :all: -r "$lock"
check_qt
QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' ||
    die "Qt is installed but does not start"
say "ready"
