// SPDX-License-Identifier: Apache-2.0
// Seals and opens JWE messages with the `jose` package, for tests. Reads one JSON object from standard input:
//   {"publicKey": SPKI PEM, "privateKey": PKCS#8 PEM, "alg", "enc", "requests": [{"seal": base64, "kid"} | {"open": compact}]}
// and writes a list with {"compact"}, {"plaintext": base64} or {"error"} for each request.
import { readFileSync } from 'node:fs';
import { CompactEncrypt, compactDecrypt, importPKCS8, importSPKI } from 'jose';

const { publicKey, privateKey, alg, enc, requests } = JSON.parse(readFileSync(0, 'utf8'));
const sealing = await importSPKI(publicKey, alg);
const opening = await importPKCS8(privateKey, alg);
const pinned = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] };

async function answer(request) {
  try {
    if (request.seal !== undefined) {
      const plaintext = Buffer.from(request.seal, 'base64');
      const header = { alg, enc, kid: request.kid };
      return { compact: await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(sealing) };
    }
    const { plaintext } = await compactDecrypt(request.open, opening, pinned);
    return { plaintext: Buffer.from(plaintext).toString('base64') };
  } catch (error) {
    return { error: error.code ?? error.name };
  }
}

const answers = [];
for (const request of requests)
  answers.push(await answer(request));
process.stdout.write(JSON.stringify(answers));
