// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

//! Name, version, licence and the libraries at work, with their versions.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);
};
