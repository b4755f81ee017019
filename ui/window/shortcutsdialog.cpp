// SPDX-License-Identifier: Apache-2.0
#include "ui/window/shortcutsdialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
QLabel *shortcutLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

void addShortcutRow(QGridLayout &grid, const ShortcutRow &row, QWidget *parent)
{
    const int at = grid.rowCount();
    QLabel *text = shortcutLabel(row.text, parent);
    text->setObjectName(u"shortcutText"_s);
    text->setAccessibleName(u"%1: %2"_s.arg(row.text, row.keys.join(u", "_s)));
    auto *keys = new QHBoxLayout;
    keys->setSpacing(Metrics::unit);
    for (const QString &key : row.keys) {
        QLabel *cap = shortcutLabel(key, parent);
        cap->setObjectName(u"shortcutKey"_s);
        setRole(cap, "keycap");
        keys->addWidget(cap);
    }
    keys->addStretch(1);
    grid.addLayout(keys, at, 0);
    grid.addWidget(text, at, 1);
}
} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<ShortcutGroup> &groups, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(480, 640);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"shortcutsScrollArea"_s);
    scroll->setAccessibleName(tr("Keyboard shortcuts"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::StrongFocus); // arrow keys scroll
    auto *content = new QWidget(scroll);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(24, 8, 24, 16);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    for (const ShortcutGroup &group : groups) {
        QLabel *title = shortcutLabel(group.title, content);
        title->setFont(headingFont(1));
        title->setContentsMargins(0, Metrics::gap, 0, 2);
        grid->addWidget(title, grid->rowCount(), 0, 1, 2);
        for (const ShortcutRow &row : group.rows)
            addShortcutRow(*grid, row, content);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(24, 0, 24, 16);
    QPushButton *closeButton = buttons->button(QDialogButtonBox::Close);
    closeButton->setObjectName(u"closeShortcutsButton"_s);
    closeButton->setAccessibleName(closeButton->text());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
}
