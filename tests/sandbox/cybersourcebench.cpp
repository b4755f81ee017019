// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/cybersourcebench.h"

#include "app/crypto/base64url.h"
#include "app/sandbox/sandboxschema.h"
#include "app/storage/opening.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QMessageAuthenticationCode>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
//! 2024-07-18T00:18:03Z
constexpr qint64 start = 1721261883000;
const QByteArray host = "apitest.cybersource.com";

//! Made once: RSA keys take their time.
const IssuedCertificate &certificate(RsaUse use, const QString &name)
{
    static QHash<QString, IssuedCertificate> made;
    if (!made.contains(name)) {
        const Result<IssuedCertificate> issued = selfSignedCertificate(use, name, u"serial-"_s + name, 30);
        if (!issued)
            qFatal("%s", qPrintable(issued.error().detail));
        made.insert(name, *issued);
    }
    return made[name];
}

Key keyOf(const QByteArray &pem, const QString &id)
{
    const Result<Key> key = readKey(pem, id);
    if (!key)
        qFatal("%s", qPrintable(key.error().detail));
    return *key;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool isWithBody(const SandboxRequest &request)
{
    return request.method != "GET" && request.method != "DELETE";
}

QByteArray digest(const SandboxRequest &request)
{
    return QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toBase64();
}
} // namespace

CybersourceBench::CybersourceBench()
    : m_clock(std::make_shared<FakeClock>(QDateTime::fromMSecsSinceEpoch(start, Qt::UTC))),
      m_signature(certificate(RsaUse::Signature, u"merchant"_s)),
      m_request(certificate(RsaUse::Encryption, u"request"_s)),
      m_response(certificate(RsaUse::Encryption, u"response"_s))
{
    m_credentials.merchantId = u"testmerchant_001"_s;
    m_credentials.keyId = u"00000000-1111-4222-8333-444444444444"_s;
    m_credentials.sharedSecret = "made-up-secret-of-32-bytes-00000";
    m_credentials.signatureKey = keyOf(m_signature.certificate, u"serial-merchant"_s);
    m_credentials.requestKey = keyOf(m_request.privateKey, u"serial-request"_s);
    m_credentials.responseKey = keyOf(m_response.certificate, u"serial-response"_s);
    m_credentials.numberKey = "a key for numbers";
}

CybersourceBench::~CybersourceBench()
{
    m_api.reset();
    if (m_database.isValid())
        closeConnection(m_database);
}

bool CybersourceBench::open()
{
    m_api.reset();
    if (m_database.isValid())
        closeConnection(m_database);
    m_database = QSqlDatabase();
    if (const auto opened = openConnection(m_database, databaseFile(), sandboxSchema()); !opened) {
        qWarning("%s", qPrintable(opened.error().detail));
        return false;
    }
    auto api = SandboxCybersourceApi::create(m_database, m_credentials, m_clock);
    if (!api) {
        qWarning("%s", qPrintable(api.error().detail));
        return false;
    }
    m_api = std::move(*api);
    m_api->setCardImageHost(u"127.0.0.1:1"_s);
    return true;
}

SandboxRequest CybersourceBench::request(const QByteArray &method, const QByteArray &target,
                                         const QByteArray &body) const
{
    SandboxRequest made;
    made.method = method;
    made.target = target;
    made.segments = target.left(target.contains('?') ? target.indexOf('?') : target.size()).split('/').mid(1);
    made.body = body;
    made.headers = {{"Host", host}};
    if (!body.isEmpty())
        setHeader(made, "Content-Type", "application/json;charset=utf-8");
    return made;
}

QByteArray CybersourceBench::textToSign(const SandboxRequest &request) const
{
    QByteArray text = "host: " + host + "\ndate: " + request.header("date").value_or("") +
                      "\nrequest-target: " + request.method.toLower() + ' ' + request.target;
    if (isWithBody(request))
        text += "\ndigest: SHA-256=" + digest(request);
    return text + "\nv-c-merchant-id: " + m_credentials.merchantId.toLatin1();
}

SandboxRequest CybersourceBench::signedRequest(const QByteArray &method, const QByteArray &target,
                                               const QByteArray &body) const
{
    SandboxRequest made = request(method, target, body);
    const QString date = QLocale::c().toString(m_clock->nowUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    setHeader(made, "v-c-merchant-id", m_credentials.merchantId.toLatin1());
    setHeader(made, "date", date.toLatin1());
    if (isWithBody(made))
        setHeader(made, "digest", "SHA-256=" + digest(made));
    const QByteArray signature =
        QMessageAuthenticationCode::hash(textToSign(made), m_credentials.sharedSecret, QCryptographicHash::Sha256)
            .toBase64();
    const QByteArray names = isWithBody(made) ? "host date request-target digest v-c-merchant-id"
                                              : "host date request-target v-c-merchant-id";
    setHeader(made, "signature",
              "keyid=\"" + m_credentials.keyId.toLatin1() + "\", algorithm=\"HmacSHA256\", headers=\"" + names +
                  "\", signature=\"" + signature + '"');
    return made;
}

QJsonObject CybersourceBench::claims(const SandboxRequest &request) const
{
    const qint64 now = m_clock->nowUtc().toSecsSinceEpoch();
    QJsonObject claims{{u"iat"_s, now},
                       {u"exp"_s, now + 120},
                       {u"request-host"_s, QString::fromLatin1(host)},
                       {u"request-resource-path"_s, QString::fromLatin1(request.target)},
                       {u"request-method"_s, QString::fromLatin1(request.method.toLower())},
                       {u"iss"_s, m_credentials.merchantId},
                       {u"jti"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                       {u"v-c-jwt-version"_s, u"2"_s},
                       {u"v-c-merchant-id"_s, m_credentials.merchantId}};
    if (isWithBody(request)) {
        claims.insert(u"digest"_s, QString::fromLatin1(digest(request)));
        claims.insert(u"digestAlgorithm"_s, u"SHA-256"_s);
    }
    return claims;
}

QByteArray CybersourceBench::unsignedToken(const QJsonObject &header, const QJsonObject &claims)
{
    return base64url::encoded(compact(header)) + '.' + base64url::encoded(compact(claims));
}

SandboxRequest CybersourceBench::tokenRequest(const QByteArray &method, const QByteArray &target,
                                              const QByteArray &body, const QJsonObject &changes) const
{
    SandboxRequest made = request(method, target, body);
    QJsonObject wanted = claims(made);
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change->isNull())
            wanted.remove(change.key());
        else
            wanted.insert(change.key(), *change);
    }
    const QByteArray text =
        unsignedToken({{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"HS256"_s}, {u"kid"_s, m_credentials.keyId}}, wanted);
    const QByteArray signature =
        QMessageAuthenticationCode::hash(text, m_credentials.sharedSecret, QCryptographicHash::Sha256);
    setHeader(made, "Authorization", "Bearer " + text + '.' + base64url::encoded(signature));
    return made;
}

SandboxAnswer CybersourceBench::send(const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    return m_api->answer(signedRequest(method, target, body));
}

SandboxAnswer CybersourceBench::post(const QByteArray &target, const QJsonObject &body)
{
    return send("POST", target, compact(body));
}

SandboxAnswer CybersourceBench::postWithProfile(const QByteArray &target, const QJsonObject &body)
{
    SandboxRequest made = signedRequest("POST", target, compact(body));
    setHeader(made, "profile-id", m_credentials.profileId.toLatin1());
    return m_api->answer(made);
}

void setHeader(SandboxRequest &request, const QByteArray &name, const QByteArray &value)
{
    request.headers.removeIf([&name](const auto &header) { return header.first == name; });
    if (!value.isNull())
        request.headers.append({name, value});
}

QByteArray headerIn(const SandboxAnswer &answer, const QByteArray &name)
{
    for (const auto &[candidate, value] : answer.headers) {
        if (candidate == name)
            return value;
    }
    return {};
}

QJsonObject jsonOf(const SandboxAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

QJsonValue at(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const QString &name : path.split(u'.'))
        value = value.isArray() ? value.toArray().at(name.toInt()) : value.toObject().value(name);
    return value;
}

QString textAt(const SandboxAnswer &answer, const QString &path)
{
    return at(jsonOf(answer), path).toString();
}

QByteArray cybersourceFile(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/cybersource-sandbox/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
