// SPDX-License-Identifier: Apache-2.0
#include "app/operations/journaledsearch.h"
#include "tests/operations/heldrecords.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString deletion = u"5a1c2f0e-7d3b-4c55-9a66-0123456789ab"_s;

//! Knows one token, by its id alone.
class OneTokenWorkspace final : public NotingWorkspace
{
public:
    using NotingWorkspace::NotingWorkspace;
    Pending<QList<FoundToken>> search(const QString &, const QString &text, int) override
    {
        asked << text;
        QList<FoundToken> found;
        for (const QString &id : {u"tok-1"_s, u"tok-10"_s}) {
            if (id.contains(text))
                found.append({readingOf(id, TokenState::Active, u"ACTIVE"_s), FoundToken::By::TokenId, id});
        }
        return settled<QList<FoundToken>>(found);
    }
    QStringList asked;
};

class OneEntryJournal final : public HeldJournal
{
public:
    using HeldJournal::HeldJournal;
    Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64, int) override
    {
        filters << filter.connectionId + u": "_s + filter.text;
        return settled<QList<JournalEntry>>(entries);
    }
    QStringList filters;
    QList<JournalEntry> entries;
};
} // namespace

class TestJournaledSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void operationsId_findsItsToken();
    void createsId_findsTheTokenThatItMade();
    void idInAComment_findsNothing();
    void whatTheWorkspaceKnows_isNotLookedForInTheJournal();
    void shortText_isNotLookedForInTheJournal();

private:
    [[nodiscard]] QList<FoundToken> search(const QString &text) const
    {
        const auto found = searchWithJournal(m_workspace, m_journal, u"c-1"_s, text, 8);
        return found.isFinished() ? found.result().value_or(QList<FoundToken>()) : QList<FoundToken>();
    }

    std::shared_ptr<OneTokenWorkspace> m_workspace;
    std::shared_ptr<OneEntryJournal> m_journal;
};

void TestJournaledSearch::init()
{
    const auto sequence = std::make_shared<Sequence>();
    m_workspace = std::make_shared<OneTokenWorkspace>(sequence);
    m_journal = std::make_shared<OneEntryJournal>(sequence);
    JournalEntry entry;
    entry.intent.token = {u"tok-1"_s};
    entry.intent.correlationId = deletion;
    m_journal->entries = {entry};
}

void TestJournaledSearch::operationsId_findsItsToken()
{
    const QList<FoundToken> found = search(deletion.toUpper());
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().reading.token.id.value, u"tok-1"_s);
    QCOMPARE(found.first().by, FoundToken::By::CorrelationId);
    QCOMPARE(found.first().text, deletion);
    QCOMPARE(m_journal->filters, QStringList{u"c-1: "_s + deletion.toUpper()});
}

void TestJournaledSearch::createsId_findsTheTokenThatItMade()
{
    m_journal->entries.first().intent.token = {};
    m_journal->entries.first().outcome.token = {u"tok-10"_s};
    QCOMPARE(search(deletion).value(0).reading.token.id.value, u"tok-10"_s);
}

void TestJournaledSearch::idInAComment_findsNothing()
{
    m_journal->entries.first().intent.correlationId = u"another"_s;
    m_journal->entries.first().intent.comment = deletion;
    QVERIFY(search(deletion).isEmpty());
    QCOMPARE(m_journal->filters.size(), 1);
}

void TestJournaledSearch::whatTheWorkspaceKnows_isNotLookedForInTheJournal()
{
    QCOMPARE(search(u"tok-1"_s).size(), 2);
    QCOMPARE(m_journal->filters, QStringList());
}

void TestJournaledSearch::shortText_isNotLookedForInTheJournal()
{
    QVERIFY(search(deletion.first(19)).isEmpty());
    QCOMPARE(m_journal->filters, QStringList());
    QCOMPARE(search(deletion.first(20)).size(), 1);
}

QTEST_GUILESS_MAIN(TestJournaledSearch)
#include "tst_journaledsearch.moc"
