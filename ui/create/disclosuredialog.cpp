// SPDX-License-Identifier: Apache-2.0
#include "ui/create/disclosuredialog.h"

#include "ui/forms/hiddenvalue.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int comfortableWidth = 520;
constexpr int labelWidth = 96;
} // namespace

bool DisclosureDialog::isNeededFor(const Creation &creation)
{
    const MutationAnswer &answer = creation.answer;
    return answer.disclosure || !answer.disclosureProblem.isEmpty() || !answer.extra.isEmpty() || !creation.isRecorded;
}

DisclosureDialog::DisclosureDialog(const Creation &creation, QWidget *parent, std::chrono::milliseconds longestReveal)
    : QDialog(parent)
{
    setObjectName(u"disclosureDialog"_s);
    const MutationAnswer &answer = creation.answer;
    const bool isOfToken = answer.parts.isEmpty();
    setWindowTitle(isOfToken ? tr("Token created") : tr("The answer"));
    setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(Metrics::gap);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
    setMinimumWidth(comfortableWidth);

    auto *title = plainLabel(isOfToken ? tr("The token was created") : tr("What else the answer said"));
    title->setFont(headingFont(2));
    layout->addWidget(title);
    if (!creation.isRecorded && isOfToken) { // with parts, the page behind says it
        auto *unrecorded = new Notice(this);
        unrecorded->setObjectName(u"unrecordedNotice"_s);
        unrecorded->show(Notice::Kind::Warning,
                         {.headline = tr("The journal could not be written"),
                          .meaning = tr("The token exists, but the journal's entry still says “open”."),
                          .nextStep = tr("Note the correlation id in the ticket."),
                          .correlationId = shown(answer.correlationId)});
        layout->addWidget(unrecorded);
    }
    addFacts(*layout, answer.extra);
    if (answer.disclosure)
        addDisclosure(*layout, *answer.disclosure, longestReveal);
    if (!answer.disclosureProblem.isEmpty()) {
        auto *closed = new Notice(this);
        closed->setObjectName(u"disclosureProblemNotice"_s);
        closed->show(Notice::Kind::Warning, tr("Encrypted data came along that could not be opened"),
                     shown(answer.disclosureProblem));
        layout->addWidget(closed);
    }
    layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *closeButton = buttons->button(QDialogButtonBox::Close);
    closeButton->setObjectName(u"closeButton"_s);
    closeButton->setAccessibleName(tr("Close"));
    closeButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    closeButton->setFocus();
}

void DisclosureDialog::addFacts(QVBoxLayout &layout, const QList<TokenField> &facts)
{
    if (facts.isEmpty())
        return;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, labelWidth);
    for (const TokenField &fact : facts) {
        const int row = grid->rowCount();
        auto *value = plainLabel(shown(fact.value));
        value->setObjectName(fact.key + u"Value"_s);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(fact.label);
        if (fact.isIdentifier)
            value->setFont(identifierFont());
        auto *copy = new QPushButton(tr("Copy"));
        copy->setObjectName(fact.key + u"CopyButton"_s);
        copy->setAccessibleName(tr("Copy %1").arg(fact.label));
        copy->setAutoDefault(false);
        connect(copy, &QPushButton::clicked, this,
                [text = fact.value] { QGuiApplication::clipboard()->setText(text); });
        grid->addWidget(plainLabel(fact.label, "muted"), row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1, Qt::AlignTop);
        grid->addWidget(copy, row, 2, Qt::AlignTop);
    }
    layout.addLayout(grid);
}

void DisclosureDialog::addDisclosure(QVBoxLayout &layout, const Disclosure &disclosure,
                                     std::chrono::milliseconds longestReveal)
{
    auto *heading = plainLabel(shown(disclosure.title));
    heading->setFont(headingFont(0));
    layout.addWidget(heading);
    layout.addWidget(
        plainLabel(tr("Personal data. Hold a button to read it; it is forgotten when you close this."), "muted"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, labelWidth);
    int row = 0;
    for (const Disclosure::Item &item : disclosure.items) {
        auto *value = new HiddenValue(item.value, longestReveal);
        value->setObjectName(u"disclosureValue%1"_s.arg(row));
        value->setAccessibleName(item.label);
        auto *hold = new QPushButton(tr("Hold to show"));
        hold->setObjectName(u"disclosureShowButton%1"_s.arg(row));
        hold->setAccessibleName(tr("Show %1 while held").arg(item.label));
        hold->setAutoDefault(false);
        connect(hold, &QPushButton::pressed, value, &HiddenValue::reveal);
        connect(hold, &QPushButton::pressed, this, [this, label = item.label] { Q_EMIT revealed(label); });
        connect(hold, &QPushButton::released, value, &HiddenValue::conceal);
        grid->addWidget(plainLabel(shown(item.label), "muted"), row, 0);
        grid->addWidget(value, row, 1);
        grid->addWidget(hold, row, 2);
        ++row;
    }
    layout.addLayout(grid);
}
