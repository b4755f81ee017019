#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs, starts, upgrades, removes and purges the package in a bare Debian 12 of its own.
#
#   packaging/try-package.sh [--mirror URL] [--apt-from DIR] [--root DIR] [--older FILE.deb] FILE.deb
#
#   --mirror URL    where debootstrap gets Debian from; this machine's own source of it unless told
#   --apt-from DIR  copy sources and configuration of apt from DIR (laid out like /etc/apt) into the root
#   --root DIR      use, and keep, this root; one that is there already must be a bare Debian 12
#   --older FILE    upgrade from this package; without it, from the same one with an older version written on it
#
# Exit status 77: it cannot be tried here, and why is said.
set -euo pipefail
mirror=
apt_from= root= older=
while [ $# -gt 1 ]; do
    case $1 in
        --mirror) mirror=$2 ;;
        --apt-from) apt_from=$2 ;;
        --root) root=$2 ;;
        --older) older=$(realpath "$2") ;;
        *) echo "try-package: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
[ $# -eq 1 ] && [ -f "$1" ] || { sed -n '3,13s/^# \?//p' "$0" >&2; exit 2; }
package=$(realpath "$1")

cannot() { echo "try-package: not tried here: $*"; exit 77; }
[ "$(id -u)" -eq 0 ] || cannot "a root of its own needs root"
command -v debootstrap >/dev/null || cannot "debootstrap is not installed"
unshare --mount true 2>/dev/null || cannot "mounting is not allowed"

[ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' |
    head -1)
if [ -z "${TOKENDESK_IN_OWN_MOUNTS:-}" ]; then
    # What is mounted below goes away with this process, whatever becomes of it.
    work=$(mktemp -d)
    trap 'rm -rf --one-file-system "$work"' EXIT
    [ -n "$root" ] || root=$work/root
    TOKENDESK_IN_OWN_MOUNTS=1 unshare --mount "$0" --mirror "$mirror" ${apt_from:+--apt-from "$apt_from"} \
        ${older:+--older "$older"} --root "$root" "$package"
    exit
fi

step() { echo "== $*"; }
fail() { echo "try-package: $*" >&2; exit 1; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# As an agent would: an ordinary user without a display, a session bus or a keychain.
agent() {
    inside setpriv --reuid=agent --regid=agent --init-groups env HOME=/home/agent XDG_RUNTIME_DIR=/home/agent/run \
        QT_QPA_PLATFORM=offscreen "$@"
}
version() { inside dpkg-query --show --showformat='${Version}' tokendesk 2>/dev/null || true; }
listed() { inside find / -xdev \( -path /proc -o -path /tmp -o -path /var -o -path /home -o -path /etc/ssl \) -prune -o -print | sort; }

if [ ! -x "$root/usr/bin/dpkg" ]; then
    step "a bare Debian 12 in $root"
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
        { tail -5 "$root.log"; cannot "debootstrap could not reach $mirror"; }
fi
if [ -n "$apt_from" ]; then
    for part in sources.list sources.list.d apt.conf.d trusted.gpg.d; do
        [ ! -e "$apt_from/$part" ] || cp -rT "$apt_from/$part" "$root/etc/apt/$part"
    done
fi
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
chmod 1777 "$root/tmp"
inside apt-get update -q >"$root/tmp/apt.log" 2>&1 || { cat "$root/tmp/apt.log"; cannot "apt could not be updated in the root"; }
# What an earlier trial that failed may have left.
[ -z "$(version)" ] || inside apt-get purge -q -y --autoremove tokendesk >"$root/tmp/apt.log" 2>&1
! inside id agent >/dev/null 2>&1 || inside userdel --remove agent 2>/dev/null
inside useradd --create-home agent
agent mkdir -p -m 700 /home/agent/run

step "an older version of the package"
if [ -n "$older" ]; then
    cp "$older" "$root/tmp/older.deb"
else
    dpkg-deb --raw-extract "$package" "$root/tmp/older"
    sed -i 's/^Version: .*/Version: 0.0.9-1~deb12/' "$root/tmp/older/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$root/tmp/older" "$root/tmp/older.deb" >/dev/null
fi
cp "$package" "$root/tmp/tokendesk.deb"
inside apt-get install -q -y --no-install-recommends --download-only /tmp/tokendesk.deb >"$root/tmp/apt.log" 2>&1 ||
    { tail -20 "$root/tmp/apt.log"; fail "the dependencies cannot be met"; }
listed >"$root/tmp/before"

step "install"
inside apt-get install -q -y --no-install-recommends /tmp/older.deb >"$root/tmp/apt.log" 2>&1 ||
    { tail -20 "$root/tmp/apt.log"; fail "it does not install"; }
[ "$(version)" = "$(dpkg-deb --field "$root/tmp/older.deb" Version)" ] || fail "the older version is not installed"

step "start: the tour through the main tasks, offscreen"
agent tokendesk --tour /home/agent/tour >"$root/tmp/tour.log" 2>&1 || { tail -20 "$root/tmp/tour.log"; fail "the tour failed"; }
tail -1 "$root/tmp/tour.log"
agent tokendesk-sandbox --print-config >"$root/tmp/config.json" || fail "the sandbox does not start"
agent mkdir -p /home/agent/.config/tokendesk
connections=$root/home/agent/.config/tokendesk/connections.json
cat >"$connections" <<'JSON'
{"version": 1, "connections": [{"id": "kept", "name": "Kept", "kind": "thales-etp", "environment": "test",
 "values": {"baseUrl": "https://api.example.com/tsh-cof", "merchantId": "m-1"}}]}
JSON
chown --reference="$root/home/agent" "$connections"

# What the desk has on record, by the program itself: a checked journal, and its rows.
record() {
    agent tokendesk journal verify >"$root/tmp/verify.log" 2>&1 || { cat "$root/tmp/verify.log"; fail "the journal does not verify"; }
    agent tokendesk journal export --format csv
}
# Rows are only ever added: verifying and exporting are on record themselves.
keeps() {
    local lost
    lost=$(comm -23 <(sort "$1") <(sort "$2"))
    [ -z "$lost" ] || fail "rows of the journal are gone: $lost"
}
data() { (cd "$root/home/agent" && find .config .local -type f | sort | xargs sha256sum); }
record >"$root/tmp/record.older"
[ "$(wc -l <"$root/tmp/record.older")" -gt 3 ] || fail "the tour left no journal to keep"
data >"$root/tmp/data.older"

step "upgrade"
inside apt-get install -q -y --no-install-recommends /tmp/tokendesk.deb >"$root/tmp/apt.log" 2>&1 ||
    { tail -20 "$root/tmp/apt.log"; fail "it does not upgrade"; }
[ "$(version)" = "$(dpkg-deb --field "$package" Version)" ] || fail "the new version is not installed"
data | diff "$root/tmp/data.older" - || fail "the upgrade changed the agent's files"
record >"$root/tmp/record.newer"
keeps "$root/tmp/record.older" "$root/tmp/record.newer"
# The window once more, on what is there: the desk's own sandbox, and the tour on one of its own.
agent tokendesk --contact-sheet /home/agent/sheet.png >"$root/tmp/sheet.log" 2>&1 ||
    { tail -20 "$root/tmp/sheet.log"; fail "the console does not start after the upgrade"; }
tail -1 "$root/tmp/sheet.log"
agent tokendesk --tour /home/agent/tour >"$root/tmp/tour.log" 2>&1 ||
    { tail -20 "$root/tmp/tour.log"; fail "the tour failed after the upgrade"; }
tail -1 "$root/tmp/tour.log"
record >"$root/tmp/record.later"
keeps "$root/tmp/record.newer" "$root/tmp/record.later"
grep -q '"kept"' "$connections" || fail "the connection is gone"
echo "$(($(wc -l <"$root/tmp/record.older") - 1)) rows of the journal kept, $(($(wc -l <"$root/tmp/record.later") - 1)) after another tour"

step "remove"
data >"$root/tmp/data.newer"
inside apt-get remove -q -y tokendesk >"$root/tmp/apt.log" 2>&1 || { tail -20 "$root/tmp/apt.log"; fail "it cannot be removed"; }
[ ! -e "$root/usr/bin/tokendesk" ] && [ ! -e "$root/usr/libexec/tokendesk" ] || fail "programs are left"
step "purge"
inside apt-get install -q -y --no-install-recommends /tmp/tokendesk.deb >"$root/tmp/apt.log" 2>&1 &&
    inside apt-get purge -q -y tokendesk >"$root/tmp/apt.log" 2>&1 || { tail -20 "$root/tmp/apt.log"; fail "it cannot be purged"; }
inside dpkg-query --show tokendesk >/dev/null 2>&1 && fail "dpkg still knows it"
inside apt-get autoremove --purge -q -y >"$root/tmp/apt.log" 2>&1
listed | comm -13 "$root/tmp/before" - | grep -i tokendesk && fail "files of the package are left"
data | diff "$root/tmp/data.newer" - || fail "removing changed the agent's files"
echo "nothing of the package is left, and all of the agent's files are"
step "passed"
