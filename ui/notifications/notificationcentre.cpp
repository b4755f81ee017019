// SPDX-License-Identifier: Apache-2.0
#include "ui/notifications/notificationcentre.h"

#include "ui/notifications/notificationtext.h"

#include <QMap>

#include <chrono>

using namespace std::chrono_literals;

namespace {
//! So few and so seldom that the window stays quick while a thousand arrive.
constexpr qsizetype mostAtOnce = 64;
constexpr auto tellPause = 80ms;
} // namespace

NotificationCentre::NotificationCentre(NotificationInbox &inbox, QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(tellPause);
    connect(&m_timer, &QTimer::timeout, this, &NotificationCentre::tellSome);
    connect(&inbox, &NotificationInbox::processed, this, &NotificationCentre::take);
}

void NotificationCentre::take(const QList<NotificationResult> &results)
{
    m_waiting += results;
    if (!m_timer.isActive())
        m_timer.start();
}

void NotificationCentre::tellSome()
{
    const QList<NotificationResult> now = m_waiting.first(qMin(mostAtOnce, m_waiting.size()));
    m_waiting.remove(0, now.size());
    QMap<QString, QList<TokenReading>> readings;
    bool hasEnded = false;
    for (const NotificationResult &result : now) {
        if (result.reading)
            readings[result.connectionId] << *result.reading;
        hasEnded = hasEnded || result.effect == NotificationResult::Effect::CreationEnded;
        tell(result);
    }
    for (auto changed = readings.cbegin(); changed != readings.cend(); ++changed)
        Q_EMIT tokensChanged(changed.key(), changed.value());
    if (hasEnded)
        Q_EMIT pendingChanged();
    tellDesktop(now);
    if (!m_waiting.isEmpty())
        m_timer.start();
}

void NotificationCentre::tell(const NotificationResult &result)
{
    if (const auto line = notificationLine(result))
        Q_EMIT reported(*line);
    if (result.effect == NotificationResult::Effect::CreationEnded &&
        result.notification.kind == Notification::Kind::CreationSucceeded)
        Q_EMIT tokenCreated(result.connectionId, result.notification.token.id);
}

void NotificationCentre::tellDesktop(const QList<NotificationResult> &results)
{
    QStringList texts;
    for (const NotificationResult &result : results)
        texts << desktopText(result);
    texts.removeAll(QString());
    if (texts.size() == 1)
        Q_EMIT desktopTold(texts.first());
    else if (!texts.isEmpty())
        Q_EMIT desktopTold(tr("%1 tokens changed or were created.").arg(texts.size()));
}
