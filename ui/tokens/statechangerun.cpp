// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechangerun.h"

#include "app/core/observe.h"

#include <QPointer>

namespace {
//! Brings what happens in another thread to this one, also when nobody listens here any more.
std::shared_ptr<QObject> messenger()
{
    return {new QObject, [](QObject *object) { object->deleteLater(); }};
}
} // namespace

StateChangeRun::StateChangeRun(std::shared_ptr<const Session> session, Operation operation, QList<TokenId> tokens,
                               QObject *parent)
    : QObject(parent), m_session(std::move(session)), m_operation(operation), m_tokens(std::move(tokens))
{
}

StateChangeRun::~StateChangeRun()
{
    stop();
}

void StateChangeRun::start(const OperationReason &why)
{
    const auto here = messenger();
    SeriesWatch watch;
    watch.isCancelled = m_isCancelled;
    watch.progress = [here, run = QPointer<StateChangeRun>(this)](qsizetype index, const Result<StateChange> &outcome) {
        QMetaObject::invokeMethod(
            here.get(),
            [run, index, outcome] {
                if (run)
                    Q_EMIT run->advanced(index, {.token = run->tokens().value(index), .outcome = outcome});
            },
            Qt::QueuedConnection);
    };
    observe<QList<SeriesItem>>(
        this, changeStates(m_session->operations, m_operation, m_tokens, why, watch),
        [this](const Result<QList<SeriesItem>> &items) { Q_EMIT finished(items.value_or(QList<SeriesItem>())); });
}

void StateChangeRun::stop()
{
    *m_isCancelled = true;
}
