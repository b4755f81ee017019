// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechangedialog.h"

#include "app/core/redact.h"
#include "app/domain/lifecycleextension.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechangerun.h"
#include "ui/tokens/statechangetext.h"
#include "ui/tokens/tokentablemodel.h"
#include "ui_statechangedialog.h"

using namespace Qt::StringLiterals;

namespace {
constexpr int reasonLines = 3;
constexpr int narrow = 560;
constexpr int wide = 720;

void sayAt(HintLine &hint, const QString &problem, const QString &help)
{
    hint.say(problem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error, problem.isEmpty() ? help : problem);
}

//! One token: its last digits, when they can be typed; several: how many there are.
QString typedConfirmation(Operation operation, const QList<Token> &tokens, qsizetype count)
{
    if (tokens.size() > 1)
        return QString::number(count);
    return TypedConfirmation::wordFor(tokens.first().cardLastDigits, toWord(operation).toUpper());
}
} // namespace

StateChangeDialog::StateChangeDialog(std::shared_ptr<const Session> session, Operation operation,
                                     const QList<Token> &tokens, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::StateChangeDialog>()), m_session(std::move(session)),
      m_operation(operation), m_tokens(tokens)
{
    m_ui->setupUi(this);
    setObjectName(u"stateChangeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(isForOne() ? narrow : wide);
    nameTheTokens();
    offerReasons();
    connectParts();
    setRole(m_ui->confirmStateChangeButton, "primary");
    m_ui->stopStateChangeButton->hide();
    m_ui->lookUpAfterUnknownButton->hide();
    m_ui->progressBar->hide();
    m_ui->commentEdit->setFixedHeight(reasonLines * fontMetrics().lineSpacing() + 2 * Metrics::gap);
    m_ui->reasonComboBox->setFocus();
    judge();
    m_ui->body->fitDialog(minimumWidth());
}

StateChangeDialog::~StateChangeDialog()
{
    if (m_run)
        m_run->stop();
}

void StateChangeDialog::nameTheTokens()
{
    m_ui->tokenList->setTokens(m_tokens);
    for (const Token &token : std::as_const(m_tokens)) {
        if (isLegal(m_operation, token.state))
            m_untried.append(token.id);
        else
            m_ui->tokenList->setResult(token.id, tr("Left out. %1").arg(illegalBecause(m_operation, token.state)),
                                       true);
    }
    const qsizetype count = m_untried.size();
    const bool isProduction = m_session->profile.environment == Environment::Production;
    setWindowTitle(m_operation == Operation::Suspend ? tr("Suspend") : tr("Resume"));
    setAccessibleName(windowTitle());
    m_ui->headlineLabel->setText(StateChangeText::question(m_operation, count));
    m_ui->headlineLabel->setFont(headingFont(4));
    const Token &first = m_tokens.first();
    m_ui->tokenIdLabel->setText(shown(first.id.value));
    m_ui->tokenIdLabel->setFont(identifierFont());
    m_ui->cardLabel->setText(u"%1 · %2"_s.arg(cardText(first), stateText(first.state, first.stateWord)));
    setRole(m_ui->cardLabel, "muted");
    for (QWidget *part : {static_cast<QWidget *>(m_ui->tokenIdLabel), static_cast<QWidget *>(m_ui->cardLabel)})
        part->setVisible(isForOne());
    m_ui->tokenList->setVisible(!isForOne());
    m_ui->consequenceLabel->setText(StateChangeText::consequence(m_operation, count));
    m_ui->consequenceLabel->setContentsMargins(0, Metrics::unit, 0, 0);
    m_ui->contractLabel->setText(StateChangeText::contractNote(m_session->operations->capabilities()));
    m_ui->contractLabel->setVisible(m_session->operations->capabilities().isByContract(m_operation));
    setRole(m_ui->contractLabel, "muted");
    m_ui->productionLabel->setText(
        tr("This is PRODUCTION (%1): real customers' tokens.").arg(shown(m_session->profile.name)));
    m_ui->productionLabel->setFont(headingFont(0, QFont::Bold));
    m_ui->productionLabel->setVisible(isProduction);
    setRole(m_ui->productionLabel, "error");

    askForConfirmation();
    for (QLabel *label : {m_ui->reasonLabel, m_ui->ticketLabel, m_ui->commentLabel}) {
        label->setFont(headingFont(0, QFont::Medium));
        label->setContentsMargins(0, Metrics::spacing, 0, 0);
    }
    setRole(m_ui->stateLabel, "muted");
    m_ui->stateLabel->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves when it says more
}

void StateChangeDialog::askForConfirmation()
{
    if (m_session->profile.environment != Environment::Production)
        return;
    const QString wanted = typedConfirmation(m_operation, m_tokens, m_untried.size());
    const QString words = !isForOne() ? tr("Type the number of tokens, %1, to confirm")
                          : m_tokens.first().cardLastDigits == wanted
                              ? tr("Type the card's last digits, %1, to confirm")
                              : tr("Type %1 to confirm");
    m_ui->confirmation->clear();
    m_ui->confirmation->ask(wanted, words.arg(wanted));
}

void StateChangeDialog::offerReasons()
{
    const QList<Choice> reasons = m_session->operations->capabilities().reasons.value(m_operation);
    m_ui->reasonComboBox->addItem(tr("Choose a reason"), QString());
    for (const Choice &choice : reasons)
        m_ui->reasonComboBox->addItem(shown(choice.label), choice.value);
    for (QWidget *part : {static_cast<QWidget *>(m_ui->reasonLabel), static_cast<QWidget *>(m_ui->reasonComboBox),
                          static_cast<QWidget *>(m_ui->reasonHint)})
        part->setVisible(!reasons.isEmpty());
}

void StateChangeDialog::connectParts()
{
    connect(m_ui->reasonComboBox, &QComboBox::currentIndexChanged, this, &StateChangeDialog::judge);
    connect(m_ui->ticketLineEdit, &QLineEdit::textChanged, this, &StateChangeDialog::judge);
    connect(m_ui->confirmation, &TypedConfirmation::changed, this, &StateChangeDialog::judge);
    connect(m_ui->commentEdit, &QPlainTextEdit::textChanged, this, &StateChangeDialog::judge);
    connect(m_ui->cancelStateChangeButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->confirmStateChangeButton, &QPushButton::clicked, this, &StateChangeDialog::confirm);
    connect(m_ui->stopStateChangeButton, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run->stop();
        m_ui->stopStateChangeButton->setEnabled(false);
        judge();
    });
    connect(m_ui->lookUpAfterUnknownButton, &QPushButton::clicked, this, [this] {
        Q_EMIT lookUpRequested(m_tokens.first().id);
        reject();
    });
}

QString StateChangeDialog::problemWithReason() const
{
    const bool isOffered = m_ui->reasonComboBox->count() > 1;
    return isOffered && m_ui->reasonComboBox->currentIndex() == 0 ? tr("Choose a reason.") : QString();
}

QString StateChangeDialog::problemWithComment() const
{
    const QString comment = m_ui->commentEdit->toPlainText();
    if (redacted(comment) != comment || redacted(m_ui->ticketLineEdit->text()) != m_ui->ticketLineEdit->text())
        return tr("Take the card number out: it must not be sent or kept.");
    const qsizetype tooMany = comment.size() - lifecycle::longestComment;
    if (tooMany <= 0)
        return {};
    return tooMany == 1 ? tr("Shorten the comment by 1 character.")
                        : tr("Shorten the comment by %1 characters.").arg(tooMany);
}

void StateChangeDialog::judge()
{
    const QStringList problems{problemWithReason(), problemWithComment(), m_ui->confirmation->problem()};
    sayAt(*m_ui->reasonHint, {}, tr("Kept in this desk's journal, and sent to the server where the contract says so."));
    sayAt(*m_ui->ticketHint, {}, tr("The number under which this is asked for."));
    sayAt(*m_ui->commentHint, problems.at(1), tr("No card data. Kept and sent like the reason."));

    QStringList missing = problems;
    missing.removeAll(QString());
    const QString what = missing.join(u' ');
    const bool isStopping = m_run && m_run->isStopping();
    m_ui->confirmStateChangeButton->setText(StateChangeText::confirmation(m_operation, m_untried.size()));
    m_ui->confirmStateChangeButton->setAccessibleName(m_ui->confirmStateChangeButton->text());
    m_ui->confirmStateChangeButton->setEnabled(missing.isEmpty() && !m_isUnderWay && !m_untried.isEmpty());
    m_ui->confirmStateChangeButton->setVisible(!m_isOver && !(m_isUnderWay && !isForOne()));
    m_ui->confirmStateChangeButton->setToolTip(what);
    m_ui->confirmStateChangeButton->setAccessibleDescription(what);
    if (m_isUnderWay && !isForOne())
        m_ui->stateLabel->setText(isStopping
                                      ? tr("Stopping after the token that is under way…")
                                      : tr("%1 Closing this window stops after the token that is under way.")
                                            .arg(StateChangeText::progress(m_operation, m_ui->progressBar->value(),
                                                                           m_ui->progressBar->maximum())));
    else if (m_isUnderWay)
        m_ui->stateLabel->setText(
            tr("%1 You can close this window: the request goes on, and the token's activity shows how it "
               "ended.")
                .arg(StateChangeText::progress(m_operation, 0, 1)));
    else if (!m_isOver)
        m_ui->stateLabel->setText(what);
}

void StateChangeDialog::setUnderWay(bool isUnderWay)
{
    m_isUnderWay = isUnderWay;
    for (QWidget *input :
         {static_cast<QWidget *>(m_ui->reasonComboBox), static_cast<QWidget *>(m_ui->ticketLineEdit),
          static_cast<QWidget *>(m_ui->commentEdit)})
        input->setEnabled(!isUnderWay && !m_isOver);
    m_ui->confirmation->setLocked(isUnderWay || m_isOver);
    m_hasBegun = m_hasBegun || isUnderWay;
    const bool canOnlyClose = isUnderWay || m_isOver || (m_hasBegun && !isForOne());
    m_ui->cancelStateChangeButton->setText(canOnlyClose ? tr("Close") : tr("Cancel"));
    m_ui->cancelStateChangeButton->setAccessibleName(isUnderWay && isForOne() ? tr("Close: the request goes on")
                                                     : canOnlyClose           ? tr("Close")
                                                                              : tr("Cancel: change nothing"));
    m_ui->stopStateChangeButton->setVisible(isUnderWay && !isForOne());
    m_ui->stopStateChangeButton->setEnabled(isUnderWay);
    judge();
}

void StateChangeDialog::confirm()
{
    m_ui->notice->dismiss();
    m_ui->progressBar->setRange(0, static_cast<int>(m_untried.size()));
    m_ui->progressBar->setValue(0);
    m_ui->progressBar->setVisible(!isForOne());
    setUnderWay(true);
    m_ui->cancelStateChangeButton->setFocus();
    Q_EMIT confirmed(m_untried, {.reason = m_ui->reasonComboBox->currentData().toString(),
                                 .comment = m_ui->commentEdit->toPlainText().trimmed(),
                                 .ticket = m_ui->ticketLineEdit->text().trimmed()});
}

void StateChangeDialog::follow(StateChangeRun *run)
{
    m_run = run;
    connect(run, &StateChangeRun::advanced, this, &StateChangeDialog::advance);
    connect(run, &StateChangeRun::finished, this, &StateChangeDialog::end);
}

void StateChangeDialog::advance(qsizetype index, const SeriesItem &item)
{
    const Result<StateChange> &outcome = *item.outcome;
    m_ui->progressBar->setValue(static_cast<int>(index) + 1);
    if (outcome && outcome->reading)
        m_ui->tokenList->setState(outcome->reading->token);
    m_ui->tokenList->setResult(item.token,
                               StateChangeText::outcome(outcome, m_operation, m_session->operations->capabilities()));
    m_untried.removeAll(item.token);
    judge();
}

void StateChangeDialog::end(const QList<SeriesItem> &items)
{
    m_run = nullptr;
    if (isForOne()) {
        const Result<StateChange> outcome = items.value(0).outcome.value_or(Failure(abandonedError()));
        if (outcome)
            return accept();
        if (m_untried.isEmpty())
            m_untried.append(m_tokens.first().id);
        return showFailure(outcome.error());
    }
    m_isOver = m_untried.isEmpty();
    if (!m_isOver)
        askForConfirmation();
    setUnderWay(false);
    for (const TokenId &token : std::as_const(m_untried))
        m_ui->tokenList->setResult(token, tr("Not tried"), true);
    m_ui->headlineLabel->setText(StateChangeText::summary(items, m_operation));
    m_ui->consequenceLabel->setText(
        m_isOver ? tr("The result of each token is in the list and in its activity.")
                 : tr("The result of each token is in the list and in its activity. What was not "
                      "tried can be confirmed once more."));
    if (m_isOver)
        m_ui->stateLabel->clear();
    m_ui->cancelStateChangeButton->setFocus();
    m_ui->body->fitDialog(minimumWidth());
    m_ui->body->ensureVisible(0, 0);
}

void StateChangeDialog::showFailure(const Error &error)
{
    m_isOver = error.kind == Error::Kind::OutcomeUnknown;
    setUnderWay(false);
    m_ui->notice->show(m_isOver ? Notice::Kind::Warning : Notice::Kind::Error,
                       describe(error, &m_session->operations->capabilities(), m_operation));
    m_ui->lookUpAfterUnknownButton->setVisible(m_isOver);
    setRole(m_ui->lookUpAfterUnknownButton, "primary");
    m_ui->stateLabel->clear();
    m_ui->cancelStateChangeButton->setText(tr("Close"));
    m_ui->cancelStateChangeButton->setAccessibleName(tr("Close"));
    if (m_isOver)
        m_ui->lookUpAfterUnknownButton->setFocus();
    m_ui->body->fitDialog(minimumWidth());
    m_ui->body->ensureVisible(0, 0);
}
