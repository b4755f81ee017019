#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the files that go beside the programs: packaging/documents.sh VERSION HOMEPAGE FOLDER PROGRAM...
# The same sources and programs give the same bytes.
set -euo pipefail
version=$1 homepage=$2 folder=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)

fill() { sed -e "s|@VERSION@|$version|g" -e "s|@HOMEPAGE@|$homepage|g" "$1"; }

rm -rf "$folder"
mkdir -p "$folder/metainfo" "$folder/man1" "$folder/doc"
for page in tokendesk.1 tokendesk-sandbox.1; do
    fill "$here/man/$page" | gzip -9n > "$folder/man1/$page.gz"
done
metainfo=io.github.tokendesk.tokendesk.metainfo.xml
fill "$here/desktop/$metainfo.in" > "$folder/metainfo/$metainfo"
fill "$here/debian/copyright" > "$folder/doc/copyright"
gzip -9n < "$here/debian/changelog" > "$folder/doc/changelog.Debian.gz"
gzip -9n < "$here/../CHANGELOG.md" > "$folder/doc/changelog.gz"
"$here/sbom.py" "$version" "$homepage" "$@" > "$folder/doc/tokendesk.cdx.json"
chmod -R u=rwX,go=rX "$folder"
