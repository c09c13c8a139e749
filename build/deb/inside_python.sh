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
# With a profile, and without the detour that a shared library takes for its own functions: three quarters of the time to an
# open report is spent in this interpreter.  A profile of what the program does, not of all of Python: objects, words, patterns.
profile="-m test --pgo test_array test_binop test_bytes test_codecs test_collections test_dataclasses test_descr test_dict test_difflib
    test_enum test_fractions test_fstring test_functools test_generators test_heapq test_int test_itertools test_json test_list test_long
    test_marshal test_memoryview test_operator test_ordered_dict test_patma test_pickle test_property test_re test_set test_sqlite3
    test_struct test_time test_tuple test_unicode test_xml_etree_c"
CFLAGS="-include /build/glibc228.h" CPPFLAGS="-I/opt/python/include" ac_cv_func_gettid=no \
    LDFLAGS="-L/opt/python/lib -Wl,-rpath,/opt/python/lib" \
    ./configure --quiet --prefix=/opt/python --enable-shared --enable-optimizations --without-ensurepip --disable-test-modules \
    >/build/python.log 2>&1
sed -i 's,^#define HAVE_SEM_CLOCKWAIT.*,/* &: glibc 2.30 */,' pyconfig.h
make -j"$(nproc)" PROFILE_TASK="$(echo $profile)" >>/build/python.log 2>&1
make install >>/build/python.log 2>&1
strip --strip-unneeded /opt/python/lib/libpython3.11.so.1.0 /opt/python/lib/python3.11/lib-dynload/*.so /opt/python/lib/libsqlite3.so.0
/opt/python/bin/python3.11 -c 'import sqlite3, ctypes, lzma, bz2, zlib; print("SQLite", sqlite3.sqlite_version)'
