#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a bare Debian 12 to the open console on its built-in sandbox. Arguments go to the console.
# Where there is no display, the guided tour runs offscreen instead and leaves a picture of each step.
set -euo pipefail
cd "$(dirname "$0")/.."

packaging/setup.sh build
cmake --preset release >/dev/null
cmake --build --preset release --target tokendesk tokendesk-decoder tokendesk-sandbox

console=build/release/bin/tokendesk
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ $# -gt 0 ]; then
    exec "$console" "$@"
fi

pictures=$PWD/build/tour
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
echo "No display found: running the tour offscreen."
mkdir -p "$home/run"
chmod 700 "$home/run"
QT_QPA_PLATFORM=offscreen HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config \
    XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run "$console" --tour "$pictures"
echo "The pictures are in $pictures"
