// SPDX-License-Identifier: Apache-2.0
#include "ui/create/answerpartsview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
QLabel *partLabel(const QString &objectName, const QString &text, const char *role = nullptr)
{
    auto *label = new QLabel(text);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    if (role)
        setRole(label, role);
    return label;
}

//! By which the service knows it, with a button that copies it.
QHBoxLayout *referenceRow(const AnswerPart &part, qsizetype number)
{
    auto *reference = partLabel(u"partReference%1"_s.arg(number), shown(part.reference));
    reference->setFont(identifierFont());
    reference->setTextInteractionFlags(Qt::TextSelectableByMouse);
    reference->setAccessibleName(AnswerPartsView::tr("Reference: %1").arg(reference->text()));
    auto *copy = new QPushButton(AnswerPartsView::tr("Copy"));
    copy->setObjectName(u"copyPartReferenceButton%1"_s.arg(number));
    copy->setAccessibleName(AnswerPartsView::tr("Copy the reference: %1").arg(shown(part.label)));
    copy->setAutoDefault(false); // Enter belongs to what the page offers
    setRole(copy, "flat");
    QObject::connect(copy, &QPushButton::clicked, copy,
                     [text = part.reference] { QGuiApplication::clipboard()->setText(text); });
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::spacing);
    row->addWidget(partLabel({}, AnswerPartsView::tr("Reference"), "muted"));
    row->addWidget(reference);
    row->addWidget(copy);
    row->addStretch(1);
    return row;
}
} // namespace

AnswerPartsView::AnswerPartsView(const QList<AnswerPart> &parts, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"answerPartsView"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics::gap);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const AnswerPart &part = parts.at(i);
        auto *label = partLabel(u"partLabel%1"_s.arg(i), shown(part.label));
        label->setFont(headingFont(0));
        auto *chip = new StateChip;
        chip->setObjectName(u"partChip%1"_s.arg(i));
        chip->setPart(part.kind);
        chip->setAccessibleName(u"%1. %2"_s.arg(label->text(), chip->accessibleName()));
        auto *word = partLabel(u"partWord%1"_s.arg(i), shown(part.word), "muted");
        word->setAccessibleName(tr("The server's word: %1").arg(word->text()));
        word->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *line = new QHBoxLayout;
        line->setSpacing(Metrics::spacing);
        for (QWidget *piece :
             {static_cast<QWidget *>(label), static_cast<QWidget *>(chip), static_cast<QWidget *>(word)})
            line->addWidget(piece);
        line->addStretch(1);
        auto *block = new QVBoxLayout;
        block->setSpacing(Metrics::unit);
        block->addLayout(line);
        if (!part.meaning.isEmpty()) {
            auto *meaning = partLabel(u"partMeaning%1"_s.arg(i), shown(part.meaning));
            meaning->setWordWrap(true);
            block->addWidget(meaning);
        }
        if (!part.reference.isEmpty())
            block->addLayout(referenceRow(part, i));
        column->addLayout(block);
    }
}

QString summaryOf(const QList<AnswerPart> &parts)
{
    using Kind = AnswerPart::Kind;
    if (parts.isEmpty())
        return {};
    const auto count = [&parts](Kind kind) {
        return std::count_if(parts.begin(), parts.end(), [kind](const AnswerPart &part) { return part.kind == kind; });
    };
    if (count(Kind::Unknown) > 0)
        return AnswerPartsView::tr("Not all of the outcome is known");
    if (count(Kind::Succeeded) == parts.size())
        return AnswerPartsView::tr("Everything went through");
    if (count(Kind::Refused) == parts.size())
        return AnswerPartsView::tr("Nothing went through");
    return count(Kind::Refused) > 0 ? AnswerPartsView::tr("Not everything went through")
                                    : AnswerPartsView::tr("Not everything is decided yet");
}
