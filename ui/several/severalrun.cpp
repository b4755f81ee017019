// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severalrun.h"

#include "app/core/observe.h"

namespace {
constexpr int mostAtOnce = 4;
}

SeveralRun::SeveralRun(std::shared_ptr<const Session> session, QObject *parent)
    : QObject(parent), m_session(std::move(session))
{
}

void SeveralRun::start(std::vector<UpdateRow> rows, const OperationReason &why)
{
    observe<SeveralUpdated>(this, m_session->operations->updateSeveral(std::move(rows), why),
                            [this](const Result<SeveralUpdated> &outcome) { take(outcome); });
}

void SeveralRun::take(const Result<SeveralUpdated> &outcome)
{
    if (outcome && m_session->operations->capabilities().offers(Operation::LookUp)) {
        for (const RowOutcome &row : outcome->rows) {
            if (row.kind != RowOutcome::Kind::Refused)
                m_toRead.append(row.token);
        }
    }
    Q_EMIT answered({outcome});
    readMore();
}

void SeveralRun::readMore()
{
    while (m_reading < mostAtOnce && !m_toRead.isEmpty()) {
        ++m_reading;
        const TokenId token = m_toRead.takeFirst();
        observe<TokenReading>(this, m_session->operations->lookUp(token),
                              [this, token](const Result<TokenReading> &reading) {
                                  --m_reading;
                                  Q_EMIT reread({token, reading});
                                  readMore();
                              });
    }
    if (m_reading == 0)
        Q_EMIT finished();
}
