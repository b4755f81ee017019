// SPDX-License-Identifier: Apache-2.0
#include "tests/reliability/runningsandbox.h"

#include "app/storage/sql.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace {
constexpr int patienceMs = 60'000;
} // namespace

bool RunningSandbox::start()
{
    const QStringList arguments{u"--data"_s, m_folder.filePath(u"sandbox"_s)};
    m_program.start(QStringLiteral(SANDBOX_PROGRAM), arguments);
    if (!m_program.waitForReadyRead(patienceMs) || !m_program.readAllStandardOutput().contains("ready")) {
        m_failure = u"the sandbox does not start: "_s + QString::fromUtf8(m_program.readAllStandardError());
        return false;
    }
    QProcess describing;
    describing.start(QStringLiteral(SANDBOX_PROGRAM), QStringList{u"--print-config"_s} + arguments);
    QFile config(configFile());
    if (!describing.waitForFinished(patienceMs) || !config.open(QIODevice::WriteOnly) ||
        config.write(describing.readAllStandardOutput()) <= 0) {
        m_failure = u"the sandbox does not describe itself"_s;
        return false;
    }
    return true;
}

RunningSandbox::~RunningSandbox()
{
    m_program.kill();
    m_program.waitForFinished(patienceMs);
}

QList<LedgerRow> ledgerIn(const QString &database)
{
    QList<LedgerRow> rows;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"ledger"_s);
        connection.setDatabaseName(database);
        connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!connection.open())
            qFatal("the sandbox's database cannot be opened");
        auto query = executed(connection, u"SELECT received_at, method, correlation_id, executed_status, token_id "
                                          "FROM ledger ORDER BY id"_s);
        if (!query)
            qFatal("the ledger cannot be read: %s", qPrintable(query.error().detail));
        while (query->next())
            rows.append({query->value(0).toString(), query->value(1).toString(), query->value(2).toString(),
                         query->value(3).toInt(), query->value(4).toString()});
    }
    QSqlDatabase::removeDatabase(u"ledger"_s);
    return rows;
}
