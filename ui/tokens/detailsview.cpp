// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/detailsview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace {
constexpr int labelWidth = 132;

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    return label;
}
} // namespace

DetailsView::DetailsView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"detailsView"_s);
    setAccessibleName(tr("Details of the token"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DetailsView::setToken(const Token &token)
{
    auto *content = new QWidget;
    content->setObjectName(u"detailsContent"_s);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, Metrics::gap, Metrics::spacing, Metrics::gap);
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    int row = 0;
    addField(grid, row++, {.group = {}, .key = u"tokenId"_s, .label = tr("Token id"), .value = token.id.value, .isIdentifier = true});
    QString group;
    for (const TokenField &field : token.fields) {
        if (field.key == "tokenId"_L1)
            continue;
        if (field.group != group)
            addHeading(grid, row++, group = field.group);
        addField(grid, row++, field);
    }
    grid->setRowStretch(row, 1);
    setWidget(content);
}

void DetailsView::addHeading(QGridLayout *grid, int row, const QString &text)
{
    QLabel *heading = plainLabel(shown(text), grid->parentWidget());
    heading->setFont(headingFont(0));
    heading->setContentsMargins(0, row == 0 ? 0 : Metrics::spacing, 0, 0);
    grid->addWidget(heading, row, 0, 1, 2);
}

void DetailsView::addField(QGridLayout *grid, int row, const TokenField &field)
{
    QLabel *name = plainLabel(shown(field.label), grid->parentWidget());
    setRole(name, "muted");
    QLabel *value = plainLabel(shown(field.value), grid->parentWidget());
    value->setObjectName(field.key + "Value"_L1);
    value->setAccessibleName(u"%1: %2"_s.arg(name->text(), value->text()));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::ClickFocus);
    if (field.isIdentifier)
        value->setFont(identifierFont());
    auto *copy = new QAction(tr("Copy %1").arg(name->text()), value);
    connect(copy, &QAction::triggered, value, [text = field.value] { QGuiApplication::clipboard()->setText(text); });
    value->addAction(copy);
    value->setContextMenuPolicy(Qt::ActionsContextMenu);
    grid->addWidget(name, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1, Qt::AlignTop);
}
