#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks a package that packaging/package.sh made: packaging/check-package.sh FILE.deb. Prints what it checks; what is wrong
# stands after "WRONG", and the exit status is then 1.
set -euo pipefail
package=$(realpath "$1")
cd "$(dirname "$0")/.."
build=build/package
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
dpkg-deb --extract "$package" "$root"
id=io.github.tokendesk.tokendesk
programs=("$root/usr/bin/tokendesk" "$root/usr/bin/tokendesk-sandbox" "$root/usr/libexec/tokendesk/tokendesk-decoder")
failed=0

# "ok" only where nothing was wrong since the last time.
found=0
ok() { [ "$found" -gt 0 ] || echo "ok: $*"; found=0; }
wrong() { echo "WRONG: $*"; failed=1; found=1; }
# What the tools of Debian say; silence is success, and for appstreamcli its word for it.
silent() {
    local said status=0
    said=$("$@" 2>&1) || status=$?
    [ "$said" = "✔ Validation was successful." ] && said=
    if [ "$status" -eq 0 ] && [ -z "$said" ]; then ok "$(basename "$1")"; else wrong "$*: $said"; fi; found=0
}

check_tools() {
    silent lintian --allow-root --fail-on error,warning "$package"
    silent desktop-file-validate "$root/usr/share/applications/$id.desktop"
    silent appstreamcli validate --no-net --pedantic "$root/usr/share/metainfo/$id.metainfo.xml"
    for page in "$root"/usr/share/man/man1/*; do
        check_manual "$page"
    done
    for completion in "$root"/usr/share/bash-completion/completions/*; do
        silent bash -n "$completion"
    done
}

check_manual() {
    local said
    said=$(MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null)
    if [ -z "$said" ]; then ok "$(basename "$1")"; else wrong "$1: $said"; fi; found=0
}

check_files() {
    local path
    for path in usr/bin/tokendesk usr/bin/tokendesk-sandbox usr/libexec/tokendesk/tokendesk-decoder \
        usr/share/man/man1/tokendesk.1.gz usr/share/man/man1/tokendesk-sandbox.1.gz \
        usr/share/icons/hicolor/{16x16,22x22,24x24,32x32,48x48,64x64,128x128,256x256,512x512}/apps/$id.png \
        usr/share/icons/hicolor/scalable/apps/$id.svg usr/share/icons/hicolor/symbolic/apps/$id-symbolic.svg \
        usr/share/doc/tokendesk/{copyright,changelog.gz,changelog.Debian.gz,tokendesk.cdx.json}; do
        [ -f "$root/$path" ] || wrong "$path is missing"
    done
    for path in sqlite svg breeze-icon-theme libcjose0 libqt6network6 libqt6pdf6 libseccomp2; do
        dpkg-deb --field "$package" Depends | grep -q "$path" || wrong "nothing of $path among the dependencies"
    done
    ok "files and dependencies looked for"
}

# Of one name there is one version, wherever it is written.
check_versions() {
    local version
    version=$(dpkg-deb --field "$package" Version)
    [ "$(dpkg-parsechangelog -l packaging/debian/changelog -S Version)" = "$version" ] ||
        wrong "packaging/debian/changelog does not begin with $version"
    grep -q "<release version=\"${version%-*}\"" "$root/usr/share/metainfo/$id.metainfo.xml" ||
        wrong "the metainfo has no notes on release ${version%-*}"
    [ "$("$root/usr/bin/tokendesk" --version)" = "tokendesk ${version%-*}" ] || wrong "tokendesk --version is another"
    ok "version $version in control file, changelog, metainfo and program"
}

check_hardening() {
    local program name headers dynamic
    for program in "${programs[@]}"; do
        name=$(basename "$program")
        headers=$(readelf --wide --file-header --program-headers --notes "$program")
        dynamic=$(readelf --wide --dynamic "$program")
        grep -q 'Type:.*DYN' <<<"$headers" || wrong "$name is not position-independent"
        grep -q 'GNU_RELRO' <<<"$headers" || wrong "$name has no RELRO"
        grep -q 'GNU_STACK.*RW ' <<<"$headers" || wrong "$name has an executable stack"
        grep -q 'LOAD.*RWE' <<<"$headers" && wrong "$name has memory that is writable and executable"
        grep -q 'x86 feature:.*SHSTK' <<<"$headers" || wrong "$name is not marked for shadow stacks"
        grep -q 'FLAGS.*BIND_NOW\|FLAGS_1.*NOW' <<<"$dynamic" || wrong "$name binds lazily"
        grep -q 'PIE' <<<"$dynamic" || wrong "$name is no PIE"
        grep -q 'RPATH\|RUNPATH' <<<"$dynamic" && wrong "$name searches libraries in a path of its own"
        [ "$(readelf --wide --dyn-syms "$program" | grep -c '__stack_chk_fail')" -gt 0 ] || wrong "$name has no stack protector"
        [ "$(objdump --disassemble --section=.text "$program" | grep -c endbr64)" -gt 100 ] || wrong "$name has no landing pads"
        [ "$(readelf --wide --sections "$program" | grep -c '\.debug_\|\.symtab')" -eq 0 ] || wrong "$name is not stripped"
        if grep -qaF "$PWD" "$program"; then wrong "$name holds the path of its build"; fi
    done
    ok "PIE, RELRO, NOW, stack protector, CET, no RPATH, no path of the build"
}

# FORTIFY leaves no trace where the compiler could prove every size, and start code of Debian carries no note of CET: so what
# the compiler was told about each of our sources is looked at as well.
check_flags() {
    local commands=$build/compile_commands.json flag sources missing
    [ -f "$commands" ] || { wrong "$commands is missing"; return 0; }
    sources=$(grep '"command"' "$commands" | grep -vE '/(tests|bench)/')
    for flag in -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPI[CE]; do
        missing=$(grep -cvE -- "$flag" <<<"$sources" || true)
        [ "$missing" -eq 0 ] || wrong "$missing sources are compiled without $flag"
    done
    ok "$(wc -l <<<"$sources") sources are compiled with every flag"
}

# Every library that the dynamic linker names is in the bill of materials, with the bytes and version that are installed here.
check_bill() {
    local said
    said=$(for program in "${programs[@]}"; do ldd "$program"; done | grep -oE '(=> |^\s)/\S+' | grep -oE '/\S+' | sort -u |
        python3 -c '
import hashlib, json, os, subprocess, sys
parts = {}
for part in json.load(open(sys.argv[1]))["components"]:
    facts = {entry["name"]: entry["value"] for entry in part["properties"]}
    parts[facts["file"]] = (facts["debian:package"], part["version"], part["hashes"][0]["content"])
installed = subprocess.check_output(["dpkg-query", "-W", "-f", "${Package} ${Version}\\n"], text=True).splitlines()
files = {os.path.realpath(line) for line in sys.stdin.read().split()}
for file in sorted(files):
    package, version, digest = parts.get(file, ("", "", ""))
    same = digest == hashlib.sha256(open(file, "rb").read()).hexdigest()
    if f"{package} {version}" not in installed or not same:
        print(f"WRONG: the bill of materials lacks {file}, or has another version or other bytes")
print(f"ok: {len(files)} libraries of ldd looked for in the bill of materials, which names {len(parts)}")
' "$root/usr/share/doc/tokendesk/tokendesk.cdx.json") || wrong "the bill of materials cannot be read"
    echo "$said"
    if grep -q '^WRONG' <<<"$said"; then failed=1; fi
}

check_tools
check_files
check_versions
check_hardening
check_flags
check_bill
exit "$failed"
