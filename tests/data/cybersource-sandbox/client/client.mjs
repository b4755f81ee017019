// SPDX-License-Identifier: Apache-2.0
// Makes requests with the vendor's own client, for tests. Reads one JSON object from standard input:
//   {"connection": "cybersource" of the sandbox, "caFile", "mode": "jwt-secret" | "jwt-p12" | "http-signature",
//    "encrypts": bool, "steps": [{"api", "call", "arguments"}]}
// and writes a list with {"status", "data", "correlationId"} or {"error", "status", "data"} for each step. The text
// "$1.tokenizedCard.id" in arguments stands for that member of the data of the first step.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import cybersource from 'cybersource-rest-client';

const { connection, caFile, mode, encrypts, steps } = JSON.parse(readFileSync(0, 'utf8'));
const common = {
  runEnvironment: new URL(connection.baseUrl).host,
  merchantID: connection.merchantId,
  merchantKeyId: connection.keyId,
  merchantsecretKey: connection.sharedSecret,
  sslCaCert: caFile,
  logConfiguration: { enableLog: false },
};
const modes = {
  'http-signature': { authenticationType: 'http_signature' },
  'jwt-secret': {
    authenticationType: 'jwt',
    jwtKeyType: 'SHARED_SECRET',
    mleForRequestPublicCertPath: connection.requestCertificateFile,
  },
  'jwt-p12': {
    authenticationType: 'jwt',
    jwtKeyType: 'P12',
    keysDirectory: dirname(connection.p12File),
    keyFileName: basename(connection.p12File, '.p12'),
    keyAlias: connection.p12Alias,
    keyPass: connection.p12Password,
  },
};
const encryption = {
  enableRequestMLEForOptionalApisGlobally: true,
  enableResponseMleGlobally: true,
  responseMleKID: connection.responseKeyId,
  responseMlePrivateKeyFilePath: connection.responseKeyFile,
};
const configuration = { ...common, ...modes[mode], ...(encrypts ? encryption : {}) };
const results = [];

function filledIn(value) {
  if (typeof value === 'string' && value.startsWith('$')) {
    const [step, ...members] = value.slice(1).split('.');
    return members.reduce((at, member) => at[member], results[Number(step) - 1].data);
  }
  if (Array.isArray(value))
    return value.map(filledIn);
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filledIn(member)]))
    : value;
}

function called({ api, call, arguments: given }) {
  const client = new cybersource[api](configuration, new cybersource.ApiClient());
  return new Promise(resolve => {
    const finished = (error, data, response) => {
      const answer = response ?? error?.response ?? {};
      const result = { status: answer.status ?? error?.status ?? 0, data: data ?? answer.data ?? null };
      result.correlationId = answer.headers?.['v-c-correlation-id'] ?? answer.header?.['v-c-correlation-id'] ?? '';
      resolve(error ? { ...result, error: String(error.message ?? error) } : result);
    };
    try {
      client[call](...filledIn(given), finished);
    } catch (error) {
      resolve({ error: String(error), status: 0, data: null });
    }
  });
}

for (const step of steps)
  results.push(await called(step));
// Its agents keep connections, and with them the process.
process.stdout.write(JSON.stringify(results), () => process.exit(0));
