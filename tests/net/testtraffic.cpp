// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QList<QSslCertificate> certificatesFrom(const QByteArray &pem)
{
    return QSslCertificate::fromData(pem, QSsl::Pem);
}

TransportSettings settingsFor(const QUrl &baseUrl)
{
    TransportSettings settings;
    settings.baseUrl = baseUrl;
    settings.authorities = certificatesFrom(TestCertificates::shared().authority.root().certificate);
    settings.firstBackOff = 1ms;
    settings.longestBackOff = 20ms;
    return settings;
}

void useClient(TransportSettings &settings, const IssuedCertificate &client)
{
    settings.clientChain = certificatesFrom(client.certificate);
    settings.clientKey = QSslKey(client.privateKey, QSsl::Ec);
}

void useCredential(TransportSettings &settings, const QByteArray &secret)
{
    settings.credential = {.header = "authorization",
                           .prefix = "APIKEY ",
                           .secret = std::make_shared<const SecretBytes>(SecretBytes::copyOf(secret)),
                           .hosts = {settings.baseUrl.host()}};
}

HttpRequest requestOf(const QByteArray &method, const QByteArray &body)
{
    return {.method = method,
            .path = u"/tokens/tok-1"_s,
            .headers = {{"accept", "application/json"}},
            .body = body,
            .correlationId = u"corr-1"_s,
            .visibleKeys = {}};
}

QByteArray reply(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Because\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

QByteArray gzipped(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QString kindOf(const Result<HttpReply> &outcome)
{
    return outcome ? u"succeeded"_s : toString(outcome.error().kind);
}

QByteArray saying(const Result<HttpReply> &outcome)
{
    return outcome ? QByteArray("succeeded") : (kindOf(outcome) + u": "_s + outcome.error().detail).toUtf8();
}
