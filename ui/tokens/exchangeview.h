// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"

#include <QWidget>

class QAction;
class QLabel;
class QPlainTextEdit;

//! The last exchange with the server about a token, redacted: request and answer as they went over the line.
class ExchangeView : public QWidget
{
    Q_OBJECT
public:
    //! Does what `copyCurl` asks for and enables it while there is something to copy. The action outlives the view.
    ExchangeView(QAction *copyCurl, QWidget *parent);
    void setExchange(const std::optional<Exchange> &exchange);

private:
    std::optional<Exchange> m_exchange;
    QLabel *m_summary;
    QPlainTextEdit *m_text;
    QAction *m_copyCurl;
};
