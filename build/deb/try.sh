#!/usr/bin/env bash
# Installs a .deb in a clean Debian 11, runs its self-test as an ordinary user without and with a screen, takes a picture of its
# window, asks the desktop what a .jbao is, and removes it again.  Usage: try.sh PACKAGE
set -euo pipefail
package=$(realpath "$1")
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
. build/linux/screen.sh
need_root

root=$CACHE/deb-try
fresh "$root" bullseye
cp "$package" "$root/tmp/juebao.deb"
cp build/linux/self_test.sh "$root/tmp/"
say "installing in a clean Debian 11"
add_packages "$root" /tmp/juebao.deb
inside "$root" env QT_QPA_PLATFORM=offscreen bash /tmp/self_test.sh /opt/juebao

# A newer package over the old one keeps what the clerk added: settings, and a pack that came as one file.
cat >"$root/tmp/own.sh" <<'OWN'
set -eu
export HOME=/tmp/clerk
case $1 in
    add)
        mkdir -p /tmp/clerk/.config/juebao /tmp/own
        cp -r /opt/juebao/_internal/resources/packs/zhengti-hunan-2023 /tmp/own/zhengti-own-2024
        sed -i 's/^id = "zhengti-hunan-2023"/id = "zhengti-own-2024"/' /tmp/own/zhengti-own-2024/pack.toml
        juebao templates --pack /tmp/own/zhengti-own-2024 --out /tmp/clerk/own.zip
        juebao templates --install /tmp/clerk/own.zip
        printf '[General]\ntheme=dark\n' >/tmp/clerk/.config/juebao/juebao.ini
        ;;
    look)
        juebao templates | grep -q zhengti-own-2024
        grep -q theme=dark /tmp/clerk/.config/juebao/juebao.ini
        ;;
esac
OWN
clerk() { inside "$root" setpriv --reuid=nobody --regid=nogroup --clear-groups bash /tmp/own.sh "$1"; }
clerk add
inside "$root" dpkg --install /tmp/juebao.deb >/dev/null
clerk look || die "the newer package lost settings or a pack"
say "installed over it: settings and the installed pack are still there"

open_screen 97
export JUEBAO_BIND="/tmp/.X11-unix:/tmp/.X11-unix"
inside "$root" env DISPLAY=:97 bash /tmp/self_test.sh /opt/juebao
cp resources/samples/*.jbao "$root/tmp/示例.jbao"
chmod 666 "$root/tmp/示例.jbao"
# A desktop has a machine id; without one libdbus ends every program that calls it, here for the input method.
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
inside "$root" env DISPLAY=:97 QT_IM_MODULE=fcitx setpriv --reuid=nobody --regid=nogroup --clear-groups \
    env HOME=/tmp timeout 15 /usr/bin/juebao /tmp/示例.jbao &
shown=$!
sleep 10
picture 97 dist/screenshots/deb.png
wait "$shown" || [ $? -eq 124 ] || die "the window ended by itself"

add_packages "$root" shared-mime-info desktop-file-utils libglib2.0-bin
inside "$root" desktop-file-validate /usr/share/applications/juebao.desktop
kind=$(inside "$root" gio info -a standard::content-type /tmp/示例.jbao | awk '/content-type:/ { print $2 }')
opener=$(inside "$root" gio mime application/x-juebao | head -n 1)
say "a .jbao is $kind; $opener"
[ "$kind" = application/x-juebao ] || die "the desktop does not know .jbao files"
[[ "$opener" == *juebao.desktop* ]] || die "the desktop opens .jbao files with something else"
inside "$root" dpkg --remove juebao >/dev/null
[ ! -e "$root/opt/juebao" ] || die "removing left files in /opt/juebao"
say "removed without a trace"
rm -rf "$root"
