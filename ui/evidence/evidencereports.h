// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QPointer>

#include <memory>
#include <optional>

class QFileDialog;

//! Saves what is known of one token for a ticket: pages for people (PDF), and beside them the same as JSON, against
//! which the journal can be checked. Made off the GUI thread; recorded in the journal as an export.
class EvidenceReports : public QObject
{
    Q_OBJECT
public:
    //! Dialogs stand before `window`. `clock` outlives this.
    EvidenceReports(const Clock &clock, QWidget *window);

    //! Asks where to, then saves. `reading` is the last one, when there is any.
    void ask(const std::shared_ptr<const Session> &session, const TokenId &token,
             const std::optional<TokenReading> &reading);
    //! Saves to this PDF file, and to one of the same name that ends in .json.
    void save(const std::shared_ptr<const Session> &session, const TokenId &token,
              const std::optional<TokenReading> &reading, const QString &pdfFile);

Q_SIGNALS:
    void reported(const OutcomeLine &line);

private:
    const Clock &m_clock;
    QWidget *m_window;
    QPointer<QFileDialog> m_dialog;
};
