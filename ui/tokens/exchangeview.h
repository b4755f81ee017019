// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

//! The last exchange with the server about a token, redacted: request and answer as they went over the line.
class ExchangeView : public QWidget
{
    Q_OBJECT
public:
    explicit ExchangeView(QWidget *parent = nullptr);
    void setExchange(const std::optional<Exchange> &exchange);
    void copyAsCurl() const;
    [[nodiscard]] bool hasExchange() const { return m_exchange.has_value(); }

private:
    std::optional<Exchange> m_exchange;
    QPlainTextEdit *m_text;
    QPushButton *m_copyButton;
};
