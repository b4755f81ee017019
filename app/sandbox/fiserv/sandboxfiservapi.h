// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/fiserv/sandboxfiservaccess.h"
#include "app/sandbox/fiserv/sandboxfiservbody.h"
#include "app/sandbox/fiserv/sandboxfiservtokens.h"
#include "app/sandbox/sandboxapi.h"

#include <QHash>
#include <QJsonArray>

#include <memory>

//! The payment-tokens API of First Data and Fiserv gateways, with state. Its error texts are as leaky as the vendor's:
//! they hold whole card numbers. Where the vendor documents no behaviour, this server does what follows:
//!  - a repeated Client-Request-Id of a mutation gets the first answer again when all else is the same, and nothing is
//!    done twice; with another method, path or body it is 400. Remembered in memory, for the newest ten thousand;
//!  - a look-up shows the whole number of a card that came in since the start, and a masked one later;
//!  - a deleted token is 404, for a look-up as for a second delete, and its value can be used again;
//!  - an own value that exists already is 409;
//!  - of an update of which nothing succeeds, requestStatus is FAILED, with status 200.
class SandboxFiservApi final : public SandboxApi
{
public:
    //! Puts the tokens of the vendor's examples into the database when it does not hold them yet.
    [[nodiscard]] static Result<std::unique_ptr<SandboxFiservApi>> create(const QSqlDatabase &connection,
                                                                          const SandboxFiservCredentials &credentials,
                                                                          std::shared_ptr<const Clock> clock);

    [[nodiscard]] QByteArray prefix() const override { return "gateway"; }
    //! A thousand cards in one update.
    [[nodiscard]] qsizetype longestBody() const override { return 1024 * 1024; }
    [[nodiscard]] SandboxAnswer answer(const SandboxRequest &request) override;

private:
    //! A mutation that was answered, by its Client-Request-Id.
    struct Answered {
        QByteArray fingerprint; //!< of method, path and body
        SandboxAnswer answer;
    };

    SandboxFiservApi(const QSqlDatabase &connection, const SandboxFiservCredentials &credentials,
                     std::shared_ptr<const Clock> clock);

    [[nodiscard]] Result<Done> plantTokens();
    [[nodiscard]] SandboxAnswer admitted(const SandboxRequest &request);
    [[nodiscard]] SandboxAnswer execute(const SandboxRequest &request);
    [[nodiscard]] SandboxAnswer create(const SandboxRequest &request);
    [[nodiscard]] SandboxAnswer update(const SandboxRequest &request);
    //! What is wrong with one item of an update; empty when it was carried out, nothing when the database failed.
    [[nodiscard]] std::optional<QString> updateOne(const QJsonObject &item);
    [[nodiscard]] SandboxAnswer read(const SandboxRequest &request);
    [[nodiscard]] SandboxAnswer remove(const SandboxRequest &request);
    [[nodiscard]] QJsonObject described(const SandboxFiservToken &token, const SandboxRequest &request) const;
    [[nodiscard]] QJsonObject head(const SandboxRequest &request) const;
    [[nodiscard]] SandboxAnswer refused(const SandboxRequest &request, int status, const QString &responseType,
                                        const QString &message, const QString &field = {}) const;
    void remember(const QByteArray &requestId, const Answered &answered);

    const SandboxFiservCredentials m_credentials;
    const std::shared_ptr<const Clock> m_clock;
    SandboxFiservTokens m_tokens;
    QHash<QString, QString> m_numbers; //!< of cards that came in since the start, by token; in memory only
    QHash<QByteArray, Answered> m_answered;
    QList<QByteArray> m_answeredOrder; //!< oldest first
};
