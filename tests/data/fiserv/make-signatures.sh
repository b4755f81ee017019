#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints signatures.json: values that the openssl command alone computed. Needs openssl and sh.
set -eu
key=TESTAPIKEY000000000000000000000A
secret='made-up-api-secret'
id=5a1c2f0e-7d3b-4c55-9a66-0123456789ab
stamp=1721261883000

entry() { # name, secret, body
    mac() { printf '%s%s%s%s' "$key" "$id" "$stamp" "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n')" "$3"; }
    raw=$(mac "$2" "$3" -binary | openssl base64 -A)
    hex=$(mac "$2" "$3" -hex | sed 's/.*= //' | tr -d '\n' | openssl base64 -A)
    body=$(printf %s "$3" | openssl base64 -A)
    shown=$(printf %s "$2" | openssl base64 -A)
    printf '    {"name": "%s", "secretBase64": "%s", "bodyBase64": "%s",\n     "raw": "%s",\n     "hex": "%s"}' \
        "$1" "$shown" "$body" "$raw" "$hex"
}

printf '{\n  "apiKey": "%s",\n  "requestId": "%s",\n  "timestamp": "%s",\n  "entries": [\n' "$key" "$id" "$stamp"
entry 'no body' "$secret" ''
printf ',\n'
entry 'create' "$secret" '{"requestType":"PaymentCardPaymentTokenizationRequest","paymentCard":{"number":"4012000033330026","expiryDate":{"month":"12","year":"29"}},"createToken":{"reusable":true,"declineDuplicates":false}}'
printf ',\n'
entry 'accents, Greek, Han and an emoji' "$secret" '{"additionalDetails":{"comments":"Zoë Müller, Αθήνα, 東京, 💳"}}'
printf ',\n'
entry 'secret that is not ASCII' 'schlüssel-ключ' '{"storeId":"1"}'
printf ',\n'
entry 'secret longer than a block' "$(printf 'k%.0s' $(seq 1 200))" '{"storeId":"1"}'
printf '\n  ]\n}\n'
