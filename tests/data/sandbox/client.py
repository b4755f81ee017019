# SPDX-License-Identifier: Apache-2.0
"""A client of the sandbox that shares no code with it: Python's TLS and HTTP, jwcrypto's JWE.

Usage: client.py CONNECTION.json OPENAPI.json. One JSON command per line on standard input, one JSON answer per line on
standard output. A command is {"do": NAME, ...}; an answer is an object, with "error" in it when something failed.
"""
import http.client
import json
import re
import socket
import ssl
import sys
import urllib.parse
import uuid

from jwcrypto import jwe, jwk

connection = json.load(open(sys.argv[1], encoding="utf-8"))
openapi = json.load(open(sys.argv[2], encoding="utf-8"))
base = urllib.parse.urlsplit(connection["baseUrl"])


def tls(with_certificate=True, version=None):
    context = ssl.create_default_context(cafile=connection["caFile"])
    if with_certificate:
        context.load_cert_chain(connection["clientCertificateFile"], connection["clientKeyFile"])
    if version:
        # OpenSSL's default security level refuses versions this old before the server can.
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    return context


def connect(command):
    connection = http.client.HTTPSConnection(
        command.get("host", base.hostname), command.get("port", base.port),
        context=tls(command.get("certificate", True), command.get("version")), timeout=command.get("timeout", 20))
    # There may be no hosts file that knows "localhost"; the certificate is still compared with the name.
    connection._create_connection = lambda address, *rest: socket.create_connection(
        (address[0].replace("localhost", "127.0.0.1"), address[1]), *rest)
    return connection


def encrypt(command):
    plaintext = command["plaintext"]
    if not isinstance(plaintext, str):
        plaintext = json.dumps(plaintext, ensure_ascii=False)
    with open(connection["encryptionCertificateFile"], "rb") as file:
        key = jwk.JWK.from_pem(file.read())
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": connection["encryptionKeyId"]}
    header.update(command.get("header", {}))
    header = {name: value for name, value in header.items() if value is not None}
    message = jwe.JWE(plaintext.encode(), json.dumps(header), algs=[header["alg"], header["enc"]])
    message.add_recipient(key)
    return message.serialize(compact=True)


def decrypt(command):
    with open(connection["decryptionKeyFile"], "rb") as file:
        key = jwk.JWK.from_pem(file.read())
    message = jwe.JWE(algs=["RSA-OAEP-256", "A256GCM"])
    message.deserialize(command["message"], key)
    return {"header": message.jose_header, "plaintext": json.loads(message.payload)}


def headers_of(command, has_body):
    headers = {"authorization": "APIKEY " + connection["apiKey"], "x-correlation-id": str(uuid.uuid4())}
    if has_body:
        headers["content-type"] = "application/json"
    for name, value in command.get("headers", {}).items():
        headers.pop(name, None)
        if value is not None:
            headers[name] = value
    return headers


def body_of(command):
    if "body" in command:
        return command["body"].encode()
    if "json" not in command:
        return None
    body = dict(command["json"])
    if "plaintext" in command:
        body["encryptedData"] = encrypt(command)
    return json.dumps(body).encode()


def send(link, command):
    body = body_of(command)
    path = command.get("prefix", base.path) + command["path"]
    link.request(command["method"], path, body=body, headers=headers_of(command, body is not None))


def received(link):
    response = link.getresponse()
    content = response.read()
    answer = {"status": response.status, "headers": {name.lower(): value for name, value in response.getheaders()},
              "text": content.decode("utf-8", "replace")}
    try:
        answer["json"] = json.loads(content)
    except ValueError:
        pass
    return answer


def request(command):
    link = connect(command)
    try:
        send(link, command)
        return received(link)
    finally:
        link.close()


def conversation(command):
    """Several requests, one after the other, on one connection."""
    link = connect(command)
    try:
        answers = []
        for part in command["requests"]:
            send(link, part)
            sockets = link.sock
            answers.append(received(link))
            answers[-1]["sameConnection"] = link.sock is sockets
        return {"answers": answers}
    finally:
        link.close()


def resolved(schema):
    while "$ref" in schema:
        node = openapi
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def violations(value, schema, where="$"):
    """What in `value` the part of JSON Schema that the API's document uses does not allow."""
    schema = resolved(schema)
    types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if "type" in schema and not isinstance(value, types[schema["type"]]):
        return [where + " is not " + schema["type"]]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(where + " is not in the enumeration")
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 1 << 30):
            found.append(where + " has a length that is not allowed")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(where + " does not match the pattern")
    if isinstance(value, list):
        if schema.get("uniqueItems") and len(set(map(str, value))) != len(value):
            found.append(where + " repeats an item")
        for index, item in enumerate(value):
            found += violations(item, schema.get("items", {}), f"{where}[{index}]")
    if isinstance(value, dict):
        found += [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, member in value.items():
            if name not in schema.get("properties", {}):
                found.append(f"{where}.{name} is not in the document")
            else:
                found += violations(member, schema["properties"][name], f"{where}.{name}")
    return found


def check(command):
    """Whether a body is what the API's document says for an operation and a status."""
    operation = openapi["paths"][command["path"]][command["method"].lower()]
    response = operation["responses"].get(str(command["status"]))
    if response is None:
        return {"violations": ["the status is not in the document"]}
    content = resolved(response).get("content")
    if content is None:
        return {"violations": [] if not command.get("text") else ["a body where there is none"]}
    return {"violations": violations(json.loads(command["text"]), content["application/json"]["schema"])}


COMMANDS = {"request": request, "conversation": conversation, "decrypt": decrypt, "check": check,
            "encrypt": lambda command: {"message": encrypt(command)}}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        result = COMMANDS[asked["do"]](asked)
    except (OSError, http.client.HTTPException, ssl.SSLError, socket.timeout) as error:
        result = {"error": type(error).__name__ + ": " + str(error)}
    print(json.dumps(result), flush=True)
