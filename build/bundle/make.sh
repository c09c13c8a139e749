#!/usr/bin/env bash
# dist/juebao: the program in one folder for this system, checked and self-tested.  Usage: build/bundle/make.sh [empty]
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

name=juebao
if [ "${1:-}" = empty ]; then name=juebao-empty; export JUEBAO_BUNDLE=empty; fi
echo "bundle: PyInstaller, dist/$name"
"$venv/bin/pyinstaller" --noconfirm --log-level WARN --distpath dist --workpath "$cache/pyinstaller" build/juebao.spec
# Python's may carry their symbols; the libraries of the wheels are stripped already, and stripping them again breaks some.
for library in dist/$name/_internal/libpython3.*.so* dist/$name/_internal/python3.*/lib-dynload/*.so; do
    if [ -f "$library" ]; then strip --strip-unneeded "$library"; fi
done
if [ "$name" = juebao ]; then
    .venv/bin/python build/bundle/check.py dist/juebao
    QT_QPA_PLATFORM=offscreen bash build/linux/self_test.sh dist/juebao copy
fi
