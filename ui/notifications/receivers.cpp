// SPDX-License-Identifier: Apache-2.0
#include "ui/notifications/receivers.h"

#include "app/core/observe.h"
#include "app/domain/receiverfields.h"
#include "app/notifications/receiverreading.h"

using namespace Qt::StringLiterals;

namespace {
using Secret = std::shared_ptr<const SecretBytes>;

Pending<ConnectionValues> withReceiverSecrets(SecretStore &store, const ConnectionProfile &profile)
{
    const Pending<Secret> secret = store.read(profile.id, receiver::secret);
    const Pending<Secret> passphrase = store.read(profile.id, receiver::keyPassphrase);
    return chain<Secret>(secret, [passphrase, profile](const Secret &credential) {
        return transformed<Secret>(passphrase, [credential, profile](const Secret &phrase) -> Result<ConnectionValues> {
            ConnectionValues values{.plain = profile.values, .secrets = {}};
            values.secrets.insert(receiver::secret, credential);
            values.secrets.insert(receiver::keyPassphrase, phrase);
            return values;
        });
    });
}
} // namespace

Receivers::Receivers(Desk &desk, NotificationInbox &inbox, QObject *parent)
    : QObject(parent), m_desk(desk), m_inbox(inbox)
{
}

Receivers::~Receivers() = default;

void Receivers::follow(const QList<ConnectionProfile> &profiles)
{
    const auto isWanted = [&profiles](const auto &running) {
        return std::any_of(profiles.cbegin(), profiles.cend(), [&](const ConnectionProfile &profile) {
            return profile.id == running.first && profile.values == running.second.values &&
                   asksForReceiver(profile.values);
        });
    };
    std::erase_if(m_running, [&](const auto &running) { return !isWanted(running); });
    for (const ConnectionProfile &profile : profiles) {
        if (asksForReceiver(profile.values) && !m_running.contains(profile.id))
            start(profile);
    }
}

void Receivers::restart(const ConnectionProfile &profile)
{
    m_running.erase(profile.id);
    if (asksForReceiver(profile.values))
        start(profile);
}

void Receivers::start(const ConnectionProfile &profile)
{
    const ProviderKind *kind = m_desk.kind(profile.kind);
    if (!kind || !kind->notificationFormat())
        return;
    m_running[profile.id].values = profile.values;
    const QString recipient = profile.values.value(kind->recipientField());
    const auto settings = chain<ConnectionValues>(
        withReceiverSecrets(m_desk.secretsOf(profile), profile),
        [recipient](const ConnectionValues &values) { return readReceiver(values, recipient); });
    observe<ReceiverSettings>(this, settings, [this, profile](const Result<ReceiverSettings> &read) {
        const auto running = m_running.find(profile.id);
        if (running == m_running.end() || running->second.values != profile.values || running->second.receiver)
            return; // meanwhile it is wanted no more, or otherwise
        if (read)
            listen(profile, *read);
        else
            Q_EMIT failed(profile, read.error());
    });
}

void Receivers::listen(const ConnectionProfile &profile, const ReceiverSettings &settings)
{
    const auto accept = [inbox = &m_inbox, id = profile.id](const Notification &notification) {
        return transformed<InboxReceipt>(inbox->accept(id, notification, NotificationInbox::receiver()),
                                         [](const InboxReceipt &) -> Result<Done> { return Done{}; });
    };
    auto &receiver = m_running[profile.id].receiver;
    receiver = std::make_unique<NotificationReceiver>(settings, m_desk.kind(profile.kind)->notificationFormat(), accept,
                                                      m_desk.parts().clock);
    observe<quint16>(this, receiver->start(), [this, profile](const Result<quint16> &port) {
        if (port)
            Q_EMIT started(profile.id, *port);
        else
            Q_EMIT failed(profile, port.error());
    });
}
