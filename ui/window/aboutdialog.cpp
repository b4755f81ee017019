// SPDX-License-Identifier: Apache-2.0
#include "ui/window/aboutdialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Tokendesk"));
    auto *name = new QLabel(u"Tokendesk %1"_s.arg(QLatin1StringView(TOKENDESK_VERSION)), this);
    name->setObjectName(u"aboutName"_s);
    name->setFont(headingFont(6));
    auto *text = new QLabel(tr("Operations console for payment tokens.\nFree software under the Apache License 2.0.\n\n"
                               "Built on Qt %1, OpenSSL, cjose, SQLite and QtKeychain.")
                                .arg(QString::fromLatin1(qVersion())),
                            this);
    text->setObjectName(u"aboutText"_s);
    for (QLabel *label : {name, text}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setAccessibleName(label->text());
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(u"aboutButtons"_s);
    QPushButton *closeButton = buttons->button(QDialogButtonBox::Close);
    closeButton->setObjectName(u"aboutCloseButton"_s);
    closeButton->setAccessibleName(closeButton->text());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(Metrics::gap);
    column->addWidget(name);
    column->addWidget(text);
    column->addWidget(buttons);
}
