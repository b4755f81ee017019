#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Draws what the sandbox serves from the sources in art/. The results are committed, so building needs none of this.
# Needs librsvg2-bin, pngquant, imagemagick and, for the text of one PDF alone, fonts-lato. The same versions of these
# give the same bytes. Lettering is drawn as outlines of Lato and EB Garamond (SIL Open Font License 1.1), of which the
# one PDF embeds what it shows. Scheme marks are drawings of our own and resemble no scheme's.
# What is served as SVG keeps to SVG Tiny: no use, no image, no style.
set -eu
cd "$(dirname "$0")"
export SOURCE_DATE_EPOCH=1767225600 # cairo writes it into PDFs
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# A card or logo with few colours.
png() { # SOURCE TARGET WIDTH COLOURS
    rsvg-convert -w "$3" "art/$1.svg" -o "$work/$2.png"
    pngquant --force --strip --speed 1 --nofs "$4" --output "$2.png" "$work/$2.png"
}
# A card with many.
jpeg() { # SOURCE TARGET WIDTH QUALITY
    rsvg-convert -w "$3" "art/$1.svg" -o "$work/$2.png"
    convert "$work/$2.png" -strip -sampling-factor 4:2:0 -interlace Plane -quality "$4" "$2.jpeg"
}
pdf() { # SOURCE TARGET
    rsvg-convert -f pdf "art/$1.svg" -o "$2.pdf"
}

png harbour-complete harbour-complete 1536 64
png harbour-debit-complete harbour-debit-complete 1280 16
png alder-background alder-background 1280 10
png alder-birch alder-birch 1536 16
jpeg kestrel-complete kestrel-complete 1280 48
jpeg kestrel-world-elite kestrel-world-elite 1280 62
jpeg alder-evergreen alder-evergreen 1536 70
pdf meridian-complete meridian-complete
pdf meridian-gift meridian-gift
pdf icon-meridian meridian-icon
for issuer in harbour kestrel alder aurora; do
    png "icon-$issuer" "$issuer-icon" 128 32
done
png logo-harbour harbour-logo 750 16
png mark-visa mark-visa 400 16
png mark-amex mark-amex 400 16
png mark-mastercard brand-mark 400 16
