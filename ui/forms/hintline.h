// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;

//! The line under a field: help, a warning or an error. A problem is a symbol and a sentence, never a colour alone; the
//! line's height is there also when it is empty, so that nothing moves when a problem comes or goes.
class HintLine : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Help, Warning, Error };

    explicit HintLine(QWidget *parent = nullptr);

    void say(Tone tone, const QString &text);
    [[nodiscard]] Tone tone() const { return m_tone; }
    [[nodiscard]] QString text() const;
    //! The same for a screen reader, which sees no symbol: "Error: ..."
    [[nodiscard]] QString spoken() const;

private:
    QWidget *m_symbol;
    QLabel *m_label;
    Tone m_tone = Tone::Help;
};

//! The symbol alone, `side` pixels wide: a filled triangle for an error, an outlined circle for a warning.
void paintSymbol(QPainter &painter, const QRectF &square, HintLine::Tone tone);
