// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

#include <QDialog>

//! The last question before a form that authorises a real amount is sent: how much, in words, on whose card, where.
//! Enter and Escape send nothing. Accepted: send it.
class ChargeDialog : public QDialog
{
    Q_OBJECT
public:
    struct Question {
        QString amount;   //!< "102.21", as it is sent
        QString currency; //!< "USD"
        QString card;     //!< masked
        QString formTitle;
    };
    ChargeDialog(const Question &question, const ConnectionProfile &profile, QWidget *parent);
};
