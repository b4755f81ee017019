// SPDX-License-Identifier: Apache-2.0
// A console without a window: performs creates and deletes through the real desk, journal and provider, one after
// another, and prints a line for everything that it was told. For harnesses that kill it, trace it or break its disk.

#include "app/core/observe.h"
#include "app/core/quietlogging.h"
#include "app/journal/sqlitejournal.h"
#include "app/operations/desk.h"
#include "app/providers/thales/thalesproviderkind.h"
#include "app/settings/memorysecretstore.h"
#include "app/workspace/sqliteworkspace.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
//! In one write, so that a killed driver leaves whole lines.
void say(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    [[maybe_unused]] const ssize_t written =
        ::write(STDOUT_FILENO, bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

FormValues card()
{
    FormValues values;
    for (const auto &[key, value] : {std::pair{u"exp"_s, u"1231"_s}, std::pair{u"country"_s, u"FR"_s},
                                     std::pair{u"language"_s, u"en"_s}, std::pair{u"source"_s, u"MANUAL"_s}})
        values.set(key, value);
    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView("4111111111111111")));
    return values;
}

class Driver : public QObject
{
public:
    Driver(QJsonObject config, QString database, int count, bool onlyCreates)
        : m_config(std::move(config)), m_file(std::move(database)), m_left(count), m_onlyCreates(onlyCreates)
    {
    }

    //! The database must be let go of here and not by the last of its own continuations, whose thread the end of the
    //! program does not wait for.
    ~Driver() override
    {
        m_session.reset();
        m_desk.reset();
        while (m_database.use_count() > 1)
            QThread::msleep(1);
    }

    void start()
    {
        observe<std::shared_ptr<Database>>(this, Database::open(m_file), [this](const auto &database) {
            if (database)
                openDesk(m_database = *database);
            else
                end(u"no database: "_s + database.error().detail, 1);
        });
    }

private:
    void openDesk(const std::shared_ptr<Database> &database)
    {
        const auto clock = std::make_shared<SystemClock>();
        const auto exchanges = std::make_shared<ExchangeLog>();
        const auto secrets = std::make_shared<MemorySecretStore>();
        (void)secrets->write(
            u"driver"_s, u"apiKey"_s,
            std::make_shared<const SecretBytes>(SecretBytes::fromText(m_config.value(u"apiKey"_s).toString())));
        Desk::Parts parts{.kinds = {},
                          .journal = std::make_shared<SqliteJournal>(database, clock),
                          .workspace = std::make_shared<SqliteWorkspace>(database),
                          .secrets = secrets,
                          .builtInSecrets = secrets,
                          .exchanges = exchanges,
                          .clock = clock};
        parts.kinds.push_back(std::make_unique<ThalesProviderKind>(clock, exchanges));
        m_desk = std::make_unique<Desk>(std::move(parts));
        ConnectionProfile profile;
        profile.id = u"driver"_s;
        profile.name = u"Driver"_s;
        profile.kind = u"thales-etp"_s;
        for (auto member = m_config.begin(); member != m_config.end(); ++member) {
            if (member.key() != "apiKey"_L1 && member.key() != "port"_L1)
                profile.values.insert(member.key(), member.value().toString());
        }
        observe<std::shared_ptr<const Session>>(this, m_desk->open(profile, u"driver"_s), [this](const auto &session) {
            if (!session)
                return end(u"no session: "_s + session.error().detail, 1);
            m_session = *session;
            say(u"ready"_s);
            create();
        });
    }

    void create()
    {
        if (m_left-- == 0)
            return end(u"done"_s, 0);
        observe<Creation>(this, m_session->operations->create(u"createToken"_s, card(), {u"test"_s, {}, {}}),
                          [this](const Result<Creation> &created) {
                              if (!created)
                                  return afterFailure(u"create"_s, created.error());
                              const TokenId token =
                                  created->answer.reading ? created->answer.reading->token.id : TokenId();
                              acknowledge(u"create"_s, created->isRecorded, created->answer.correlationId, token);
                              m_onlyCreates ? create() : erase(token);
                          });
    }

    void erase(const TokenId &token)
    {
        observe<Deletion>(this, m_session->operations->erase(token, {u"test"_s, {}, {}}),
                          [this, token](const Result<Deletion> &deleted) {
                              if (!deleted)
                                  return afterFailure(u"delete"_s, deleted.error());
                              acknowledge(u"delete"_s, deleted->isRecorded, deleted->correlationId, token);
                              create();
                          });
    }

    //! "ack" only when the record is said to be written.
    void acknowledge(const QString &what, bool isRecorded, const QString &correlationId, const TokenId &token)
    {
        say(u"%1 %2 %3 %4"_s.arg(isRecorded ? u"ack"_s : u"unrecorded"_s, what, correlationId, token.value));
    }

    void afterFailure(const QString &what, const Error &error)
    {
        say(u"failed %1 %2 %3"_s.arg(what, toString(error.kind), error.detail));
        create();
    }

    void end(const QString &why, int code)
    {
        say(why);
        QCoreApplication::exit(code);
    }

    QJsonObject m_config;
    QString m_file;
    int m_left;
    bool m_onlyCreates;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<Desk> m_desk;
    std::shared_ptr<const Session> m_session;
};
} // namespace

int main(int argc, char **argv)
{
    keepBodiesOutOfLogs();
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"config"_s, u"What the sandbox prints with --print-config."_s, u"FILE"_s},
                       {u"database"_s, u"The desk's file."_s, u"FILE"_s},
                       {u"count"_s, u"How many tokens to create; -1: no end."_s, u"N"_s, u"-1"_s},
                       {u"only-create"_s, u"Leave the tokens as they are."_s}});
    parser.process(application);
    QFile config(parser.value(u"config"_s));
    if (!config.open(QIODevice::ReadOnly))
        return 2;
    Driver driver(QJsonDocument::fromJson(config.readAll()).object(), parser.value(u"database"_s),
                  parser.value(u"count"_s).toInt(), parser.isSet(u"only-create"_s));
    driver.start();
    return QCoreApplication::exec();
}
