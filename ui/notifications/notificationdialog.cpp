// SPDX-License-Identifier: Apache-2.0
#include "ui/notifications/notificationdialog.h"

#include "app/core/observe.h"
#include "app/notifications/pastedmessage.h"
#include "ui/errortext.h"
#include "ui/forms/notice.h"
#include "ui/notifications/notificationtext.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int longestCorrelationId = 64;
constexpr int textLines = 9;

//! Off the calling thread.
template <typename T, typename Fn>
Pending<T> inPool(Fn fn)
{
    const Settler<T> settler;
    QThreadPool::globalInstance()->start([settler, fn = std::move(fn)] { settler.settle(fn()); });
    return settler.pending();
}

Result<QByteArray> contentOf(const QString &file)
{
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return Failure({.kind = Error::Kind::Storage, .detail = opened.errorString()});
    const QByteArray content = opened.read(longestPastedMessage + 1);
    if (content.size() > longestPastedMessage)
        return Failure({.kind = Error::Kind::TooLarge, .detail = u"the file is larger than 64 KiB"_s});
    return content;
}
} // namespace

NotificationDialog::NotificationDialog(Desk &desk, NotificationInbox &inbox, std::shared_ptr<const Session> session,
                                       const QString &correlationId, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_inbox(inbox), m_session(std::move(session)), m_text(new QPlainTextEdit(this)),
      m_correlationId(new QLineEdit(this)), m_notice(new Notice(this)),
      m_open(new QPushButton(tr("Open a file…"), this)), m_close(new QPushButton(tr("Close"), this)),
      m_take(new QPushButton(tr("Take over"), this))
{
    setObjectName(u"notificationDialog"_s);
    setWindowTitle(tr("Take over a notification"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(620, 480);
    build();
    m_correlationId->setText(correlationId);
    connect(m_open, &QPushButton::clicked, this, &NotificationDialog::openFile);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &NotificationDialog::takeOver);
    connect(m_text, &QPlainTextEdit::textChanged, m_notice, &Notice::dismiss);
    m_text->setFocus();
}

void NotificationDialog::build()
{
    QLabel *headline = plainLabel(tr("A notification that arrived elsewhere"));
    headline->setFont(headingFont(4));
    QLabel *meaning = plainLabel(
        tr("Paste what %1 sent for %2: the JSON, or the whole request. It has the same effect as one that this desk "
           "received, and the journal names you.")
            .arg(m_session->operations->capabilities().apiName, shown(m_session->profile.name)),
        "muted");
    QLabel *textLabel = plainLabel(tr("Notification"));
    textLabel->setBuddy(m_text);
    m_text->setObjectName(u"notificationTextEdit"_s);
    m_text->setAccessibleName(tr("Notification"));
    m_text->setFont(identifierFont());
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(textLines * fontMetrics().lineSpacing());
    QLabel *idLabel = plainLabel(tr("Correlation id (the header x-correlation-id), unless it is in the text"));
    idLabel->setBuddy(m_correlationId);
    m_correlationId->setObjectName(u"notificationCorrelationIdEdit"_s);
    m_correlationId->setAccessibleName(tr("Correlation id"));
    m_correlationId->setFont(identifierFont());
    m_correlationId->setMaxLength(longestCorrelationId);
    m_open->setObjectName(u"openNotificationButton"_s);
    m_close->setObjectName(u"closeNotificationButton"_s);
    m_take->setObjectName(u"takeNotificationButton"_s);
    for (QPushButton *button : {m_open, m_close, m_take}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    m_close->setDefault(true);
    setRole(m_take, "primary");

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_take);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(Metrics::spacing);
    for (QWidget *widget :
         {static_cast<QWidget *>(headline), static_cast<QWidget *>(meaning), static_cast<QWidget *>(textLabel)})
        column->addWidget(widget);
    column->addWidget(m_text, 1);
    column->addWidget(idLabel);
    column->addWidget(m_correlationId);
    column->addWidget(m_notice);
    column->addLayout(buttons);
    QWidget::setTabOrder(m_text, m_correlationId);
    QWidget::setTabOrder(m_correlationId, m_open);
    QWidget::setTabOrder(m_open, m_close);
    QWidget::setTabOrder(m_close, m_take);
}

void NotificationDialog::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a notification"));
    dialog->setObjectName(u"notificationFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &NotificationDialog::readFile);
    dialog->open();
}

void NotificationDialog::readFile(const QString &file)
{
    observe<QByteArray>(this, inPool<QByteArray>([file] { return contentOf(file); }),
                        [this](const Result<QByteArray> &content) {
                            if (!content)
                                return refuse(tr("The file could not be read"), shown(content.error().detail));
                            m_text->setPlainText(QString::fromUtf8(*content));
                        });
}

void NotificationDialog::setText(const QString &text)
{
    m_text->setPlainText(text);
}

void NotificationDialog::takeOver()
{
    m_notice->dismiss();
    const ProviderKind *kind = m_desk.kind(m_session->profile.kind);
    const auto format = kind ? kind->notificationFormat() : nullptr;
    if (!format)
        return refuse(tr("This token service sends no notifications"), {});
    const QByteArray text = m_text->toPlainText().toUtf8();
    if (text.size() > longestPastedMessage)
        return refuse(tr("That is too much for a notification"), tr("More than 64 KiB are never read."));
    setUnderWay(true);
    const QString id = m_correlationId->text();
    observe<Notification>(
        this, inPool<Notification>([format, text, id] { return format->read(messageFromText(text, id)); }),
        [this](const Result<Notification> &notification) {
            if (notification)
                return read(*notification);
            setUnderWay(false);
            if (notification.error().field == "correlationId"_L1)
                return refuse(tr("The correlation id is missing or malformed"),
                              tr("It stands in the header x-correlation-id, and beside the creation in "
                                 "Pending."));
            refuse(tr("This is not a notification that can be read"), shown(notification.error().detail));
        });
}

void NotificationDialog::read(const Notification &notification)
{
    const ConnectionProfile &profile = m_session->profile;
    if (notification.merchantId != profile.values.value(m_desk.kind(profile.kind)->recipientField())) {
        setUnderWay(false);
        return refuse(
            tr("This notification is for another merchant"),
            tr("It names %1. Open the connection of that merchant first.").arg(shown(notification.merchantId)));
    }
    observe<NotificationResult>(this, m_inbox.take(profile.id, notification, m_session->operations->operatorId()),
                                [this](const Result<NotificationResult> &result) {
                                    setUnderWay(false);
                                    const Capabilities &capabilities = m_session->operations->capabilities();
                                    if (!result)
                                        return m_notice->show(Notice::Kind::Error,
                                                              describe(result.error(), &capabilities, std::nullopt));
                                    const bool hasDone = result->effect == NotificationResult::Effect::CreationEnded ||
                                                         result->effect == NotificationResult::Effect::TokenChanged;
                                    m_notice->show(hasDone ? Notice::Kind::Note : Notice::Kind::Warning,
                                                   notificationText(*result, &capabilities));
                                });
}

void NotificationDialog::refuse(const QString &headline, const QString &meaning)
{
    m_notice->show(Notice::Kind::Error, headline, meaning);
}

void NotificationDialog::setUnderWay(bool isUnderWay)
{
    m_take->setEnabled(!isUnderWay);
    m_open->setEnabled(!isUnderWay);
}
