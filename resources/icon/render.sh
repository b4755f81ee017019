#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Draws the program's icon in the sizes of the hicolor theme. The results are committed, so building needs none of this.
# Needs librsvg2-bin and optipng. Up to 24 pixels a drawing with fewer and larger parts is used.
set -eu
cd "$(dirname "$0")"
for size in 16 22 24 32 48 64 128 256 512; do
    drawing=tokendesk.svg
    [ "$size" -gt 24 ] || drawing=tokendesk-small.svg
    rsvg-convert -w "$size" -h "$size" "$drawing" -o "$size.png"
    optipng -quiet -o5 -strip all "$size.png"
done
