#!/usr/bin/env bash
# Runs inside the bullseye system: SQLite and CPython from Debian's sources into /opt/python, no symbol above GLIBC_2.28.
set -euo pipefail
cd /build
apt-get update -qq
apt-get install -y -qq build-essential dpkg-dev tcl zlib1g-dev libbz2-dev liblzma-dev libffi-dev uuid-dev libreadline-dev \
    binutils xz-utils >/dev/null
# dpkg-source's own unpacking would apply Debian's patches for Debian's file layout; the published source is wanted.
apt-get source --download-only -qq sqlite3/bookworm python3.11/bookworm
mkdir -p sqlite python
tar -C sqlite --strip-components=1 -xf sqlite3_*.orig.tar.*
tar -C python --strip-components=1 -xf python3.11_*.orig.tar.*

echo "building SQLite"
cd /build/sqlite
CFLAGS="-O2 -include /build/glibc228.h -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_SECURE_DELETE -DSQLITE_USE_URI" \
    ./configure --quiet --prefix=/opt/python --disable-static --disable-readline --disable-tcl >/build/sqlite.log 2>&1
make -j"$(nproc)" >>/build/sqlite.log 2>&1
make install >>/build/sqlite.log 2>&1

echo "building CPython"
cd /build/python
CFLAGS="-include /build/glibc228.h" CPPFLAGS="-I/opt/python/include" ac_cv_func_gettid=no \
    LDFLAGS="-L/opt/python/lib -Wl,-rpath,/opt/python/lib" \
    ./configure --quiet --prefix=/opt/python --enable-shared --without-ensurepip --disable-test-modules >/build/python.log 2>&1
sed -i 's,^#define HAVE_SEM_CLOCKWAIT.*,/* &: glibc 2.30 */,' pyconfig.h
make -j"$(nproc)" >>/build/python.log 2>&1
make install >>/build/python.log 2>&1
strip --strip-unneeded /opt/python/lib/libpython3.11.so.1.0 /opt/python/lib/python3.11/lib-dynload/*.so /opt/python/lib/libsqlite3.so.0
/opt/python/bin/python3.11 -c 'import sqlite3, ctypes, lzma, bz2, zlib; print("SQLite", sqlite3.sqlite_version)'
