#!/usr/bin/env bash
# Runs inside the wine system as its ordinary user.  Usage: inside_try.sh install|show|remove
set -euo pipefail
export HOME=/home/clerk DISPLAY=:98 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LANG=zh_CN.UTF-8
cd ~
prefix=$HOME/.wine/drive_c
installed=$prefix/users/clerk/AppData/Local/Programs/Juebao
say() { echo "try: $*"; }
die() { echo "try: $*" >&2; exit 1; }
registry() { wine reg query "$1" "${@:2}" 2>/dev/null; }

run_self_test() {
    say "self-test in $1"
    chmod -R a-w "$1"
    wine "$1/juebao-cli.exe" --self-test || die "the self-test failed"
    wine "$1/juebao.exe" --self-test || die "the self-test of the program without a console failed"
    chmod -R u+w "$1"
}

# What the clerk added to the program: a setting, and a pack that came as one file.
add_own_things() {
    mkdir -p own "$prefix/users/clerk/AppData/Local/juebao"
    cp -r "$installed/_internal/resources/packs/zhengti-hunan-2023" own/zhengti-own-2024
    sed -i 's/^id = "zhengti-hunan-2023"/id = "zhengti-own-2024"/' own/zhengti-own-2024/pack.toml
    wine "$installed/juebao-cli.exe" templates --pack 'Z:\home\clerk\own\zhengti-own-2024' --out 'Z:\home\clerk\own.zip'
    wine "$installed/juebao-cli.exe" templates --install 'Z:\home\clerk\own.zip'
    printf '[General]\r\ntheme=dark\r\n' >"$prefix/users/clerk/AppData/Local/juebao/juebao.ini"
}

own_things_are_there() {
    wine "$installed/juebao-cli.exe" templates | grep -q zhengti-own-2024 || die "the newer installer lost a pack"
    grep -q theme=dark "$prefix/users/clerk/AppData/Local/juebao/juebao.ini" || die "the newer installer lost the settings"
    say "settings and the installed pack are still there"
}

case $1 in
    install)
        wineboot --init
        wineserver --wait
        start=$(date +%s%N)
        wine setup.exe /S
        wineserver --wait
        say "installed silently in $((($(date +%s%N) - start) / 1000000)) ms"
        [ -f "$installed/juebao.exe" ] || die "nothing was installed"
        [ "$(find "$prefix/users/clerk" -name 决报.lnk | wc -l)" -eq 2 ] || die "a link is missing"
        registry 'HKCU\Software\Classes\Juebao.Report\shell\open\command' | grep -q 'juebao.exe' || die ".jbao is not associated"
        registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Juebao' | grep -E 'Display|Estimated'
        run_self_test "$installed"
        say "installing over it, then elsewhere"
        add_own_things
        touch "$installed/_internal/stale.dll"
        wine setup.exe /S
        wineserver --wait
        [ ! -e "$installed/_internal/stale.dll" ] || die "an old file was left by the newer installer"
        own_things_are_there
        # /D takes the rest of the line without quotes; only a batch file can say that, in the code page of the system.
        printf 'Z:\\home\\clerk\\setup.exe /S /D=C:\\财务 决算\\新 程序\r\n' | iconv -t GBK >elsewhere.bat
        wine cmd /c elsewhere.bat
        wineserver --wait
        run_self_test "$prefix/财务 决算/新 程序"
        wine "$prefix/财务 决算/新 程序/uninstall.exe" /S
        sleep 5
        wineserver --wait
        wine setup.exe /S
        wineserver --wait
        ;;
    show)
        # The command of the association, as Windows runs it on a double click; wine 10 does not look it up in HKEY_CURRENT_USER.
        touch shown
        timeout 25 wine "$installed/juebao.exe" 'Z:\home\clerk\示例 文件.jbao' || [ $? -eq 124 ]
        wineserver --kill || true
        ;;
    remove)
        echo kept >"$installed/我的报告.jbao"
        wine "$installed/uninstall.exe" /S
        sleep 5
        wineserver --wait
        [ ! -e "$installed/juebao.exe" ] && [ ! -e "$installed/_internal" ] || die "the program was not removed"
        [ -e "$installed/我的报告.jbao" ] || die "a file of the user was removed"
        [ "$(find "$prefix/users/clerk" -name 决报.lnk | wc -l)" -eq 0 ] || die "a link was left"
        if registry 'HKCU\Software\Classes\Juebao.Report'; then die "the association was left"; fi
        say "uninstalled; the user's file is still there"
        ;;
esac
