#!/usr/bin/env bash
# The program folder built on Debian 11 with our own Python, in deb-bundle of the cache.  Usage: bundle.sh [timed]
# timed: the two that build/bundle/measure.py starts (see build/bundle/make.sh), in timed of the cache.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
need_root

bash build/deb/python.sh

say "wheels for Python 3.11 and glibc 2.28"
downloads=$CACHE/wheels-linux
platforms=()
for tag in manylinux_2_{28,27,26,24,17,12,5}_x86_64 manylinux2014_x86_64 manylinux2010_x86_64 manylinux1_x86_64; do
    platforms+=(--platform "$tag")
done
wheels linux "$downloads" "${platforms[@]}"

say "PyInstaller on Debian 11"
root=$CACHE/deb-build
rm -rf "$root"
mkdir -p "$root"
tar -C "$root" -xf "$(bash build/deb/python.sh path)"
add_packages "$root" binutils libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libgssapi-krb5-2 libxkbcommon0 libdbus-1-3 libx11-6 \
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libxcb-xkb1 libxcb-render-util0 \
    libxcb-image0 libxcb-randr0 libxcb-sync1 libxcb-xfixes0
sources "$root/src"
JUEBAO_BIND="$downloads:/wheels" inside "$root" bash -euc '
    python=/opt/python/bin/python3.11
    pip=$(ls /wheels/pip-*.whl)
    $python "$pip/pip" install --quiet --no-index --find-links /wheels --root-user-action ignore $(ls /wheels/*.whl | grep -v /pip-)'

# bundle [NAME=VALUE...]: PyInstaller with these set for the spec
bundle() {
    inside "$root" env -C /src "$@" /opt/python/bin/python3.11 -m PyInstaller --noconfirm --log-level WARN --distpath /dist \
        --workpath /pyinstaller build/juebao.spec
}

made=$CACHE/deb-bundle
if [ "${1:-}" = timed ]; then
    made=$CACHE/timed
    bundle JUEBAO_TIMED=1
    bundle JUEBAO_TIMED=1 JUEBAO_BUNDLE=empty
    echo "the .deb's Python" >"$root/dist/python"
else
    bundle
fi
rm -rf "$made"
mv "$root/dist" "$made"
rm -rf "$root"
