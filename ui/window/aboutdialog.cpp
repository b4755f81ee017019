// SPDX-License-Identifier: Apache-2.0
#include "ui/window/aboutdialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
void makeCopyable(QLabel &label)
{
    label.setTextFormat(Qt::PlainText);
    label.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label.setAccessibleName(label.text());
}
} // namespace

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent), m_components(new QGridLayout)
{
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Tokendesk"));
    auto *name = new QLabel(u"Tokendesk %1"_s.arg(QLatin1StringView(TOKENDESK_VERSION)), this);
    name->setObjectName(u"aboutName"_s);
    name->setFont(headingFont(6));
    auto *text =
        new QLabel(tr("Operations console for payment tokens.\nFree software under the Apache License 2.0."), this);
    text->setObjectName(u"aboutText"_s);
    for (QLabel *label : {name, text})
        makeCopyable(*label);
    m_components->setHorizontalSpacing(20);
    m_components->setVerticalSpacing(Metrics::unit);
    m_components->setColumnStretch(2, 1);
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
    column->addLayout(m_components);
    column->addWidget(buttons);
    list({{u"Qt"_s, QString::fromLatin1(qVersion()), u"LGPL-3.0"_s}});
}

void AboutDialog::list(const QList<AboutComponent> &components)
{
    while (QLayoutItem *item = m_components->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < components.size(); ++row) {
        const AboutComponent &component = components.at(row);
        int at = 0;
        for (const QString &text : {component.name, component.version, component.licence}) {
            auto *label = new QLabel(text, this);
            label->setObjectName(u"aboutComponent"_s);
            makeCopyable(*label);
            if (at == 2)
                setRole(label, "muted");
            m_components->addWidget(label, row, at++);
        }
    }
}
