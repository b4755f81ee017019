#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the commit that is checked out once more, from a fresh copy in another folder, with other habits and without the
# compiler's cache, and compares the bytes with a package that packaging/package.sh made of it:
#
#   packaging/reproduce.sh [--only PROGRAM] FILE.deb
#
#   --only PROGRAM  compare this program of the package alone, which takes a fraction of the time
set -euo pipefail
only=
if [ "${1:-}" = --only ]; then
    only=$2
    shift 2
fi
package=$(realpath "$1")
cd "$(dirname "$0")/.."
[ -z "$(git status --porcelain --untracked-files=no)" ] || echo "reproduce: what is not committed is left out"

copy=$(mktemp -d --suffix=.a-longer-path)
trap 'rm -rf "$copy"' EXIT
git clone --quiet --no-hardlinks . "$copy/elsewhere"
cd "$copy/elsewhere"
# What package.sh sets is not set here on purpose: it has to.
umask 077
export CCACHE_DISABLE=1 TZ=Pacific/Kiritimati LC_ALL=C LANG=de_DE HOME=$copy

if [ -n "$only" ]; then
    cmake --preset package >/dev/null
    cmake --build --preset package --target "$only" >/dev/null
    dpkg-deb --extract "$package" first
    cmp "$(find first/usr/bin first/usr/libexec -name "$only")" "$(find build/package -name "$only" -type f)"
    echo "the same bytes: $only"
    exit
fi

./packaging/package.sh
if cmp "$package" build/package/*.deb; then
    echo "the same bytes: $(sha256sum <"$package" | cut -d' ' -f1)"
else
    mkdir first second
    dpkg-deb --raw-extract "$package" first
    dpkg-deb --raw-extract build/package/*.deb second
    diff --recursive --brief first second || true
    exit 1
fi
