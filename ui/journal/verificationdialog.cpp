// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/verificationdialog.h"

#include "app/core/observe.h"
#include "ui/forms/notice.h"
#include "ui/journal/journalactions.h"
#include "ui/journal/journaltext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto progressBeat = 50ms;
constexpr int barSteps = 1000;
constexpr int verificationWidth = 520;
constexpr int verificationMargin = 20;
} // namespace

VerificationDialog::VerificationDialog(const std::shared_ptr<Journal> &journal, const QString &operatorId, QWidget *parent)
    : QDialog(parent), m_state(new QLabel(this)), m_bar(new QProgressBar(this)), m_result(new Notice(this)),
      m_close(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"verificationDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Verify the journal"));
    build();
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    m_beat.setInterval(progressBeat);
    connect(&m_beat, &QTimer::timeout, this, &VerificationDialog::showProgress);
    start(journal, operatorId);
}

VerificationDialog::~VerificationDialog()
{
    *m_isCancelled = true;
}

void VerificationDialog::build()
{
    auto *headline = new QLabel(tr("Verify the journal"), this);
    headline->setTextFormat(Qt::PlainText);
    headline->setFont(headingFont(4));
    auto *what = new QLabel(tr("Every row is checked against its hash, every hash against the one before, and the end against the "
                               "signed heads. You can go on working meanwhile."),
                            this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    setRole(what, "muted");
    m_state->setObjectName(u"verificationState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(u"verificationBar"_s);
    m_bar->setAccessibleName(tr("How far the check is"));
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_result->setObjectName(u"verdictNotice"_s);
    m_close->setObjectName(u"closeVerificationButton"_s);
    m_close->setAccessibleName(tr("Cancel the check"));
    m_close->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(verificationMargin, verificationMargin, verificationMargin, verificationMargin);
    column->setSpacing(Metrics::spacing);
    column->addWidget(headline);
    column->addWidget(what);
    column->addSpacing(Metrics::unit);
    column->addWidget(m_bar);
    column->addWidget(m_state);
    column->addWidget(m_result);
    column->addSpacing(Metrics::unit);
    column->addLayout(buttons);
    column->addStretch(1);
    setMinimumWidth(verificationWidth);
    showProgress();
    layout()->activate();
    resize(verificationWidth, layout()->totalHeightForWidth(verificationWidth));
}

void VerificationDialog::start(const std::shared_ptr<Journal> &journal, const QString &operatorId)
{
    m_beat.start();
    VerificationWatch watch;
    watch.isCancelled = m_isCancelled;
    watch.progress = [progress = m_progress](qint64 checked, qint64 total) {
        progress->checked = checked;
        progress->total = total;
    };
    observe<JournalVerdict>(this, verifyJournal(journal, watch, operatorId), [this](const Result<JournalVerdict> &verdict) { end(verdict); });
}

void VerificationDialog::showProgress()
{
    const qint64 total = m_progress->total;
    const qint64 checked = std::min<qint64>(m_progress->checked, total);
    m_bar->setValue(total > 0 ? static_cast<int>(checked * barSteps / total) : 0);
    const QLocale locale;
    m_state->setText(total > 0 ? tr("%1 of %2 rows checked").arg(locale.toString(checked), locale.toString(total)) : tr("Beginning…"));
}

void VerificationDialog::end(const Result<JournalVerdict> &verdict)
{
    m_beat.stop();
    showProgress();
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
    if (verdict) {
        m_bar->setValue(barSteps);
        m_state->hide();
        m_result->show(verdict->isSound() ? Notice::Kind::Note : Notice::Kind::Error, verdictText(*verdict));
        Q_EMIT verified(*verdict);
    } else {
        ErrorText text = describe(verdict.error(), nullptr, std::nullopt);
        text.headline = tr("The journal could not be checked to the end");
        m_result->show(Notice::Kind::Error, text);
    }
    const int wide = std::max(width(), verificationWidth);
    layout()->activate();
    resize(wide, layout()->totalHeightForWidth(wide));
}
