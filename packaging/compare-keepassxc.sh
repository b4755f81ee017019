#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compares the console with KeePassXC, a desktop program of the same kind (Qt Widgets, secrets, one window): the time from exec
# to a window that has been painted, and the resident memory then.
# Both run in one virtual display, in turns; medians, and the ratios that count: at most 1.0 is the aim.
#
#   packaging/compare-keepassxc.sh [PROGRAM [RUNS]]      by default build/release/bin/tokendesk and 5
#
# Needs the Debian packages keepassxc, xvfb, xdotool, x11-apps and python3.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-build/release/bin/tokendesk}")
runs=${2:-5}
for needed in keepassxc Xvfb xdotool xwd python3; do
    command -v "$needed" >/dev/null || { echo "missing: $needed" >&2; exit 2; }
done
home=$(mktemp -d)
xvfb=
trap '[ -z "$xvfb" ] || { kill "$xvfb"; wait "$xvfb" || true; }; rm -rf "$home"' EXIT # a display that is still ending takes the next one along
: >"$home/display"
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$home/display" >"$home/xvfb.log" 2>&1 &
xvfb=$!
until number=$(<"$home/display") && [ -n "$number" ] && DISPLAY=:$number xwd -root -silent >/dev/null 2>&1; do
    kill -0 "$xvfb" || { cat "$home/xvfb.log" >&2; exit 2; }
    sleep 0.1
done
export DISPLAY=:$number QT_QPA_PLATFORM=xcb DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent NO_AT_BRIDGE=1
python3 packaging/compare-starts.py "$home" "$runs" "tokendesk=$program" "keepassxc=$(command -v keepassxc)"
