#!/usr/bin/env bash
# dist/juebao_VERSION_amd64.deb and a portable .tar.xz for 麒麟 V10, UOS 20 and later: built on Debian 11 with glibc 2.28 in
# mind, then installed in a second clean system, self-tested, looked at and removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build/linux/chroot.sh
need_root
one_at_a_time
need_tools objdump binutils
need_tools fakeroot fakeroot

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
bash build/deb/bundle.sh
bundle=$CACHE/deb-bundle/juebao
python3 build/bundle/check.py "$bundle" --glibc 2.28

say "the package"
mkdir -p dist
stage=$CACHE/deb-stage
rm -rf "$stage"
mkdir -p "$stage"/{DEBIAN,opt,usr/bin,usr/share/{applications,mime/packages,doc/juebao,icons/hicolor/{256x256,scalable}/apps}}
cp -r "$bundle" "$stage/opt/juebao"
ln -s /opt/juebao/juebao "$stage/usr/bin/juebao"
cp build/deb/juebao.desktop "$stage/usr/share/applications/"
cp build/deb/juebao.xml "$stage/usr/share/mime/packages/"
cp resources/icons/juebao.png "$stage/usr/share/icons/hicolor/256x256/apps/"
cp resources/icons/juebao.svg "$stage/usr/share/icons/hicolor/scalable/apps/"
cp build/bundle/licences/说明.txt "$stage/usr/share/doc/juebao/copyright"
cp build/deb/refresh "$stage/DEBIAN/postinst"
cp build/deb/refresh "$stage/DEBIAN/postrm"
sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk "$stage/opt" | cut -f 1)/" build/deb/control >"$stage/DEBIAN/control"
chmod -R u=rwX,go=rX "$stage"
chmod 755 "$stage"/DEBIAN/post*
package=dist/juebao_${version}_amd64.deb
fakeroot dpkg-deb -Zxz --root-owner-group --build "$stage" "$package" >/dev/null
tar -C "$stage/opt" --owner=0 --group=0 -cf - juebao | xz -T0 -6 >"dist/juebao-$version-linux-x86_64.tar.xz"
rm -rf "$stage" "$CACHE/deb-bundle"
bash build/deb/try.sh "$package"
ls -l --block-size=1 "$package" "dist/juebao-$version-linux-x86_64.tar.xz" | awk '{ printf "deb: %.1f MB  %s\n", $5 / 1e6, $NF }'
