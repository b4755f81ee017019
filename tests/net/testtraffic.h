// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/networktransport.h"
#include "tests/net/testcertificates.h"
#include "tests/support/settling.h"

[[nodiscard]] QList<QSslCertificate> certificatesFrom(const QByteArray &pem);

//! Settings that reach a server with the shared certificate; no client certificate, no credential, short waits.
[[nodiscard]] TransportSettings settingsFor(const QUrl &baseUrl);
void useClient(TransportSettings &settings, const IssuedCertificate &client);
void useCredential(TransportSettings &settings, const QByteArray &secret);

//! A request with nothing special about it.
[[nodiscard]] HttpRequest requestOf(const QByteArray &method, const QByteArray &body = {});

//! `status` with a body that has a Content-Length.
[[nodiscard]] QByteArray reply(int status, const QByteArray &body, const QByteArray &headers = {});

//! `bytes` as the gzip command would write them.
[[nodiscard]] QByteArray gzipped(const QByteArray &bytes);

//! The name of the error's kind, for QCOMPARE; "succeeded" for a reply.
[[nodiscard]] QString kindOf(const Result<HttpReply> &outcome);
//! What went wrong, for QVERIFY2.
[[nodiscard]] QByteArray saying(const Result<HttpReply> &outcome);
