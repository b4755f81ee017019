// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/crypto/key.h"
#include "app/sandbox/cybersource/sandboxcybersourceidentity.h"

#include <QByteArray>
#include <QString>

//! What opens the Fiserv API of a sandbox.
struct SandboxFiservKeys {
    QString apiKey;
    QString apiSecret;
    QString accessToken;
};

//! The keys, certificates and names of one sandbox, kept in its data directory as private files. What is missing,
//! unreadable, mismatched, not from the directory's own authority or valid for less than a week is made anew.
class SandboxIdentity
{
public:
    //! Reads or makes everything; takes a fraction of a second when it makes keys. Storage or Configuration.
    [[nodiscard]] static Result<SandboxIdentity> prepare(const QString &directory, const Clock &clock);

    //! The API key of the sandbox whose data directory this is; empty where there never was one.
    [[nodiscard]] static QString storedApiKey(const QString &directory);

    [[nodiscard]] static QString storedNotificationKey(const QString &directory);
    [[nodiscard]] static SandboxFiservKeys storedFiservKeys(const QString &directory);
    [[nodiscard]] static SandboxCybersourceKeys storedCybersourceKeys(const QString &directory);

    [[nodiscard]] QString file(QLatin1StringView name) const;
    [[nodiscard]] const QString &apiKey() const { return m_apiKey; }
    //! What the sandbox authenticates its notifications with; opens nothing else.
    [[nodiscard]] const QString &notificationKey() const { return m_notificationKey; }
    [[nodiscard]] const SandboxFiservKeys &fiservKeys() const { return m_fiservKeys; }
    [[nodiscard]] const SandboxCybersourceCredentials &cybersourceCredentials() const { return m_cybersource; }
    //! Without the address.
    [[nodiscard]] const SandboxCybersourceConnection &cybersourceConnection() const { return m_cybersourceConnection; }
    //! Makes PAR values that only this sandbox can relate to card numbers.
    [[nodiscard]] const QByteArray &parKey() const { return m_parKey; }
    //! Private RSA key that opens what clients encrypted; its id is the kid that clients must use.
    [[nodiscard]] const Key &serverKey() const { return m_serverKey; }
    //! The merchant's public RSA key, for what goes back to the client encrypted.
    [[nodiscard]] const Key &merchantKey() const { return m_merchantKey; }

    static constexpr QLatin1StringView caFile{"ca.pem"};
    static constexpr QLatin1StringView serverCertificateFile{"server.pem"};
    static constexpr QLatin1StringView serverKeyFile{"server-key.pem"};
    static constexpr QLatin1StringView clientCertificateFile{"client.pem"};
    static constexpr QLatin1StringView clientKeyFile{"client-key.pem"};
    //! The sandbox as a client of the merchant's receiver, and that receiver.
    static constexpr QLatin1StringView notifierCertificateFile{"notifier.pem"};
    static constexpr QLatin1StringView notifierKeyFile{"notifier-key.pem"};
    static constexpr QLatin1StringView receiverCertificateFile{"receiver.pem"};
    static constexpr QLatin1StringView receiverKeyFile{"receiver-key.pem"};
    static constexpr QLatin1StringView encryptionCertificateFile{"encryption.pem"};
    static constexpr QLatin1StringView decryptionKeyFile{"merchant-decryption-key.pem"};

private:
    [[nodiscard]] Result<Done> prepareCertificates(const Clock &clock);
    [[nodiscard]] Result<Done> prepareNames();
    [[nodiscard]] Result<Done> readKeys();
    [[nodiscard]] Result<Done> prepareCybersource(const SandboxCybersourceKeys &keys);
    [[nodiscard]] Result<Done> readCybersourceKeys();

    QString m_directory;
    QString m_apiKey;
    QString m_notificationKey;
    SandboxFiservKeys m_fiservKeys;
    SandboxCybersourceCredentials m_cybersource;
    SandboxCybersourceConnection m_cybersourceConnection;
    QByteArray m_parKey;
    Key m_serverKey;
    Key m_merchantKey;
};
