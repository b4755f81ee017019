#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package in build/package and checks it. The same commit and the same installed packages give the same
# bytes, wherever and whenever it runs.
set -euo pipefail
cd "$(dirname "$0")/.."

packaging/setup.sh package
# Times in the archives are those of the last commit; a tree without history has the time of the changelog.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || dpkg-parsechangelog -l packaging/debian/changelog -S Timestamp)
export SOURCE_DATE_EPOCH TZ=UTC
umask 022

cmake --preset package >/dev/null
cmake --build --preset package
export LC_ALL=C.UTF-8 # not before: the compiler's cache tells languages apart
rm -f build/package/*.deb
(cd build/package && cpack -G DEB >/dev/null)
packaging/check-package.sh build/package/*.deb
sha256sum build/package/*.deb
