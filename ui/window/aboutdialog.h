// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QList>

class QGridLayout;

//! Something that the program is built on.
struct AboutComponent {
    QString name;
    QString version; //!< as it runs, where it can be asked
    QString licence;
};

//! What this program is, in which version, and what it is built on.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);
    void list(const QList<AboutComponent> &components);

private:
    QGridLayout *m_components;
};
