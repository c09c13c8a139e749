#!/usr/bin/env bash
# Runs inside the wine system as its ordinary user: PyInstaller under wine, and the icon of the installer.
set -euo pipefail
export HOME=/home/clerk WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" PYTHONUTF8=1 LANG=zh_CN.UTF-8
cd ~/src
wine ~/python/python.exe -m PyInstaller --noconfirm --log-level WARN --distpath 'Z:\home\clerk\out' --workpath 'Z:\home\clerk\work' \
    build/juebao.spec
wine ~/python/python.exe -c \
    'from PIL import Image; Image.open(r"Z:\home\clerk\src\resources\icons\juebao.png").save(r"Z:\home\clerk\out\juebao.ico")'
wineserver --wait
