#!/usr/bin/env bash
# dist/juebao: the program in one folder for this system, checked and self-tested.  Usage: build/bundle/make.sh [timed]
# timed: for build/bundle/measure.py, the program and an empty window, each writing a byte at its first paint.
# In a venv of its own, so that no tool of the developer gets in.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${JUEBAO_CACHE:-$PWD/.cache/build}
venv=$cache/bundle-venv
mkdir -p "$cache"

.venv/bin/python build/bundle/wheels.py linux "$cache/bundle.lock.new"
if ! cmp -s "$cache/bundle.lock.new" "$venv/lock" || [ ! -x "$venv/bin/pyinstaller" ]; then
    echo "bundle: a clean venv"
    .venv/bin/python -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --only-binary :all: -r "$cache/bundle.lock.new"
    cp "$cache/bundle.lock.new" "$venv/lock"
fi

# bundle NAME FOLDER
bundle() {
    echo "bundle: PyInstaller, $2/$1"
    "$venv/bin/pyinstaller" --noconfirm --log-level ERROR --distpath "$2" --workpath "$cache/pyinstaller" build/juebao.spec
    # Python's may carry their symbols; the libraries of the wheels are stripped already, and stripping them again breaks some.
    for library in "$2/$1"/_internal/libpython3.*.so* "$2/$1"/_internal/python3.*/lib-dynload/*.so; do
        if [ -f "$library" ]; then strip --strip-unneeded "$library"; fi
    done
}

if [ "${1:-}" = timed ]; then
    JUEBAO_TIMED=1 bundle juebao "$cache/timed"
    JUEBAO_TIMED=1 JUEBAO_BUNDLE=empty bundle juebao-empty "$cache/timed"
    echo "development's Python" >"$cache/timed/python"
    exit
fi
bundle juebao dist
.venv/bin/python build/bundle/check.py dist/juebao
QT_QPA_PLATFORM=offscreen bash build/linux/self_test.sh dist/juebao copy
