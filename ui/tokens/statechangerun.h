// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "app/operations/stateseries.h"

#include <QObject>

#include <memory>

//! A series of suspends or resumes that is under way, as the GUI thread sees it. It goes on when this object goes; what
//! is under way then is carried through, and no further token is tried.
class StateChangeRun : public QObject
{
    Q_OBJECT
public:
    StateChangeRun(std::shared_ptr<const Session> session, Operation operation, QList<TokenId> tokens, QObject *parent);
    ~StateChangeRun() override;

    //! Once.
    void start(const OperationReason &why);
    //! No further token is tried.
    void stop();
    [[nodiscard]] bool isStopping() const { return *m_isCancelled; }
    [[nodiscard]] Operation operation() const { return m_operation; }
    [[nodiscard]] const QList<TokenId> &tokens() const { return m_tokens; }
    [[nodiscard]] const std::shared_ptr<const Session> &session() const { return m_session; }

Q_SIGNALS:
    //! The item has an outcome now.
    void advanced(qsizetype index, const SeriesItem &item);
    void finished(const QList<SeriesItem> &items);

private:
    std::shared_ptr<const Session> m_session;
    Operation m_operation;
    QList<TokenId> m_tokens;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
};
