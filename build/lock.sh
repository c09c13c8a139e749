#!/usr/bin/env bash
# Writes the two lock files from requirements.in and requirements-dev.in, for every platform and Python we support.
# Versions already locked stay; pass --upgrade (or --upgrade-package NAME) for newer ones.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=.cache/lock
if [ ! -x "$tool/bin/uv" ]; then
    "${PYTHON:-.venv/bin/python}" -m venv "$tool"
    "$tool/bin/python" -m pip install --quiet uv==0.13.8 # resolves for Windows from Linux, which pip-compile cannot
fi

for name in requirements requirements-dev; do
    echo "lock: $name.lock"
    "$tool/bin/uv" pip compile "$name.in" --output-file "$name.lock" --quiet "$@" \
        --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
done

# A lock file names packages and hashes only: never where somebody's machine fetched them.
if grep -nE '://|^--?[a-z-]*(index|find-links)|^-e |file:' requirements.lock requirements-dev.lock; then
    echo "lock: an address got into a lock file (above)" >&2
    exit 1
fi
