// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/deletedialog.h"

#include "app/core/observe.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokentablemodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int ticketLimit = 64;
constexpr int commentLimit = 500;

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    return label;
}

void addRow(QVBoxLayout *column, const QString &text, const QString &aside, QWidget *input)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::unit);
    QLabel *label = plainLabel(text, input->parentWidget());
    label->setFont(headingFont(0, QFont::Medium));
    label->setWordWrap(false);
    label->setBuddy(input);
    row->addWidget(label);
    QLabel *remark = plainLabel(aside, input->parentWidget());
    setRole(remark, "muted");
    row->addWidget(remark, 1);
    column->addLayout(row);
    column->addWidget(input);
    column->addSpacing(Metrics::spacing);
    input->setAccessibleName(text);
}
} // namespace

DeleteDialog::DeleteDialog(std::shared_ptr<const Session> session, const Token &token, QWidget *parent)
    : QDialog(parent), m_session(std::move(session)), m_token(token),
      m_confirmation(token.cardLastDigits.isEmpty() ? u"DELETE"_s : token.cardLastDigits)
{
    setObjectName(u"deleteDialog"_s);
    setWindowTitle(tr("Delete a token"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    build();
    updateConfirm();
    m_reason->setFocus();
}

QWidget *DeleteDialog::buildQuestion()
{
    auto *question = new QWidget(this);
    auto *column = new QVBoxLayout(question);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::unit);
    QLabel *headline = plainLabel(tr("Delete this token?"), question);
    headline->setFont(headingFont(4));
    QLabel *id = plainLabel(shown(m_token.id.value), question);
    id->setObjectName(u"deleteTokenId"_s);
    id->setFont(identifierFont());
    QLabel *card = plainLabel(u"%1 · %2"_s.arg(cardText(m_token), stateText(m_token.state, m_token.stateWord)), question);
    card->setObjectName(u"deleteCard"_s);
    QLabel *consequence = plainLabel(tr("The token service is asked to delete it for good. Payments with this token will fail from then "
                                        "on, and it cannot be brought back. The card itself is not affected."),
                                     question);
    column->addWidget(headline);
    column->addWidget(id);
    column->addWidget(card);
    column->addSpacing(Metrics::unit);
    column->addWidget(consequence);
    if (m_session->profile.environment == Environment::Production) {
        QLabel *production = plainLabel(tr("This is PRODUCTION: a real customer’s token."), question);
        production->setObjectName(u"deleteProductionWarning"_s);
        production->setFont(headingFont(0, QFont::Bold));
        setRole(production, "error");
        column->addWidget(production);
    }
    return question;
}

void DeleteDialog::build()
{
    m_notice = new Notice(this);
    m_reason = new QComboBox(this);
    m_reason->setObjectName(u"reasonComboBox"_s);
    m_reason->addItem(tr("Choose a reason"), QString());
    for (const Choice &choice : m_session->operations->capabilities().reasons.value(Operation::Delete))
        m_reason->addItem(choice.label, choice.value);
    m_ticket = new QLineEdit(this);
    m_ticket->setObjectName(u"ticketLineEdit"_s);
    m_ticket->setMaxLength(ticketLimit);
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(u"commentLineEdit"_s);
    m_comment->setMaxLength(commentLimit);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(u"confirmationLineEdit"_s);
    m_missing = plainLabel({}, this);
    m_missing->setObjectName(u"missingLabel"_s);
    setRole(m_missing, "muted");
    m_lookUpButton = new QPushButton(tr("Look the token up"), this);
    m_lookUpButton->setObjectName(u"lookUpAfterUnknownButton"_s);
    m_lookUpButton->setAccessibleName(m_lookUpButton->text());
    m_lookUpButton->hide();
    m_cancelButton = new QPushButton(tr("Cancel"), this);
    m_cancelButton->setObjectName(u"cancelDeleteButton"_s);
    m_cancelButton->setAccessibleName(tr("Cancel: keep the token"));
    m_cancelButton->setDefault(true);
    m_deleteButton = new QPushButton(tr("Delete token"), this);
    m_deleteButton->setObjectName(u"confirmDeleteButton"_s);
    m_deleteButton->setAccessibleName(m_deleteButton->text());
    m_deleteButton->setAutoDefault(false);
    setRole(m_deleteButton, "danger");

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(Metrics::unit);
    column->addWidget(m_notice);
    column->addWidget(buildQuestion());
    column->addSpacing(Metrics::gap);
    addRow(column, tr("Reason"), {}, m_reason);
    addRow(column, tr("Ticket"), tr("optional"), m_ticket);
    addRow(column, tr("Comment"), tr("optional; no card data"), m_comment);
    addRow(column, tr("Confirmation"),
           m_token.cardLastDigits.isEmpty() ? tr("type DELETE") : tr("type the card’s last digits, %1").arg(shown(m_confirmation)), m_typed);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_lookUpButton);
    buttons->addWidget(m_cancelButton);
    buttons->addWidget(m_deleteButton);
    column->addLayout(buttons);

    connect(m_reason, &QComboBox::currentIndexChanged, this, &DeleteDialog::updateConfirm);
    connect(m_typed, &QLineEdit::textChanged, this, &DeleteDialog::updateConfirm);
    connect(m_cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deleteButton, &QPushButton::clicked, this, &DeleteDialog::confirm);
    connect(m_lookUpButton, &QPushButton::clicked, this, [this] {
        Q_EMIT lookUpRequested(m_token.id);
        reject();
    });
}

QString DeleteDialog::missing() const
{
    if (m_reason->currentData().toString().isEmpty())
        return tr("Choose a reason.");
    if (m_typed->text().trimmed() != m_confirmation)
        return m_typed->text().isEmpty() ? tr("Type the confirmation.") : tr("The confirmation does not match.");
    return {};
}

void DeleteDialog::updateConfirm()
{
    const QString what = missing();
    m_deleteButton->setEnabled(what.isEmpty() && !m_isUnderWay && !m_isOutcomeUnknown);
    m_deleteButton->setToolTip(what);
    m_deleteButton->setAccessibleDescription(what);
    m_missing->setText(m_isUnderWay ? tr("Deleting… closing this window does not stop it.") : m_isOutcomeUnknown ? QString() : what);
}

void DeleteDialog::setUnderWay(bool isUnderWay)
{
    m_isUnderWay = isUnderWay;
    for (QWidget *input : {static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_ticket), static_cast<QWidget *>(m_comment),
                           static_cast<QWidget *>(m_typed)})
        input->setEnabled(!isUnderWay);
    m_cancelButton->setText(isUnderWay ? tr("Close") : tr("Cancel"));
    updateConfirm();
}

void DeleteDialog::confirm()
{
    m_notice->dismiss();
    setUnderWay(true);
    const OperationReason why{.reason = m_reason->currentData().toString(),
                              .comment = m_comment->text().trimmed(),
                              .ticket = m_ticket->text().trimmed()};
    observe<Deletion>(this, m_session->operations->erase(m_token.id, why), [this](const Result<Deletion> &outcome) {
        setUnderWay(false);
        if (!outcome)
            return showFailure(outcome.error());
        Q_EMIT deleted(m_token.id, *outcome);
        accept();
    });
}

void DeleteDialog::showFailure(const Error &error)
{
    m_isOutcomeUnknown = error.kind == Error::Kind::OutcomeUnknown;
    m_notice->show(m_isOutcomeUnknown ? Notice::Kind::Warning : Notice::Kind::Error,
                   describe(error, &m_session->operations->capabilities(), Operation::Delete));
    m_lookUpButton->setVisible(m_isOutcomeUnknown);
    m_cancelButton->setText(tr("Close"));
    updateConfirm();
    Q_EMIT failed(error);
}
