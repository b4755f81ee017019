// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/disclosure.h"

#include <QTimer>
#include <QWidget>

#include <chrono>

class HiddenValue;
class QGridLayout;
class QLabel;
class QPushButton;

//! What a disclosure holds: what may be seen at once as text, and the secrets hidden, one of which may be revealed at a
//! time. It hides itself again when its time is over, when the window is no longer the one in front, and on `conceal`.
class SecretsGrid : public QWidget
{
    Q_OBJECT
public:
    //! `clock` outlives it.
    SecretsGrid(const Disclosure &disclosure, const Clock &clock, std::chrono::milliseconds longestReveal,
                QWidget *parent = nullptr);

    //! Somebody asked for it (`revealRequested`), and it may be shown now. Nothing happens when they have changed their
    //! mind since, or have gone to another window.
    void reveal(int item);
    void conceal();
    //! One is revealed, or is about to be.
    [[nodiscard]] bool isRevealing() const { return m_wanted >= 0; }

Q_SIGNALS:
    //! Somebody wants to see this one. It is for the owner to record that first, and then to call `reveal`.
    void revealRequested(int item, const QString &label);

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Secret {
        QString label;
        HiddenValue *value;
        QPushButton *button;
    };
    void addPlain(QGridLayout &grid, const Disclosure::Item &item, int number);
    void addSecret(QGridLayout &grid, const Disclosure::Item &item);
    void pressed(int item);
    void tick();

    const Clock &m_clock;
    std::chrono::milliseconds m_longest;
    std::chrono::milliseconds m_until{0};
    QTimer m_ticks;
    QList<Secret> m_secrets;
    QLabel *m_countdown;
    int m_wanted = -1; //!< the secret that is revealed or about to be
};
