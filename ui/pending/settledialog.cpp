// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/settledialog.h"

#include "app/core/observe.h"
#include "app/domain/formcheck.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/operationtext.h"
#include "ui/pending/openitemtext.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int noteLimit = 500;
constexpr int noteLines = 3;
constexpr int settleWidth = 520;
constexpr int settleMargin = 20;

QString consequenceOf(JournalSettlement::Kind kind, const QString &operatorId)
{
    const QString who = shown(operatorId);
    if (kind == JournalSettlement::Kind::StillUnknown)
        return SettleDialog::
            tr("The journal keeps that %1 looked and could not tell. The operation stays in the list. Nothing is sent.")
                .arg(who);
    return SettleDialog::tr(
               "The journal keeps this as said by %1, for good, and the operation leaves the list. Nothing is sent.")
        .arg(who);
}
} // namespace

SettleDialog::SettleDialog(std::shared_ptr<const Session> session, const JournalEntry &entry,
                           JournalSettlement::Kind kind, QWidget *parent)
    : QDialog(parent), m_session(std::move(session)), m_entry(entry), m_kind(kind), m_note(new QPlainTextEdit(this)),
      m_noteHint(new HintLine(this)), m_notice(new Notice(this)), m_cancel(new QPushButton(tr("Cancel"), this)),
      m_confirm(new QPushButton(tr("Record it"), this))
{
    setObjectName(u"settleDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(settlementText(kind));
    setMinimumWidth(settleWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(settleMargin, settleMargin, settleMargin, settleMargin);
    column->setSpacing(Metrics::unit);
    build(*column);
    connect(m_note, &QPlainTextEdit::textChanged, this, &SettleDialog::judge);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &SettleDialog::confirm);
    judge();
    fitHeight();
    (m_tokenEdit ? static_cast<QWidget *>(m_tokenEdit) : m_note)->setFocus();
}

void SettleDialog::build(QVBoxLayout &column)
{
    const Capabilities &capabilities = m_session->operations->capabilities();
    QLabel *headline = namedLabel(
        u"settleHeadline"_s, m_kind == JournalSettlement::Kind::Happened       ? tr("Record that it happened")
                             : m_kind == JournalSettlement::Kind::DidNotHappen ? tr("Record that it did not happen")
                                                                               : tr("Record that it is still unknown"));
    headline->setFont(headingFont(4));
    column.addWidget(headline);
    column.addWidget(
        namedLabel(u"settleSubject"_s, tr("%1, sent %2 by %3")
                                           .arg(titleOf(m_entry, &capabilities), localTime(m_entry.openedAt),
                                                shown(m_entry.intent.operatorId))));
    column.addWidget(
        namedLabel(u"settleConsequence"_s, consequenceOf(m_kind, m_session->operations->operatorId()), "muted"));
    column.addSpacing(Metrics::spacing);
    if (m_kind == JournalSettlement::Kind::Happened && m_entry.intent.operation == Operation::Create)
        addTokenLine(column);

    QLabel *noteLabel = namedLabel(u"settleNoteLabel"_s, tr("Note"));
    noteLabel->setFont(headingFont(0, QFont::Medium));
    noteLabel->setBuddy(m_note);
    m_note->setObjectName(u"settleNoteEdit"_s);
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(noteLines * fontMetrics().lineSpacing() + 2 * Metrics::gap);
    column.addWidget(noteLabel);
    column.addWidget(m_note);
    column.addWidget(m_noteHint);
    column.addWidget(m_notice);
    column.addSpacing(Metrics::spacing);

    m_cancel->setObjectName(u"cancelSettleButton"_s);
    m_cancel->setAccessibleName(tr("Cancel: record nothing"));
    m_cancel->setDefault(true);
    m_confirm->setObjectName(u"confirmSettleButton"_s);
    m_confirm->setAutoDefault(false);
    setRole(m_confirm, "primary");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    column.addLayout(buttons);
}

void SettleDialog::addTokenLine(QVBoxLayout &column)
{
    m_tokenEdit = new QLineEdit(this);
    m_tokenEdit->setObjectName(u"settledTokenLineEdit"_s);
    m_tokenEdit->setAccessibleName(tr("Id of the token that was made"));
    m_tokenEdit->setFont(identifierFont());
    m_tokenHint = new HintLine(this);
    QLabel *label = namedLabel(u"settledTokenLabel"_s, tr("Id of the token that was made"));
    label->setFont(headingFont(0, QFont::Medium));
    label->setBuddy(m_tokenEdit);
    column.addWidget(label);
    column.addWidget(m_tokenEdit);
    column.addWidget(m_tokenHint);
    connect(m_tokenEdit, &QLineEdit::textChanged, this, &SettleDialog::judge);
}

bool SettleDialog::canCheckToken() const
{
    return m_entry.intent.connectionId == m_session->profile.id &&
           m_session->operations->capabilities().offers(Operation::LookUp);
}

QString SettleDialog::problemWithToken() const
{
    const QString typed = m_tokenEdit ? m_tokenEdit->text().trimmed() : QString();
    if (!asksForToken() || typed.isEmpty())
        return {};
    FormField rule = m_session->operations->capabilities().tokenIdField;
    if (m_entry.intent.connectionId != m_session->profile.id || rule.key.isEmpty())
        return {}; // another service's ids have other rules
    Form form;
    form.fields = {rule};
    FormValues values;
    values.set(rule.key, typed);
    const QList<FieldProblem> problems = checkField(rule, form, values, {});
    return problems.isEmpty() ? QString() : problems.first().message;
}

QString SettleDialog::problemWithNote() const
{
    const qsizetype tooMany = m_note->toPlainText().size() - noteLimit;
    if (tooMany <= 0)
        return {};
    return tooMany == 1 ? tr("Shorten the note by 1 character.")
                        : tr("Shorten the note by %1 characters.").arg(tooMany);
}

void SettleDialog::judge()
{
    const QString noteProblem = problemWithNote();
    m_noteHint->say(noteProblem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error,
                    noteProblem.isEmpty() ? tr("How you know, such as the vendor's case number. No card data.")
                                          : noteProblem);
    QString missing = noteProblem;
    if (asksForToken()) {
        const QString problem = problemWithToken();
        const bool isEmpty = m_tokenEdit->text().trimmed().isEmpty();
        const QString help = canCheckToken()
                                 ? tr("As the vendor names it. It is looked up before it is recorded.")
                                 : tr("As the vendor names it. It cannot be looked up from the open connection.");
        m_tokenHint->say(problem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error,
                         problem.isEmpty() ? help : problem);
        missing = isEmpty ? tr("Enter the token id.") : missing.isEmpty() ? problem : missing;
    }
    const bool isUnchecked = asksForToken() && canCheckToken();
    const bool isKnownUncheckable =
        isUnchecked && !m_uncheckable.isEmpty() && m_tokenEdit->text().trimmed() == m_uncheckable;
    m_confirm->setText(isKnownUncheckable ? tr("Record it all the same")
                       : isUnchecked      ? tr("Look up and record")
                                          : tr("Record it"));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->setEnabled(missing.isEmpty() && !m_isUnderWay);
    m_confirm->setToolTip(missing);
    m_confirm->setAccessibleDescription(missing);
}

void SettleDialog::setUnderWay(bool isUnderWay)
{
    m_isUnderWay = isUnderWay;
    m_note->setEnabled(!isUnderWay);
    if (m_tokenEdit)
        m_tokenEdit->setEnabled(!isUnderWay);
    m_cancel->setText(isUnderWay ? tr("Close") : tr("Cancel"));
    judge();
}

void SettleDialog::confirm()
{
    m_notice->dismiss();
    m_cancel->setFocus();
    const bool isToBeChecked = asksForToken() && canCheckToken() && m_tokenEdit->text().trimmed() != m_uncheckable;
    setUnderWay(true);
    if (isToBeChecked)
        checkToken();
    else
        record();
}

void SettleDialog::checkToken()
{
    const TokenId token{m_tokenEdit->text().trimmed()};
    observe<TokenReading>(this, m_session->operations->lookUp(token), [this](const Result<TokenReading> &reading) {
        if (reading)
            record();
        else
            sayUnchecked(reading.error());
    });
}

void SettleDialog::sayUnchecked(const Error &error)
{
    m_uncheckable = m_tokenEdit->text().trimmed();
    setUnderWay(false);
    ErrorText text = describe(error, &m_session->operations->capabilities(), Operation::LookUp);
    text.nextStep =
        error.kind == Error::Kind::NotFound
            ? tr("Compare the id with what the vendor wrote. Nothing has been recorded.")
            : tr("Nothing has been recorded. Try again later, or record the id without having seen the token.");
    m_notice->show(Notice::Kind::Warning, text);
    fitHeight();
}

void SettleDialog::record()
{
    JournalSettlement settlement;
    settlement.kind = m_kind;
    settlement.note = m_note->toPlainText().trimmed();
    if (m_kind == JournalSettlement::Kind::Happened)
        settlement.token = m_tokenEdit ? TokenId{m_tokenEdit->text().trimmed()} : m_entry.intent.token;
    const Pending<Done> settling = m_session->operations->settle(m_entry.id, settlement);
    Q_EMIT started(settling);
    observe<Done>(this, settling, [this](const Result<Done> &outcome) {
        if (outcome)
            return accept();
        setUnderWay(false);
        ErrorText text = describe(outcome.error(), &m_session->operations->capabilities(), std::nullopt);
        text.headline = tr("It could not be recorded");
        m_notice->show(Notice::Kind::Error, text);
        fitHeight();
    });
}

// Wrapped texts need more height the narrower they are, which a dialog does not find out for itself.
void SettleDialog::fitHeight()
{
    const int wide = isVisible() ? width() : settleWidth;
    layout()->activate();
    resize(wide, layout()->totalHeightForWidth(wide));
}
