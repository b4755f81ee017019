// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QProcess>
#include <QTemporaryDir>

//! What the sandbox's ledger says about one request.
struct LedgerRow {
    QString receivedAt;
    QString method;
    QString correlationId;
    int executedStatus = 0;
    QString tokenId;
};

//! Every mutating request that a sandbox received, in the order of arrival. Reads the sandbox's database beside it.
[[nodiscard]] QList<LedgerRow> ledgerIn(const QString &database);

//! The program tokendesk-sandbox, running, with the file that a driver needs to reach it.
class RunningSandbox
{
public:
    //! False, with the reason in `failure`, when it does not start.
    [[nodiscard]] bool start();
    ~RunningSandbox();

    [[nodiscard]] QString configFile() const { return m_folder.filePath(QStringLiteral("config.json")); }
    [[nodiscard]] QList<LedgerRow> ledger() const
    {
        return ledgerIn(m_folder.filePath(QStringLiteral("sandbox/sandbox.sqlite")));
    }
    [[nodiscard]] QString failure() const { return m_failure; }
    //! For files of the test.
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QProcess m_program;
    QString m_failure;
};
