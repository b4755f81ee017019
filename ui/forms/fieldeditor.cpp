// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/fieldeditor.h"

#include "ui/forms/cardnumbereditor.h"
#include "ui/forms/choiceeditor.h"
#include "ui/forms/codeeditor.h"
#include "ui/forms/expiryeditor.h"
#include "ui/forms/fileeditor.h"
#include "ui/forms/lineeditor.h"
#include "ui/forms/multilineeditor.h"
#include "ui/forms/secreteditor.h"
#include "ui/forms/securitycodeeditor.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLineEdit>

FieldEditor::FieldEditor(const FormField &field, QWidget *parent) : QWidget(parent), m_field(field)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
}

void FieldEditor::adopt(QWidget *input, const QString &suffix)
{
    m_input = input;
    input->setObjectName(m_field.key + suffix);
    input->setAccessibleName(m_field.label);
    input->installEventFilter(this);
    setFocusProxy(input);
    static_cast<QHBoxLayout *>(layout())->insertWidget(0, input, 1);
}

bool FieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) {
            settleInput();
            Q_EMIT left();
        }
    }
    if (event->type() == QEvent::Wheel && qobject_cast<QComboBox *>(watched)) {
        event->ignore(); // scrolling a page must not change what was chosen
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

FieldEditor *makeFieldEditor(const FormField &field, QWidget *parent)
{
    switch (field.kind) {
    case FormField::Kind::CardNumber:
        return new CardNumberEditor(field, parent);
    case FormField::Kind::SecurityCode:
        return new SecurityCodeEditor(field, parent);
    case FormField::Kind::CardExpiry:
        return new ExpiryEditor(field, parent);
    case FormField::Kind::Country:
    case FormField::Kind::Language:
        return new CodeEditor(field, parent);
    case FormField::Kind::Choice:
        return new ChoiceEditor(field, parent);
    case FormField::Kind::Multiline:
        return new MultilineEditor(field, parent);
    case FormField::Kind::File:
        return new FileEditor(field, parent);
    case FormField::Kind::Secret:
        return new SecretEditor(field, parent);
    case FormField::Kind::Text:
    case FormField::Kind::PersonName:
    case FormField::Kind::Email:
    case FormField::Kind::AccountId:
    case FormField::Kind::IpAddress:
    case FormField::Kind::Ipv4Address:
    case FormField::Kind::Location:
    case FormField::Kind::Url:
        return new LineEditor(field, parent);
    }
    return new LineEditor(field, parent);
}

void wipe(QLineEdit &edit)
{
    // The line edit gives its buffer away, so this copy is the only owner and can be overwritten in place.
    QString text = edit.text();
    edit.clear();
    wipe(text);
}
