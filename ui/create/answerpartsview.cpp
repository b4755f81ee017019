// SPDX-License-Identifier: Apache-2.0
#include "ui/create/answerpartsview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechip.h"

#include <QHBoxLayout>
#include <QLabel>
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
