// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"

#include <QObject>

#include <memory>
#include <vector>

//! What came of an update, or why nothing is known. A struct of its own, because Qt compares what signals carry.
struct SeveralOutcome {
    Result<SeveralUpdated> result;
};

//! What the server said of a token afterwards.
struct TokenReread {
    TokenId token;
    Result<TokenReading> reading;
};

//! One update of several tokens under way: sends it, then reads what was updated, and what may have been, once more. It
//! belongs to whoever watches it to the end; the dialog that asked may be gone.
class SeveralRun : public QObject
{
    Q_OBJECT
public:
    SeveralRun(std::shared_ptr<const Session> session, QObject *parent);

    [[nodiscard]] const std::shared_ptr<const Session> &session() const { return m_session; }
    void start(std::vector<UpdateRow> rows, const OperationReason &why);

Q_SIGNALS:
    //! The answer, or why there is none; tokens are read after it.
    void answered(const SeveralOutcome &outcome);
    void reread(const TokenReread &said);
    void finished();

private:
    void take(const Result<SeveralUpdated> &outcome);
    void readMore();

    std::shared_ptr<const Session> m_session;
    QList<TokenId> m_toRead;
    int m_reading = 0; //!< look-ups under way
};
