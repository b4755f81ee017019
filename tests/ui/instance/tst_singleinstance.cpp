// SPDX-License-Identifier: Apache-2.0
#include "ui/instance/singleinstance.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
//! One start of the program, and what became of it.
struct Start {
    explicit Start(const SingleInstance::Settings &settings) : instance(settings) {}
    SingleInstance instance;
    QSignalSpy first{&instance, &SingleInstance::becameFirst};
    QSignalSpy handed{&instance, &SingleInstance::handedOver};
    QSignalSpy silent{&instance, &SingleInstance::unanswered};
    QSignalSpy calls{&instance, &SingleInstance::called};
    [[nodiscard]] bool isDecided() const { return first.size() + handed.size() + silent.size() > 0; }
};
} // namespace

//! One window for each user and data folder.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void message_isReadAsItWasWritten_data();
    void message_isReadAsItWasWritten();
    void message_isIncompleteUntilItsLastByte();
    void message_isReadStrictly_data();
    void message_isReadStrictly();
    void textThatNobodyMaySend_hasNoMessage();

    void firstStart_isFirst();
    void secondStart_handsItsWishesOver();
    void otherDataFolder_hasAWindowOfItsOwn();
    void manyStartsAtOnce_leaveOne();
    void firstThatEnds_makesRoom();
    void staleSocket_isReplaced();
    void firstThatDoesNotListenYet_isWaitedFor();
    void firstThatNeverAnswers_isGivenUp();
    void folderThatCannotBeWritten_opensAWindowAllTheSame();
    void rubbish_isDropped_data();
    void rubbish_isDropped();
    void slowCaller_isDropped();
    void lockAndSocket_areForTheUserAlone();

private:
    [[nodiscard]] SingleInstance::Settings settings(const QString &desk = u"desk"_s) const;
    [[nodiscard]] QString only(const QString &extension) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSingleInstance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

SingleInstance::Settings TestSingleInstance::settings(const QString &desk) const
{
    return {.dataFolder = m_folder->filePath(desk), .runtimeFolder = m_folder->path(), .patience = 20s};
}

//! The one file with this extension.
QString TestSingleInstance::only(const QString &extension) const
{
    const QStringList names =
        QDir(m_folder->path()).entryList({u"*."_s + extension}, QDir::Files | QDir::System | QDir::Hidden);
    return names.size() == 1 ? m_folder->filePath(names.first()) : QString();
}

void TestSingleInstance::message_isReadAsItWasWritten_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("token");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("token") << QString() << u"tk_9f3c2a71e4"_s;
    QTest::newRow("both") << u"Thales ETP · built-in"_s << u"tk_9f3c2a71e4"_s;
    QTest::newRow("beyond the basic plane") << u"Shop 🛒"_s << QString();
    QTest::newRow("longest") << QString(1024, u'x') << QString(1024, u'y');
}

void TestSingleInstance::message_isReadAsItWasWritten()
{
    QFETCH(const QString, connection);
    QFETCH(const QString, token);
    const WindowCall call{connection, token};
    const std::optional<QByteArray> message = toMessage(call);
    QVERIFY(message && message->size() <= longestWindowCall);
    const WindowCallReading reading = readWindowCall(*message);
    QVERIFY(reading.state == WindowCallReading::State::Complete);
    QCOMPARE(reading.call.connection, connection);
    QCOMPARE(reading.call.token, token);
}

void TestSingleInstance::message_isIncompleteUntilItsLastByte()
{
    const QByteArray message = toMessage({u"Shop ü"_s, u"tk_1"_s}).value();
    for (qsizetype size = 0; size < message.size(); ++size)
        QVERIFY2(readWindowCall(message.first(size)).state == WindowCallReading::State::Incomplete,
                 qPrintable(QString::number(size)));
    QVERIFY(readWindowCall(message).state == WindowCallReading::State::Complete);
}

void TestSingleInstance::message_isReadStrictly_data()
{
    QTest::addColumn<QByteArray>("message");
    const QByteArray right = toMessage({u"Shop"_s, u"tk_1"_s}).value();
    QTest::newRow("another beginning") << QByteArray("GET / HTTP/1.1\r\n");
    QTest::newRow("another version") << QByteArray("TDCALL2\n");
    QTest::newRow("more behind it") << right + 'x';
    QTest::newRow("too long a text") << QByteArray("TDCALL1\n\x04\x01", 10);
    QTest::newRow("no UTF-8") << QByteArray("TDCALL1\n\0\2\xc3\x28\0\0", 14);
    QTest::newRow("half a character") << QByteArray("TDCALL1\n\0\1\xc3\0\0", 13);
    QTest::newRow("a control character") << QByteArray("TDCALL1\n\0\1\n\0\0", 13);
    QTest::newRow("a zero") << QByteArray("TDCALL1\n\0\0\0\1\0", 13);
}

void TestSingleInstance::message_isReadStrictly()
{
    QFETCH(const QByteArray, message);
    QVERIFY(readWindowCall(message).state == WindowCallReading::State::Wrong);
}

void TestSingleInstance::textThatNobodyMaySend_hasNoMessage()
{
    QVERIFY(!toMessage({QString(1025, u'x'), {}}));
    QVERIFY(!toMessage({{}, u"tk\n1"_s}));
}

void TestSingleInstance::firstStart_isFirst()
{
    Start start(settings());
    start.instance.start({});
    QCOMPARE(start.first.size(), 1);
    QCOMPARE(start.handed.size() + start.silent.size(), 0);
}

void TestSingleInstance::secondStart_handsItsWishesOver()
{
    Start first(settings());
    first.instance.start({});
    Start second(settings());
    second.instance.start({u"Shop"_s, u"tk_1"_s});
    QTRY_COMPARE(second.handed.size(), 1);
    QCOMPARE(second.first.size(), 0);
    QTRY_COMPARE(first.calls.size(), 1);
    QVERIFY(first.calls.first().first().value<WindowCall>() == (WindowCall{u"Shop"_s, u"tk_1"_s}));
}

void TestSingleInstance::otherDataFolder_hasAWindowOfItsOwn()
{
    Start first(settings());
    first.instance.start({});
    Start other(settings(u"other"_s));
    other.instance.start({});
    QCOMPARE(other.first.size(), 1);
    Start sameDifferently(settings(u"x/../desk/"_s));
    sameDifferently.instance.start({});
    QTRY_COMPARE(sameDifferently.handed.size(), 1);
}

void TestSingleInstance::manyStartsAtOnce_leaveOne()
{
    std::vector<std::unique_ptr<Start>> starts;
    for (int i = 0; i < 20; ++i)
        starts.push_back(std::make_unique<Start>(settings()));
    for (const auto &start : starts)
        start->instance.start({});
    int firsts = 0;
    for (const auto &start : starts) {
        QTRY_VERIFY_WITH_TIMEOUT(start->isDecided(), 20'000);
        firsts += static_cast<int>(start->first.size());
    }
    QCOMPARE(firsts, 1);
    QTRY_COMPARE(starts.front()->calls.size(), 19);
}

void TestSingleInstance::firstThatEnds_makesRoom()
{
    Start first(settings());
    first.instance.start({});
    first.instance.stop();
    Start second(settings());
    second.instance.start({});
    QCOMPARE(second.first.size(), 1);
}

void TestSingleInstance::staleSocket_isReplaced()
{
    QString socket;
    {
        Start first(settings());
        first.instance.start({});
        socket = only(u"socket"_s);
        QVERIFY(!socket.isEmpty());
    }
    QFile left(socket); // as a killed process leaves one
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    Start next(settings());
    next.instance.start({});
    QCOMPARE(next.first.size(), 1);
    Start second(settings());
    second.instance.start({});
    QTRY_COMPARE(second.handed.size(), 1);
}

void TestSingleInstance::firstThatDoesNotListenYet_isWaitedFor()
{
    auto first = std::make_unique<Start>(settings());
    first->instance.start({});
    const QString lock = only(u"lock"_s);
    first.reset();
    ProcessLock held(lock);
    QVERIFY(held.take() == ProcessLock::Outcome::Taken);
    Start second(settings());
    second.instance.start({});
    QTest::qWait(200);
    QVERIFY(!second.isDecided());
    held.release(); // it ended before it ever listened
    QTRY_COMPARE(second.first.size(), 1);
}

void TestSingleInstance::firstThatNeverAnswers_isGivenUp()
{
    auto first = std::make_unique<Start>(settings());
    first->instance.start({});
    ProcessLock held(only(u"lock"_s));
    first.reset();
    QVERIFY(held.take() == ProcessLock::Outcome::Taken);
    SingleInstance::Settings hasty = settings();
    hasty.patience = 300ms;
    Start second(hasty);
    second.instance.start({});
    QTRY_COMPARE(second.silent.size(), 1);
    QCOMPARE(second.first.size() + second.handed.size(), 0);
}

void TestSingleInstance::folderThatCannotBeWritten_opensAWindowAllTheSame()
{
    SingleInstance::Settings nowhere = settings();
    nowhere.runtimeFolder = m_folder->filePath(u"missing"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Another start of Tokendesk will not find this window"_s));
    Start start(nowhere);
    start.instance.start({});
    QCOMPARE(start.first.size(), 1);
}

void TestSingleInstance::rubbish_isDropped_data()
{
    QTest::addColumn<QByteArray>("rubbish");
    QTest::newRow("another protocol") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("long") << QByteArray(1'000'000, 'x');
    QTest::newRow("more than a message") << toMessage({}).value() + QByteArray(100'000, '\0');
}

void TestSingleInstance::rubbish_isDropped()
{
    QFETCH(const QByteArray, rubbish);
    Start first(settings());
    first.instance.start({});
    QLocalSocket socket;
    socket.connectToServer(only(u"socket"_s));
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write(rubbish);
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(socket.readAll(), QByteArray());
    QCOMPARE(first.calls.size(), 0);
    Start second(settings()); // it still listens
    second.instance.start({});
    QTRY_COMPARE(second.handed.size(), 1);
}

void TestSingleInstance::slowCaller_isDropped()
{
    Start first(settings());
    first.instance.start({});
    QLocalSocket socket;
    socket.connectToServer(only(u"socket"_s));
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write("TDCALL1\n");
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QLocalSocket::UnconnectedState, 10'000);
    QCOMPARE(first.calls.size(), 0);
}

void TestSingleInstance::lockAndSocket_areForTheUserAlone()
{
    Start first(settings());
    first.instance.start({});
    for (const QString &extension : {u"lock"_s, u"socket"_s}) {
        const QString file = only(extension);
        QVERIFY(!file.isEmpty());
        QCOMPARE(QFile::permissions(file) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
