// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QMetaProperty>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr int rowTolerance = 12; // pixels between the tops of controls that stand in one row

QStringList propertyTexts(const QObject *object)
{
    QStringList texts;
    const QMetaObject *meta = object->metaObject();
    for (int i = 0; i < meta->propertyCount(); ++i) {
        const QVariant value = meta->property(i).read(object);
        if (value.typeId() == QMetaType::QString)
            texts << value.toString();
    }
    for (const QByteArray &name : object->dynamicPropertyNames())
        texts << object->property(name.constData()).toString();
    return texts;
}

QStringList accessibleTexts(QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    if (!face)
        return {};
    QStringList texts;
    for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        texts << face->text(kind);
    if (QAccessibleTextInterface *text = face->textInterface())
        texts << text->text(0, text->characterCount());
    return texts;
}

QStringList textsOf(QWidget *widget)
{
    QStringList texts = propertyTexts(widget) + accessibleTexts(widget);
    if (auto *line = qobject_cast<QLineEdit *>(widget))
        texts << line->inputMethodQuery(Qt::ImSurroundingText).toString();
    return texts;
}

bool takesFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
}
} // namespace

QString WidgetWalk::allText(QWidget *root)
{
    QStringList texts = textsOf(root);
    for (QWidget *widget : root->findChildren<QWidget *>())
        texts += textsOf(widget);
    return texts.join(u'\n');
}

QString WidgetWalk::allDigits(QWidget *root)
{
    QString digits;
    for (const QChar c : allText(root)) {
        if (c.isDigit())
            digits.append(c);
    }
    return digits;
}

QStringList WidgetWalk::unnamedControls(QWidget *root)
{
    QStringList unnamed;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        if (takesFocus(widget) && (widget->objectName().isEmpty() || widget->accessibleName().isEmpty()))
            unnamed << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
    }
    return unnamed;
}

QStringList WidgetWalk::tabOrder(QWidget *first)
{
    first->setFocus(Qt::TabFocusReason);
    QStringList names;
    const QWidget *start = QApplication::focusWidget();
    do {
        names << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    } while (QApplication::focusWidget() && QApplication::focusWidget() != start && names.size() < 200);
    return names;
}

QString WidgetWalk::outOfOrder(const QList<QWidget *> &widgets)
{
    for (qsizetype i = 1; i < widgets.size(); ++i) {
        const QPoint before = widgets.at(i - 1)->mapToGlobal(QPoint());
        const QPoint after = widgets.at(i)->mapToGlobal(QPoint());
        const bool isSameRow = std::abs(before.y() - after.y()) <= rowTolerance;
        if (isSameRow ? after.x() <= before.x() : after.y() < before.y())
            return widgets.at(i - 1)->objectName() + u" before "_s + widgets.at(i)->objectName();
    }
    return {};
}
