# Clean Debian systems in folders: fetched once, copied for each use.  Sourced by build/deb and build/windows; needs root.
#
# Mirror, proxy and certificates are the machine's own: the mirror is the one apt uses here, or JUEBAO_MIRROR.
# Mounts live in a mount namespace of their own, so a folder can always be deleted and `make clean` is safe.
# shellcheck shell=bash

CACHE=${JUEBAO_CACHE:-$PWD/.cache/build}
mkdir -p "$CACHE"

NAME=$(basename "$(dirname "$(realpath "$0")")")
say() { echo "$NAME: $*"; }
die() { echo "$NAME: $*" >&2; exit 1; }

# wheels PLATFORM FOLDER [PIP OPTION...]: what the lock names for that system, with its hashes, and nothing from an older lock.
wheels() {
    local platform=$1 folder=$2
    shift 2
    python3 build/bundle/wheels.py "$platform" "$CACHE/$platform.lock"
    cmp -s "$CACHE/$platform.lock" "$folder/lock" || rm -rf "$folder"
    mkdir -p "$folder"
    .venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: "$@" \
        --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none -d "$folder" -r "$CACHE/$platform.lock"
    cp "$CACHE/$platform.lock" "$folder/lock"
}

# sources FOLDER: what a bundle is built from.
sources() {
    mkdir -p "$1/docs"
    cp -r main.py core ui resources build pyproject.toml LICENSE requirements.lock "$1/"
    cp -r docs/手册 docs/screenshots "$1/docs/"
    find "$1" -name __pycache__ -prune -exec rm -rf {} +
}

# Two runs would delete each other's folders.
one_at_a_time() {
    exec 9>"$CACHE/$NAME.lock"
    flock -n 9 || die "another run is under way"
}

need_root() { [ "$(id -u)" -eq 0 ] || die "a clean Debian system needs root. Run:  sudo $0"; }

# need_tools TOOL PACKAGE...: installs packages where a tool is missing.
need_tools() {
    local tool=$1
    shift
    command -v "$tool" >/dev/null && return
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        die "$tool is missing. Run:  apt-get install $*"
}

mirror() {
    local found
    found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1) || true
    echo "${JUEBAO_MIRROR:-${found:-http://deb.debian.org/debian/}}"
}

# base SUITE: the smallest system of a Debian release, as a tar file in the cache.
base() {
    local tar=$CACHE/base-$1.tar
    [ -s "$tar" ] && return
    need_tools debootstrap debootstrap
    say "fetching the base system of $1"
    rm -rf "$CACHE/debootstrap-$1"
    debootstrap --variant=minbase "$1" "$CACHE/debootstrap-$1" "$(mirror)" >"$CACHE/debootstrap-$1.log" 2>&1 ||
        die "debootstrap $1 failed; see $CACHE/debootstrap-$1.log"
    rm -f "$CACHE/debootstrap-$1"/var/cache/apt/archives/*.deb
    tar -C "$CACHE/debootstrap-$1" -cf "$tar.part" .
    mv "$tar.part" "$tar"
    rm -rf "$CACHE/debootstrap-$1"
}

# fresh ROOT SUITE: a new copy of that system.
fresh() {
    base "$2"
    rm -rf "$1"
    mkdir -p "$1"
    tar -C "$1" -xf "$CACHE/base-$2.tar"
    printf 'Acquire::Retries "3";\nAPT::Install-Recommends "false";\nDpkg::Use-Pty "false";\n' >"$1/etc/apt/apt.conf.d/90build"
    apt-config dump --format '%f "%v";%n' Acquire::http::Proxy Acquire::https::Proxy >>"$1/etc/apt/apt.conf.d/90build"
    cp /etc/resolv.conf "$1/etc/resolv.conf"
}

# inside ROOT COMMAND...: a command in that system, with /proc and /dev of its own; JUEBAO_BIND="FROM:TO ..." shows folders.
inside() {
    local root=$1
    shift
    # shellcheck disable=SC2016  # expanded by the inner shell
    JUEBAO_ROOT=$root unshare --mount --pid --fork --propagation private bash -euc '
        mount -t proc proc "$JUEBAO_ROOT/proc"
        mount --rbind /dev "$JUEBAO_ROOT/dev"
        for pair in ${JUEBAO_BIND:-}; do
            mkdir -p "$JUEBAO_ROOT/${pair#*:}"
            mount --bind "${pair%%:*}" "$JUEBAO_ROOT/${pair#*:}"
        done
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/ LANG=C.UTF-8 TERM=dumb \
            DEBIAN_FRONTEND=noninteractive chroot "$JUEBAO_ROOT" "$@"' inside "$@"
}

# add_packages ROOT PACKAGE...
add_packages() {
    local root=$1
    shift
    inside "$root" apt-get update -qq
    inside "$root" apt-get install -y -qq "$@" >>"$CACHE/apt.log" 2>&1 || die "apt-get install failed; see $CACHE/apt.log"
}
