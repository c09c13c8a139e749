#!/usr/bin/env bash
# The two programs that measure.py starts: with the Python of the .deb where `make deb` has left it, else with that of development.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "$(id -u)" -eq 0 ] && [ -s "$(bash build/deb/python.sh path)" ]; then
    exec bash build/deb/bundle.sh timed
fi
exec bash build/bundle/make.sh timed
