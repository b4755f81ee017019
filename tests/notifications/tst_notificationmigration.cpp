// SPDX-License-Identifier: Apache-2.0
#include "app/storage/deskschema.h"
#include "app/storage/sql.h"
#include "tests/notifications/desknotifications.h"
#include "tests/storage/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QStringList olderRows{
    u"INSERT INTO journal_run VALUES ('r', 'here', 1, '')"_s,
    u"INSERT INTO journal_intent (id, run, user, event_type, opened_at, opened_offset, origin, affected_item, "
    u"operation, "
    "form_id, connection_id, connection_name, environment, token, reason, comment, ticket, correlation_id, request) "
    "VALUES (1, 'r', 'ana', 'token.create', '2026-01-01T00:00:00.000Z', 0, 'here', 'x', 'create', 'createAsyncToken', "
    "'c-1', 'Sandbox', 'sandbox', '', '', '', '', 'waiting-id', '')"_s,
    u"INSERT INTO journal_intent (id, run, user, event_type, opened_at, opened_offset, origin, affected_item, "
    u"operation, "
    "form_id, connection_id, connection_name, environment, token, reason, comment, ticket, correlation_id, request) "
    "VALUES (2, 'r', 'ana', 'token.create', '2026-01-01T00:00:00.000Z', 0, 'here', 'x', 'create', 'createToken', "
    "'c-1', 'Sandbox', 'sandbox', '', '', '', '', 'other-id', '')"_s,
    u"INSERT INTO journal_outcome (intent, closed_at, closed_offset, outcome, token, http_status, error_kind, "
    u"error_code, "
    "scheme_correlation_id, detail) VALUES (1, '2026-01-01T00:00:01.000Z', 0, 'accepted', '', 202, '', '', '', '')"_s,
    u"INSERT INTO journal_outcome (intent, closed_at, closed_offset, outcome, token, http_status, error_kind, "
    u"error_code, "
    "scheme_correlation_id, detail) VALUES (2, '2026-01-01T00:00:01.000Z', 0, 'succeeded', 'tk_2', 201, '', '', '', '')"_s,
};
} // namespace

class TestNotificationMigration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void olderDesk_waitsForWhatWasAccepted_data();
    void olderDesk_waitsForWhatWasAccepted();
};

void TestNotificationMigration::olderDesk_waitsForWhatWasAccepted_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < deskSchema().size(); ++version)
        QTest::addRow("version %d", version) << version;
}

void TestNotificationMigration::olderDesk_waitsForWhatWasAccepted()
{
    QFETCH(int, version);
    QTemporaryDir folder;
    const QString file = folder.filePath(u"desk.sqlite"_s);
    {
        // Its rows as version 1 had them: a later version chained them when it came.
        const auto first = await(Database::open(file, deskSchema().first(1)));
        QVERIFY2(first, detailOf(first).constData());
        QVERIFY(await((*first)->run([](QSqlDatabase &connection) -> Result<Done> {
            for (const QString &row : olderRows) {
                if (const auto added = executed(connection, row); !added)
                    return Failure(added.error());
            }
            return Done{};
        })));
        const auto old = await(Database::open(file, deskSchema().first(version)));
        QVERIFY2(old, detailOf(old).constData());
    }
    DeskNotifications desk(file);
    const QList<JournalEntry> waiting = desk.openItems();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().intent.correlationId, u"waiting-id"_s);
    QCOMPARE(toWord(desk.take(DeskNotifications::created(u"waiting-id"_s, u"tk_1"_s)).effect), u"creation-ended"_s);
    QCOMPARE(desk.openItems().size(), 0);
    QVERIFY(QFile::exists(file + u".version-%1.backup"_s.arg(version)));
    QVERIFY(await(desk.journal->verify({}))->isSound());
}

QTEST_GUILESS_MAIN(TestNotificationMigration)
#include "tst_notificationmigration.moc"
