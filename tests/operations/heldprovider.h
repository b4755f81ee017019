// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"

#include <QMutex>

#include <vector>

//! What happened, in order, across the fakes of one test. Thread-safe.
class Sequence
{
public:
    void note(const QString &what)
    {
        const QMutexLocker lock(&m_mutex);
        m_steps << what;
    }
    [[nodiscard]] QStringList steps() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_steps;
    }

private:
    mutable QMutex m_mutex;
    QStringList m_steps;
};

//! A provider that sends nothing and answers when the test says so, through the last element of each list.
class HeldProvider final : public TokenProvider
{
public:
    explicit HeldProvider(std::shared_ptr<Sequence> sequence = std::make_shared<Sequence>());

    const Capabilities &capabilities() const override { return offered; }
    Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) override;
    Pending<Asset> asset(const QString &assetId, const QString &correlationId) override;
    Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                          const QString &correlationId) override;
    Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                          const QString &reason = {}) override;
    Result<PreparedRequest> prepareLifecycle(const LifecycleOrder &order) override;
    Result<PreparedRequest> prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                 const QString &correlationId) override;
    Result<PreparedRequest> prepareAction(const ActionTarget &target, const FormValues &values,
                                          const QString &correlationId) override;
    Pending<PaymentCredentials> paymentCredentials(const TokenId &token, const FormValues &values,
                                                   const QString &correlationId) override;
    Pending<MutationAnswer> perform(const PreparedRequest &request) override;
    Pending<QString> probe(const QString &correlationId) override;

    //! How often something was sent: what was sent, and by whom it will be answered, may be looked at from then on.
    [[nodiscard]] qsizetype sent() const { return m_sequence->steps().count(QStringLiteral("send")); }

    Capabilities offered;           //!< creates with the form "createToken", look-up, delete
    std::optional<Error> objection; //!< why nothing can be prepared
    QString typedNumber;            //!< the card number that the last create was given
    std::vector<PreparedRequest> performed;
    std::vector<Settler<MutationAnswer>> answers;
    QStringList deleteReasons; //!< of every delete that was prepared
    std::vector<Settler<PaymentCredentials>> credentials;
    QStringList lookedUp; //!< correlation ids
    std::vector<Settler<TokenReading>> readings;
    QList<std::pair<QString, QString>> assetsAsked; //!< asset and correlation ids
    std::vector<Settler<Asset>> assets;
    QStringList probed; //!< correlation ids
    std::vector<Settler<QString>> findings;

private:
    std::shared_ptr<Sequence> m_sequence;
};

//! A token as the server would describe it.
[[nodiscard]] TokenReading readingOf(const QString &token, TokenState state = TokenState::Active,
                                     const QString &stateWord = QStringLiteral("ACTIVE"));
