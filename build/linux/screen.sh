# A screen of its own for a while, and pictures of it.  Sourced after chroot.sh.
# shellcheck shell=bash

# open_screen NUMBER: an X server that ends with the script.
open_screen() {
    need_tools Xvfb xvfb
    need_tools import imagemagick
    Xvfb ":$1" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
    SCREEN_PID=$!
    trap 'kill "$SCREEN_PID" 2>/dev/null || true' EXIT
    for _ in $(seq 50); do
        if [ -S "/tmp/.X11-unix/X$1" ]; then return; fi
        sleep 0.1
    done
    die "no X server on :$1"
}

# picture NUMBER FILE: what that screen shows; fails when it is all of one colour.
picture() {
    mkdir -p "$(dirname "$2")"
    DISPLAY=":$1" import -window root "$2"
    [ "$(identify -format '%k' "$2")" -gt 50 ] || die "the screen shows nothing ($2)"
    say "screenshot $2"
}
