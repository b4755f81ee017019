// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/requestdialog.h"

#include "ui/actions/recordfields.h"
#include "ui/forms/dialogbody.h"
#include "ui/forms/environmentlook.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/forms/typedconfirmation.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int requestWidth = 600;
constexpr int requestMargin = 24;

QLabel *requestLabel(const QString &objectName, const QString &text, const char *role = nullptr)
{
    QLabel *label = namedLabel(objectName, text, role);
    if (text.isEmpty())
        label->hide();
    return label;
}
} // namespace

RequestDialog::RequestDialog(std::shared_ptr<const Session> session, const Form &form, const Subject &subject,
                             const Clock &clock, QWidget *parent)
    : QDialog(parent), m_session(std::move(session)), m_content(new QVBoxLayout), m_notice(new Notice),
      m_above(requestLabel(u"aboveLabel"_s, {})), m_body(new DialogBody), m_form(new FormView),
      m_confirmation(new TypedConfirmation), m_progress(requestLabel(u"progressLabel"_s, {}, "muted")), m_send(new QPushButton(form.submitText)),
      m_close(new QPushButton(tr("Cancel")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(form.title);
    setAccessibleName(form.title);
    setMinimumWidth(requestWidth);
    build(form, subject, clock);
    m_form->focusFirstField();
    fitHeight();
}

void RequestDialog::build(const Form &form, const Subject &subject, const Clock &clock)
{
    const Environment environment = m_session->profile.environment;
    const QString connection = shown(m_session->profile.name);
    auto *title = requestLabel(u"headlineLabel"_s, form.title);
    title->setFont(headingFont(4));
    title->setContentsMargins(0, Metrics::unit, 0, 0);
    auto *description = requestLabel(u"cardLabel"_s, subject.description);
    description->setFont(headingFont(0, QFont::Medium));
    auto *identifier = requestLabel(u"tokenIdLabel"_s, shown(subject.identifier));
    identifier->setFont(identifierFont());
    identifier->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const bool isProduction = environment == Environment::Production;
    auto *destination =
        requestLabel(u"destinationLabel"_s,
                     isProduction ? tr("This is PRODUCTION (%1): real customers and real money.").arg(connection)
                                  : tr("Goes to %1 (%2).").arg(connection, environmentName(environment)),
                     {});
    if (isProduction)
        destination->setFont(headingFont(0, QFont::Bold));
    setRole(destination, isProduction ? "error" : "muted");

    m_form->setForm(form, clock);
    m_body->setObjectName(u"requestScrollArea"_s);

    m_send->setObjectName(u"sendButton"_s);
    m_send->setAccessibleName(m_send->text());
    m_send->setAutoDefault(false);
    setRole(m_send, "primary");
    m_close->setObjectName(u"closeButton"_s);
    m_close->setAccessibleName(tr("Cancel: send nothing"));
    m_close->setDefault(true);
    connect(m_send, &QPushButton::clicked, this, &RequestDialog::trySending);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirmation, &TypedConfirmation::changed, this, &RequestDialog::judge);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_send);
    buttons->addWidget(m_close);

    buttons->setContentsMargins(requestMargin, Metrics::spacing, requestMargin, 16);
    auto *content = new QWidget;
    content->setLayout(m_content);
    m_content->setContentsMargins(requestMargin, 20, requestMargin, 0);
    m_content->setSpacing(Metrics::spacing);
    for (QWidget *part : std::initializer_list<QWidget *>{m_notice, title, identifier, description,
                                                          requestLabel(u"summaryLabel"_s, form.summary), m_above,
                                                          destination, m_form, m_confirmation})
        m_content->addWidget(part);
    m_form->setContentsMargins(0, Metrics::spacing, 0, 0);
    m_content->addStretch(1);
    m_body->setWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_body, 1);
    column->addLayout(buttons);
    m_progress->show(); // also with nothing to say: it keeps the buttons in their corner
}

void RequestDialog::showInstead(QWidget *answer)
{
    m_form->hide();
    m_confirmation->hide();
    end();
    m_content->insertWidget(m_content->indexOf(m_form), answer);
    answer->show();
    m_close->setFocus();
    m_body->ensureVisible(0, 0);
    m_body->setMinimumHeight(0);
    layout()->activate();
    resize(width(), 0); // the form is gone: the dialog need not stay as high as that was
    fitHeight();
}

void RequestDialog::sayAbove(const QString &text)
{
    m_above->setText(text);
    m_above->setVisible(!text.isEmpty());
}

void RequestDialog::judge()
{
    const QString missing = m_confirmation->problem();
    m_send->setEnabled(!m_isUnderWay && missing.isEmpty());
    m_send->setToolTip(missing);
    m_send->setAccessibleDescription(missing);
}

void RequestDialog::trySending()
{
    if (!m_form->attempt())
        return m_form->focusFirstProblem();
    FormValues values = m_form->values();
    if (const QString key = RecordFields::fieldWithCardNumber(values); !key.isEmpty()) {
        (void)showAtField(key, tr("Take the card number out: it must not be kept."));
        return;
    }
    const OperationReason why = RecordFields::takenFrom(values);
    m_notice->dismiss();
    send(std::move(values), why);
}

void RequestDialog::setUnderWay(bool isUnderWay, const QString &what)
{
    m_isUnderWay = isUnderWay;
    m_form->setReadOnly(isUnderWay);
    m_confirmation->setLocked(isUnderWay);
    judge();
    m_progress->setText(what);
    m_close->setText(isUnderWay ? tr("Close") : tr("Cancel"));
    m_close->setAccessibleName(isUnderWay ? tr("Close: the request goes on") : tr("Cancel: send nothing"));
    if (isUnderWay)
        m_close->setFocus();
    fitHeight();
}

void RequestDialog::showFailure(const ErrorText &text, bool isOver)
{
    setUnderWay(false);
    m_notice->show(isOver ? Notice::Kind::Warning : Notice::Kind::Error, text);
    if (isOver) {
        m_form->setReadOnly(true);
        m_confirmation->setLocked(true);
        end();
    }
    m_close->setFocus(); // not a field: the next key must not change what was typed
    fitHeight();
    m_body->ensureVisible(0, 0);
}

bool RequestDialog::showAtField(const QString &key, const QString &message)
{
    if (!m_form->showProblem(key, message))
        return false;
    m_form->focusFirstProblem();
    return true;
}

void RequestDialog::end()
{
    m_send->hide();
    m_progress->clear();
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
}

void RequestDialog::done(int result)
{
    m_form->clear();
    QDialog::done(result);
}

void RequestDialog::fitHeight()
{
    m_body->fitDialog(requestWidth);
}
