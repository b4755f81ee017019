// SPDX-License-Identifier: Apache-2.0
#include "app/core/processhardening.h"

#include "app/core/secretbytes.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTest>

#include <openssl/crypto.h>

#include <sys/prctl.h>
#include <sys/resource.h>

//! Hardens this very process, as `main` does.
class TestProcessHardening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void coreDumps_areOff();
    void otherPrograms_mayNotReadItsMemory();
    void fileOfTlsKeys_isForgotten();
    void secrets_lieInLockedMemory();
    void debugMessagesWithBodies_areOff_data();
    void debugMessagesWithBodies_areOff();
    void ownMessages_stillFollowTheRules();
};

void TestProcessHardening::initTestCase()
{
    if (QFile::exists(QStringLiteral("/.flatpak-info")))
        QSKIP("portals need more than this test allows");
    qputenv("SSLKEYLOGFILE", "/nonexistent/keys.log");
    qputenv("QT_LOGGING_RULES", "*=true");
    qunsetenv("QT_LOGGING_CONF");
    hardenProcess();
}

void TestProcessHardening::coreDumps_areOff()
{
    rlimit limit{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
    QCOMPARE(limit.rlim_cur, rlim_t(0));
    QCOMPARE(limit.rlim_max, rlim_t(0));
}

void TestProcessHardening::otherPrograms_mayNotReadItsMemory()
{
    QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
}

void TestProcessHardening::fileOfTlsKeys_isForgotten()
{
    QVERIFY(!qEnvironmentVariableIsSet("SSLKEYLOGFILE"));
}

void TestProcessHardening::secrets_lieInLockedMemory()
{
    const SecretBytes secret = SecretBytes::ofSize(1'000);
    QVERIFY(CRYPTO_secure_allocated(secret.view().data()));
    QFile status(QStringLiteral("/proc/self/status"));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmLck:");
    QVERIFY(at > 0);
    const int lockedKib = text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toInt();
    QVERIFY2(lockedKib >= 1024, "the secure heap is a MiB, and all of it is locked");
}

void TestProcessHardening::debugMessagesWithBodies_areOff_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"qt.network.ssl", "qt.network.http2", "qt.httpserver", "qt.sql", "qt.sql.sqlite"})
        QTest::newRow(name) << QByteArray(name);
}

void TestProcessHardening::debugMessagesWithBodies_areOff()
{
    QFETCH(const QByteArray, name);
    QLoggingCategory category(name.constData());
    const auto isOff = [&category] { return !category.isDebugEnabled() && !category.isInfoEnabled(); };
    QVERIFY(isOff());
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true\n*.info=true\nqt.*=true"));
    QVERIFY2(isOff(), "rules that are set later change nothing");
    QVERIFY(category.isWarningEnabled());
}

void TestProcessHardening::ownMessages_stillFollowTheRules()
{
    const QLoggingCategory category("tokendesk.start", QtWarningMsg);
    QVERIFY(category.isInfoEnabled());
}

QTEST_APPLESS_MAIN(TestProcessHardening)
#include "tst_processhardening.moc"
