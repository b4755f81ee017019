// SPDX-License-Identifier: Apache-2.0
#include "ui/create/chargedialog.h"

#include "app/domain/money.h"
#include "ui/forms/environmentlook.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int chargeWidth = 520;
} // namespace

ChargeDialog::ChargeDialog(const Question &question, const ConnectionProfile &profile, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"chargeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Authorise a payment"));
    setAccessibleName(windowTitle());
    setMinimumWidth(chargeWidth);
    const bool isProduction = profile.environment == Environment::Production;
    auto *headline = namedLabel(u"chargeHeadline"_s,
                                tr("Authorise %1?").arg(shown(moneyInWords(question.amount, question.currency))));
    headline->setFont(headingFont(4));
    auto *card = namedLabel(u"chargeCardLabel"_s, question.card.isEmpty() ? tr("On the card that the form names")
                                                                          : tr("On the card %1").arg(question.card));
    card->setFont(headingFont(0));
    auto *meaning = namedLabel(u"chargeMeaningLabel"_s, tr("“%1” is also a payment: the card's issuer is asked for "
                                                           "this amount, and holds it on the card when it agrees. "
                                                           "It is sent once.")
                                                            .arg(shown(question.formTitle)));
    auto *destination =
        namedLabel(u"chargeDestinationLabel"_s,
                   isProduction ? tr("This is PRODUCTION (%1): a real customer's money.").arg(shown(profile.name))
                                : tr("Goes to %1 (%2).").arg(shown(profile.name), environmentName(profile.environment)),
                   {});
    if (isProduction)
        destination->setFont(headingFont(0, QFont::Bold));
    setRole(destination, isProduction ? "error" : "muted");

    auto *authorise = new QPushButton(
        tr("Authorise %1 %2").arg(shown(question.amount), shown(question.currency)).replace(u'&', u"&&"_s));
    authorise->setObjectName(u"authoriseButton"_s);
    authorise->setAccessibleName(headline->text());
    authorise->setAutoDefault(false);
    setRole(authorise, isProduction ? "danger" : "primary");
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(u"keepFormButton"_s);
    cancel->setAccessibleName(tr("Cancel: send nothing, keep the form"));
    cancel->setDefault(true);
    connect(authorise, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addStretch(1);
    buttons->addWidget(authorise);
    buttons->addWidget(cancel);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(Metrics::spacing);
    for (QLabel *label : {headline, card, meaning, destination})
        layout->addWidget(label);
    layout->addStretch(1);
    layout->addSpacing(Metrics::gap);
    layout->addLayout(buttons);
    resize(chargeWidth, layout->totalHeightForWidth(chargeWidth));
    cancel->setFocus();
}
