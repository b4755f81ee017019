#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian 12 packages that are missing for what is asked for. Quick when nothing is missing.
#
#   packaging/setup.sh build     what building and running needs
#   packaging/setup.sh test      that, and what the test suite needs
#   packaging/setup.sh package   what building needs, and what making and checking a Debian package needs
set -euo pipefail

build_packages=(
    build-essential ccache cmake mold ninja-build pkg-config
    qt6-base-dev qt6-base-dev-tools qt6-httpserver-dev qt6-pdf-dev qt6-svg-dev qt6-websockets-dev
    libgl-dev libxkbcommon-dev
    libcjose-dev libjansson-dev libseccomp-dev libssl-dev qtkeychain-qt6-dev
    breeze-icon-theme fonts-dejavu-core fonts-inter libqt6sql6-sqlite libqt6svg6
    zlib1g-dev
)
test_packages=(
    curl dbus gnome-keyring openssl poppler-utils python3 python3-jwcrypto strace xauth xvfb
)
package_packages=(
    appstream debootstrap desktop-file-utils lintian man-db python3
)

case "${1:-build}" in
    build) wanted=("${build_packages[@]}") ;;
    test) wanted=("${build_packages[@]}" "${test_packages[@]}") ;;
    package) wanted=("${build_packages[@]}" "${package_packages[@]}") ;;
    *) echo "usage: packaging/setup.sh [build|test|package]" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Root is needed to install: ${missing[*]}. Run as root, or install sudo." >&2; exit 1; }
    as_root=(sudo)
fi
echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
