// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/artnote.h"

#include "ui/cardart/artwords.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ArtNote::ArtNote(QWidget *parent)
    : QWidget(parent), m_text(new QLabel(this)),
      m_allowButton(new QPushButton(tr("Show pictures from this host"), this))
{
    setObjectName(u"artNote"_s);
    m_text->setObjectName(u"artNoteText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    setRole(m_text, "muted");
    m_allowButton->setObjectName(u"allowHostsButton"_s);
    m_allowButton->setAccessibleName(m_allowButton->text());
    connect(m_allowButton, &QPushButton::clicked, this, &ArtNote::hostsAllowed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics::spacing);
    column->addWidget(m_text);
    column->addWidget(m_allowButton, 0, Qt::AlignLeft);
    hide();
}

void ArtNote::setPicture(const CardPicture &picture, const std::optional<Error> &error)
{
    QStringList sentences;
    if (const QString why = ArtWords::whyMissing(picture); !why.isEmpty())
        sentences << why;
    else if (error && picture.isNull())
        sentences << tr("The card’s art could not be fetched. The neutral card is shown instead.");
    const bool awaits = !picture.awaitsHost.isEmpty();
    if (awaits) {
        const QString host = shown(picture.awaitsHost);
        sentences << tr("%1 serves this card’s picture. %1 will see that this card is looked at.").arg(host);
    }
    m_text->setText(sentences.join(u' '));
    m_allowButton->setAccessibleDescription(awaits ? m_text->text() : QString());
    m_allowButton->setVisible(awaits);
    setVisible(!sentences.isEmpty());
}
