// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>

//! A secret that is painted while it is revealed and is bullets, of a number that says nothing, otherwise; or what its
//! owner says may stand there. Its text is in no property of the widget, so neither a screen reader nor a copy can take
//! it.
class HiddenValue : public QWidget
{
    Q_OBJECT

public:
    HiddenValue(std::shared_ptr<const SecretBytes> secret, std::chrono::milliseconds longestReveal, QWidget *parent = nullptr);

    //! What stands there while it is hidden, such as "482411••••••2281". Empty: bullets.
    void setMasked(const QString &masked);
    void reveal();
    void conceal();
    [[nodiscard]] bool isRevealed() const { return m_isRevealed; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void concealed(); //!< it was revealed, and is no more

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    std::shared_ptr<const SecretBytes> m_secret;
    QString m_masked;
    QTimer m_limit;
    bool m_isRevealed = false;
};
