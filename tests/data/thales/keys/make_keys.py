#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the keys and certificates of this folder anew. They protect nothing; the passphrase is 'correct horse'."""
import datetime
import ipaddress
import json
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (BestAvailableEncryption, Encoding, NoEncryption,
                                                          PrivateFormat, pkcs12)
from cryptography.x509.oid import NameOID
from jwcrypto import jwe, jwk

FOLDER = pathlib.Path(__file__).parent
PASSPHRASE = b"correct horse"
BEGIN = datetime.datetime(2020, 1, 1)
END = datetime.datetime(2120, 1, 1)


def name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def certificate(subject, key, issuer=None, issuer_key=None, names=(), end=END):
    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer or subject))
               .public_key(key.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(BEGIN).not_valid_after(end)
               .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key or key, hashes.SHA256())


def pem(item):
    return item.public_bytes(Encoding.PEM)


def pkcs8(key, encryption=NoEncryption()):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def traditional(key, encryption=NoEncryption()):
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, encryption)


def write(file_name, content):
    (FOLDER / file_name).write_bytes(content)


def rsa_key(bits=2048):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def client_files(ca_key, ca):
    sealed = BestAvailableEncryption(PASSPHRASE)
    for kind, key in (("ec", ec.generate_private_key(ec.SECP256R1())), ("rsa", rsa_key())):
        leaf = certificate(f"test client {kind}", key, "test authority", ca_key)
        write(f"client-{kind}.pem", pem(leaf))
        write(f"client-{kind}.key", pkcs8(key))
        write(f"client-{kind}-traditional.key", traditional(key))
        write(f"client-{kind}-encrypted.key", pkcs8(key, sealed))
        write(f"client-{kind}-unicode.key", pkcs8(key, BestAvailableEncryption("Grüße, Привет".encode())))
        write(f"client-{kind}-both.pem", pkcs8(key) + pem(leaf))
        write(f"client-{kind}-chain.pem", pem(ca) + pem(leaf))
        write(f"client-{kind}.p12", pkcs12.serialize_key_and_certificates(b"client", key, leaf, [ca], sealed))
    weak = rsa_key(1024)
    write("client-weak.pem", pem(certificate("test client weak", weak, "test authority", ca_key)))
    write("client-weak.key", pkcs8(weak))


def server_files(ca_key):
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    write("server.pem", pem(certificate("localhost", key, "test authority", ca_key, names)))
    write("server.key", pkcs8(key))


def encryption_files():
    thales = rsa_key()
    write("encryption.pem", pem(certificate("test encryption", thales)))
    write("encryption.key", pkcs8(thales))
    write("encryption-short.pem", pem(certificate("test encryption", thales, end=datetime.datetime(2026, 1, 1))))
    weak = rsa_key(1024)
    write("encryption-weak.pem", pem(certificate("test weak encryption", weak)))
    public = json.loads(jwk.JWK.from_pem(pem(certificate("test encryption", thales))).export_public())
    write("encryption.jwk", json.dumps(public | {"kid": "thales-jwk"}).encode())
    write("encryption-signing.jwk", json.dumps(public | {"kid": "thales-jwk", "use": "sig"}).encode())
    write("encryption-other-alg.jwk", json.dumps(public | {"kid": "thales-jwk", "alg": "RSA-OAEP"}).encode())


def decryption_files():
    merchant = rsa_key()
    leaf = certificate("test merchant", merchant)
    sealed = BestAvailableEncryption(PASSPHRASE)
    write("merchant.pem", pem(leaf))
    write("merchant.key", pkcs8(merchant))
    write("merchant-encrypted.key", pkcs8(merchant, sealed))
    write("merchant.p12", pkcs12.serialize_key_and_certificates(b"merchant", merchant, leaf, None, sealed))
    private = json.loads(jwk.JWK.from_pem(pkcs8(merchant)).export_private())
    write("merchant.jwk", json.dumps(private | {"kid": "merchant-jwk"}).encode())
    plaintext = (FOLDER / ".." / "create-push-token.issuer-info.plaintext.json").read_bytes()
    header = json.dumps({"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "merchant-1"})
    message = jwe.JWE(plaintext, protected=header, recipient=jwk.JWK.from_pem(pkcs8(merchant)))
    write("../create-push-token.issuer-info.jwe", message.serialize(compact=True).encode())


authority_key = ec.generate_private_key(ec.SECP256R1())
authority = certificate("test authority", authority_key)
write("authority.pem", pem(authority))
client_files(authority_key, authority)
server_files(authority_key)
encryption_files()
decryption_files()
