// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "app/core/result.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

//! The line under a card: why its art is missing, and which host would be asked for it. Hidden while there is nothing
//! to say.
class ArtNote : public QWidget
{
    Q_OBJECT
public:
    explicit ArtNote(QWidget *parent = nullptr);
    void setPicture(const CardPicture &picture, const std::optional<Error> &error);

Q_SIGNALS:
    //! The agent lets this desk ask the hosts that the server names.
    void hostsAllowed();

private:
    QLabel *m_text;
    QPushButton *m_allowButton;
};
