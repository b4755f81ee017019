# SPDX-License-Identifier: Apache-2.0
"""Seals and opens JWE messages with python3-jwcrypto, for tests.

Reads one JSON object from standard input:
  {"publicKey": SPKI PEM, "privateKey": PKCS#8 PEM, "alg", "enc", "requests": [{"seal": base64, "kid"} | {"open": compact}]}
and writes a list with {"compact"}, {"plaintext": base64} or {"error"} for each request. {"export": passphrase} gives the
private key as {"jwk", "pem"}, {"import": JWK} tells the thumbprint of a JWK as {"thumbprint"}.
"""
import base64
import json
import sys

from jwcrypto import jwe, jwk

task = json.load(sys.stdin)
sealing = jwk.JWK.from_pem(task["publicKey"].encode())
opening = jwk.JWK.from_pem(task["privateKey"].encode())
pinned = [task["alg"], task["enc"]]


def answer(request):
    if "seal" in request:
        header = {"alg": task["alg"], "enc": task["enc"], "kid": request["kid"]}
        message = jwe.JWE(base64.b64decode(request["seal"]), json.dumps(header), algs=pinned)
        message.add_recipient(sealing)
        return {"compact": message.serialize(compact=True)}
    if "open" in request:
        message = jwe.JWE(algs=pinned)
        message.deserialize(request["open"], opening)
        return {"plaintext": base64.b64encode(message.payload).decode()}
    if "export" in request:
        pem = opening.export_to_pem(private_key=True, password=request["export"].encode()).decode()
        return {"jwk": opening.export_private(), "pem": pem}
    return {"thumbprint": jwk.JWK(**request["import"]).thumbprint()}


def guarded(request):
    try:
        return answer(request)
    except Exception as error:  # whatever it is, it is the answer
        return {"error": type(error).__name__}


json.dump([guarded(request) for request in task["requests"]], sys.stdout)
