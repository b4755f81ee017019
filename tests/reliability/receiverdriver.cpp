// SPDX-License-Identifier: Apache-2.0
// A desk that does nothing but receive notifications, as a program of its own that can be killed. It prints its port.
//     receiverdriver --database FILE --certificates DIR

#include "app/core/observe.h"
#include "app/notifications/notificationinbox.h"
#include "app/notifications/receiverreading.h"
#include "app/providers/thales/notifications.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
QByteArray contentOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

struct ReceivingDesk {
    std::unique_ptr<NotificationInbox> inbox;
    std::unique_ptr<NotificationReceiver> receiver;
};

ReceiverSettings settingsIn(const QString &folder)
{
    const QByteArray key = "APIKEY of-the-test";
    ReceiverSettings settings{.chain = {QSslCertificate(contentOf(folder + u"/server.pem"_s))},
                              .key = QSslKey(contentOf(folder + u"/server.key"_s), QSsl::Ec),
                              .clientAuthorities = {QSslCertificate(contentOf(folder + u"/authority.pem"_s))},
                              .authorization =
                                  std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(key))),
                              .recipient = u"merchant-1"_s};
    settings.limits.perSecond = 1e6;
    settings.limits.burst = 1e6;
    settings.limits.handshake = std::chrono::milliseconds(1000);
    settings.limits.request = std::chrono::milliseconds(1000);
    return settings;
}

void listen(ReceivingDesk &desk, const std::shared_ptr<Database> &database, const QString &folder)
{
    const auto clock = std::make_shared<SystemClock>();
    desk.inbox = std::make_unique<NotificationInbox>(database, std::make_shared<SqliteJournal>(database, clock), clock);
    desk.inbox->resume();
    const auto accept = [inbox = desk.inbox.get()](const Notification &notification) {
        return transformed<InboxReceipt>(inbox->accept(u"c-1"_s, notification, NotificationInbox::receiver()),
                                         [](const InboxReceipt &) -> Result<Done> { return Done{}; });
    };
    desk.receiver = std::make_unique<NotificationReceiver>(settingsIn(folder),
                                                           std::make_shared<ThalesNotificationFormat>(), accept, clock);
    observe<quint16>(qApp, desk.receiver->start(), [](const Result<quint16> &port) {
        std::fputs(port ? qPrintable(u"ready %1\n"_s.arg(*port)) : "failed\n", stdout);
        std::fflush(stdout);
    });
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{u"database"_s, u"The desk's file."_s, u"FILE"_s}, {u"certificates"_s, u"Where they are."_s, u"DIR"_s}});
    parser.process(application);
    ReceivingDesk desk;
    observe<std::shared_ptr<Database>>(&application, Database::open(parser.value(u"database"_s)),
                                       [&](const Result<std::shared_ptr<Database>> &database) {
                                           if (!database)
                                               return QCoreApplication::exit(1);
                                           listen(desk, *database, parser.value(u"certificates"_s));
                                       });
    return QCoreApplication::exec();
}
