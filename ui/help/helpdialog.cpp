// SPDX-License-Identifier: Apache-2.0
#include "ui/help/helpdialog.h"

#include "ui/help/helptext.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int contentsWidth = 230;
constexpr int textWidth = 560;

QLabel *helpLabel(const HelpPart &part, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMaximumWidth(textWidth);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(part.text);
    if (part.kind == HelpPart::Kind::Heading) {
        label->setFont(headingFont(1));
        label->setContentsMargins(0, Metrics::gap, 0, 0);
    }
    return label;
}

//! The dot stands outside of the text, whose lines begin under one another.
void addHelpPart(QVBoxLayout &column, const HelpPart &part, QWidget *parent)
{
    QLabel *label = helpLabel(part, parent);
    if (part.kind != HelpPart::Kind::Point)
        return column.addWidget(label);
    auto *dot = new QLabel(u"•"_s, parent);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(Metrics::spacing, 0, 0, 0);
    row->setSpacing(Metrics::spacing);
    row->addWidget(dot, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    column.addLayout(row);
}
} // namespace

void HelpDialog::open(QWidget *asker, const QString &pageId)
{
    QWidget *window = asker->window();
    auto *dialog = window->findChild<HelpDialog *>();
    if (!dialog)
        dialog = new HelpDialog(window);
    dialog->show(pageId);
}

HelpDialog::HelpDialog(QWidget *window)
    : QDialog(window), m_contents(new QListWidget(this)), m_page(new QScrollArea(this))
{
    setObjectName(u"helpDialog"_s);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 620);
    build();
    for (const QString &id : helpPageIds()) {
        auto *item = new QListWidgetItem(helpPage(id).title, m_contents);
        item->setData(Qt::UserRole, id);
        item->setSizeHint({0, Metrics::controlHeight});
    }
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            fill(item->data(Qt::UserRole).toString());
    });
}

void HelpDialog::build()
{
    m_contents->setObjectName(u"helpContentsList"_s);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFixedWidth(contentsWidth);
    m_contents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_page->setObjectName(u"helpPageArea"_s);
    m_page->setAccessibleName(tr("Help page"));
    m_page->setWidgetResizable(true);
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setFocusPolicy(Qt::StrongFocus); // arrow keys scroll
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(16, 0, 16, 12);
    QPushButton *closeButton = buttons->button(QDialogButtonBox::Close);
    closeButton->setObjectName(u"closeHelpButton"_s);
    closeButton->setAccessibleName(closeButton->text());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_contents);
    row->addWidget(m_page, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    setTabOrder(m_contents, m_page);
    setTabOrder(m_page, closeButton);
}

void HelpDialog::show(const QString &pageId)
{
    const qsizetype row = helpPageIds().indexOf(pageId);
    m_contents->setCurrentRow(static_cast<int>(row < 0 ? 0 : row));
    QDialog::show();
    raise();
    activateWindow();
    m_page->setFocus();
}

void HelpDialog::fill(const QString &pageId)
{
    const HelpPage page = helpPage(pageId);
    auto *content = new QWidget(m_page);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(28, 20, 28, 24);
    column->setSpacing(Metrics::spacing);
    QLabel *title = helpLabel({HelpPart::Kind::Heading, page.title}, content);
    title->setObjectName(u"helpTitle"_s);
    title->setFont(headingFont(5));
    title->setContentsMargins(0, 0, 0, Metrics::unit);
    column->addWidget(title);
    for (const HelpPart &part : page.parts)
        addHelpPart(*column, part, content);
    column->addStretch(1);
    m_page->setWidget(content); // deletes the one before
    content->setAutoFillBackground(false);
    m_page->viewport()->setAutoFillBackground(false);
    m_page->verticalScrollBar()->setValue(0);
}
