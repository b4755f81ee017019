// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/deletedialog.h"

#include "app/core/observe.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokentablemodel.h"
#include "ui_deletedialog.h"

using namespace Qt::StringLiterals;

namespace {
constexpr int commentLimit = 500;
constexpr int commentLines = 3;
constexpr int dialogWidth = 560;

void sayProblem(HintLine &hint, const QString &problem, const QString &help)
{
    hint.say(problem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error, problem.isEmpty() ? help : problem);
}
} // namespace

DeleteDialog::DeleteDialog(std::shared_ptr<const Session> session, const Token &token, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::DeleteDialog>()), m_session(std::move(session)), m_token(token)
{
    m_ui->setupUi(this);
    setObjectName(u"deleteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(dialogWidth);
    nameTheToken();
    offerReasons();
    connectParts();
    setRole(m_ui->confirmDeleteButton, "danger");
    m_ui->lookUpAfterUnknownButton->hide();
    m_ui->commentEdit->setFixedHeight(commentLines * fontMetrics().lineSpacing() + 2 * Metrics::gap);
    m_ui->reasonComboBox->setFocus();
    judge();
    m_ui->body->fitDialog(dialogWidth);
}

DeleteDialog::~DeleteDialog() = default;

void DeleteDialog::nameTheToken()
{
    const bool isProduction = m_session->profile.environment == Environment::Production;
    m_ui->headlineLabel->setFont(headingFont(4));
    m_ui->tokenIdLabel->setText(shown(m_token.id.value));
    m_ui->tokenIdLabel->setFont(identifierFont());
    m_ui->cardLabel->setText(u"%1 · %2"_s.arg(cardText(m_token), stateText(m_token.state, m_token.stateWord)));
    setRole(m_ui->cardLabel, "muted");
    m_ui->consequenceLabel->setText(tr("The token service is asked to delete it for good. Payments with this token fail from "
                                       "then on, and it cannot be brought back. The card itself is not affected."));
    m_ui->consequenceLabel->setContentsMargins(0, Metrics::unit, 0, 0);
    m_ui->productionLabel->setText(tr("This is PRODUCTION (%1): a real customer's token. Nobody can undo this.")
                                       .arg(shown(m_session->profile.name)));
    m_ui->productionLabel->setFont(headingFont(0, QFont::Bold));
    m_ui->productionLabel->setVisible(isProduction);
    setRole(m_ui->productionLabel, "error");

    const QString wanted = TypedConfirmation::wordFor(m_token.cardLastDigits, u"DELETE"_s);
    const QString sentence = m_token.cardLastDigits == wanted ? tr("Type the card's last digits, %1, to confirm")
                                                              : tr("Type %1 to confirm");
    m_ui->confirmation->ask(wanted, sentence.arg(wanted));
    for (QLabel *label : {m_ui->reasonLabel, m_ui->ticketLabel, m_ui->commentLabel}) {
        label->setFont(headingFont(0, QFont::Medium));
        label->setContentsMargins(0, Metrics::spacing, 0, 0);
    }
    setRole(m_ui->stateLabel, "muted");
    m_ui->stateLabel->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves when it says more
}

void DeleteDialog::offerReasons()
{
    const QList<Choice> reasons = m_session->operations->capabilities().reasons.value(Operation::Delete);
    m_ui->reasonComboBox->addItem(tr("Choose a reason"), QString());
    for (const Choice &choice : reasons) {
        m_ui->reasonComboBox->addItem(choice.label, choice.value);
        m_ui->reasonComboBox->setItemData(m_ui->reasonComboBox->count() - 1, choice.help, Qt::ToolTipRole);
    }
    for (QWidget *part : {static_cast<QWidget *>(m_ui->reasonLabel), static_cast<QWidget *>(m_ui->reasonComboBox),
                          static_cast<QWidget *>(m_ui->reasonHint)})
        part->setVisible(!reasons.isEmpty());
}

void DeleteDialog::connectParts()
{
    connect(m_ui->reasonComboBox, &QComboBox::currentIndexChanged, this, &DeleteDialog::judge);
    connect(m_ui->confirmation, &TypedConfirmation::changed, this, &DeleteDialog::judge);
    connect(m_ui->commentEdit, &QPlainTextEdit::textChanged, this, &DeleteDialog::judge);
    connect(m_ui->cancelDeleteButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->confirmDeleteButton, &QPushButton::clicked, this, &DeleteDialog::confirm);
    connect(m_ui->lookUpAfterUnknownButton, &QPushButton::clicked, this, [this] {
        Q_EMIT lookUpRequested(m_token.id);
        reject();
    });
}

QString DeleteDialog::problemWithReason() const
{
    const bool isOffered = m_ui->reasonComboBox->count() > 1;
    return isOffered && m_ui->reasonComboBox->currentIndex() == 0 ? tr("Choose a reason.") : QString();
}

QString DeleteDialog::problemWithComment() const
{
    const qsizetype tooMany = m_ui->commentEdit->toPlainText().size() - commentLimit;
    if (tooMany <= 0)
        return {};
    return tooMany == 1 ? tr("Shorten the comment by 1 character.") : tr("Shorten the comment by %1 characters.").arg(tooMany);
}

void DeleteDialog::judge()
{
    const QStringList problems{problemWithReason(), problemWithComment(), m_ui->confirmation->problem()};
    const QString help = m_ui->reasonComboBox->currentData(Qt::ToolTipRole).toString();
    sayProblem(*m_ui->reasonHint, {}, help.isEmpty() ? tr("Kept in this desk's journal, and told to a service that asks for it.") : help);
    sayProblem(*m_ui->ticketHint, {}, tr("The number under which this is asked for."));
    sayProblem(*m_ui->commentHint, problems.at(1), tr("No card data."));

    QStringList missing = problems;
    missing.removeAll(QString());
    const QString what = missing.join(u' ');
    m_ui->confirmDeleteButton->setEnabled(missing.isEmpty() && !m_isUnderWay);
    m_ui->confirmDeleteButton->setVisible(!m_isOutcomeUnknown);
    m_ui->confirmDeleteButton->setToolTip(what);
    m_ui->confirmDeleteButton->setAccessibleDescription(what);
    m_ui->stateLabel->setText(m_isUnderWay ? tr("Deleting… You can close this window: the request goes on, and the token's "
                                                "activity shows how it ended.")
                              : m_isOutcomeUnknown ? QString()
                                                   : what);
}

void DeleteDialog::setUnderWay(bool isUnderWay)
{
    m_isUnderWay = isUnderWay;
    for (QWidget *input : {static_cast<QWidget *>(m_ui->reasonComboBox), static_cast<QWidget *>(m_ui->ticketLineEdit),
                           static_cast<QWidget *>(m_ui->commentEdit)})
        input->setEnabled(!isUnderWay && !m_isOutcomeUnknown);
    m_ui->confirmation->setLocked(isUnderWay || m_isOutcomeUnknown);
    m_ui->cancelDeleteButton->setText(isUnderWay ? tr("Close") : tr("Cancel"));
    m_ui->cancelDeleteButton->setAccessibleName(isUnderWay ? tr("Close: the request goes on") : tr("Cancel: keep the token"));
    judge();
}

void DeleteDialog::confirm()
{
    m_ui->notice->dismiss();
    setUnderWay(true);
    m_ui->cancelDeleteButton->setFocus();
    const OperationReason why{.reason = m_ui->reasonComboBox->currentData().toString(),
                              .comment = m_ui->commentEdit->toPlainText().trimmed(),
                              .ticket = m_ui->ticketLineEdit->text().trimmed()};
    const Pending<Deletion> deletion = m_session->operations->erase(m_token.id, why);
    Q_EMIT started(deletion);
    observe<Deletion>(this, deletion, [this](const Result<Deletion> &outcome) {
        if (outcome)
            accept();
        else
            showFailure(outcome.error());
    });
}

void DeleteDialog::showFailure(const Error &error)
{
    m_isOutcomeUnknown = error.kind == Error::Kind::OutcomeUnknown;
    setUnderWay(false);
    m_ui->notice->show(m_isOutcomeUnknown ? Notice::Kind::Warning : Notice::Kind::Error,
                       describe(error, &m_session->operations->capabilities(), Operation::Delete));
    m_ui->lookUpAfterUnknownButton->setVisible(m_isOutcomeUnknown);
    setRole(m_ui->lookUpAfterUnknownButton, "primary");
    m_ui->cancelDeleteButton->setText(tr("Close"));
    m_ui->cancelDeleteButton->setAccessibleName(tr("Close"));
    if (m_isOutcomeUnknown)
        m_ui->lookUpAfterUnknownButton->setFocus();
    m_ui->body->fitDialog(dialogWidth);
    m_ui->body->ensureVisible(0, 0);
}
