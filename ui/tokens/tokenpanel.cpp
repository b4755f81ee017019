// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenpanel.h"

#include "app/core/observe.h"
#include "ui/cardart/artnote.h"
#include "ui/cardart/cardartview.h"
#include "ui/cardart/cardview.h"
#include "ui/errortext.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/actionbutton.h"
#include "ui/tokens/activityview.h"
#include "ui/tokens/annotationsview.h"
#include "ui/tokens/carddialog.h"
#include "ui/tokens/detailsview.h"
#include "ui/tokens/exchangeview.h"
#include "ui/tokens/flowlayout.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/relatedview.h"
#include "ui/tokens/statechip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto ageStep = 15s;
constexpr qint64 staleAfterSeconds = 10 * 60;
constexpr int side = 16;
constexpr int widestCard = 400;
constexpr int narrowestCard = 220;
constexpr int narrowestNotice = 280;
constexpr int lowestNotice = 96;
constexpr qreal cardShareOfHeight = 0.36;

QLabel *plainLabel(const QString &objectName, const char *role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}
} // namespace

TokenPanel::TokenPanel(const ExchangeLog &exchanges, const Clock &clock, const Actions &actions, QWidget *parent)
    : QWidget(parent), m_exchanges(exchanges), m_clock(clock)
{
    setObjectName(u"tokenPanel"_s);
    setAccessibleName(tr("Token"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "aside");
    build(actions);
    auto *ages = new QTimer(this);
    ages->setObjectName(u"panelAgeTimer"_s);
    connect(ages, &QTimer::timeout, this, &TokenPanel::updateAge);
    ages->start(ageStep);
    showNothing();
}

void TokenPanel::build(const Actions &actions)
{
    m_noticePlace = new QScrollArea(this);
    m_noticePlace->setObjectName(u"panelNoticeArea"_s);
    m_noticePlace->setFocusPolicy(Qt::NoFocus);
    m_noticePlace->setFrameShape(QFrame::NoFrame);
    m_noticePlace->setWidgetResizable(true);
    m_noticePlace->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_notice = new Notice;
    m_notice->setMinimumWidth(narrowestNotice);
    m_tryAgainButton = m_notice->addButton(u"tryAgainButton"_s, tr("Try again"));
    connect(m_tryAgainButton, &QPushButton::clicked, actions.refresh, &QAction::trigger);
    m_copyQuotedButton = m_notice->addButton(u"copyQuotedIdButton"_s, tr("Copy correlation id"));
    connect(m_copyQuotedButton, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_quoted); });
    m_hint = plainLabel(u"panelHint"_s, "muted", this);
    m_hint->setMargin(side);
    m_body = new QWidget(this);
    m_card = new CardView(m_body);
    m_card->setPressable(true);
    m_artNote = new ArtNote(m_body);
    connect(m_card, &CardView::pressed, this, &TokenPanel::showLarger);
    connect(m_card, &CardView::pictureChanged, this, [this] { m_artNote->setPicture(m_card->picture(), m_card->artError()); });
    connect(m_artNote, &ArtNote::hostsAllowed, this, [this] {
        m_session->pictures->setUrlsAllowed(true);
        reloadArt();
        Q_EMIT cardImagesAllowed();
        m_card->setFocus(Qt::OtherFocusReason); // the button goes
    });
    QWidget *head = buildHead(actions); // before the tabs: Tab goes from the top down
    m_annotations = new AnnotationsView(m_body);
    connect(m_annotations, &AnnotationsView::tagsChanged, this, &TokenPanel::tagsChanged);

    m_tabs = new QTabWidget(m_body);
    m_tabs->setObjectName(u"tokenTabs"_s);
    m_tabs->setAccessibleName(tr("About the token"));
    m_tabs->tabBar()->setObjectName(u"tokenTabBar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("About the token"));
    m_details = new DetailsView(m_tabs);
    m_activity = new ActivityView(m_tabs);
    m_art = new CardArtView(m_tabs);
    m_exchange = new ExchangeView(actions.copyCurl, m_tabs);
    m_tabs->addTab(m_details, tr("Details"));
    m_tabs->addTab(m_activity, tr("Activity"));
    m_tabs->addTab(m_art, tr("Card art"));
    m_tabs->addTab(m_exchange, tr("Raw"));

    auto *card = new QVBoxLayout;
    constexpr int cardSide = side - CardView::shadowMargin;
    card->setContentsMargins(cardSide, cardSide, cardSide, 0);
    card->addWidget(m_card);
    auto *artNote = new QVBoxLayout;
    artNote->setContentsMargins(side, 0, side, Metrics::unit);
    artNote->addWidget(m_artNote);
    auto *annotations = new QVBoxLayout;
    annotations->setContentsMargins(side, Metrics::spacing, side, 0);
    annotations->addWidget(m_annotations);
    auto *tabs = new QVBoxLayout;
    tabs->setContentsMargins(side, Metrics::unit, side, 0);
    tabs->addWidget(m_tabs);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins({});
    body->setSpacing(Metrics::unit);
    body->addLayout(card);
    body->addLayout(artNote);
    body->addWidget(head);
    body->addLayout(annotations);
    body->addLayout(tabs, 1);

    auto *noticeGround = new QWidget;
    auto *notice = new QVBoxLayout(noticeGround);
    notice->setContentsMargins(side, side, side, 0);
    notice->addWidget(m_notice);
    m_noticePlace->setWidget(noticeGround);
    noticeGround->setAutoFillBackground(false); // the panel's own ground shows through
    m_noticePlace->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_noticePlace);
    column->addWidget(m_hint, 1);
    column->addWidget(m_body, 1);
}

QWidget *TokenPanel::buildHead(const Actions &actions)
{
    auto *head = new QWidget(m_body);
    m_chip = new StateChip(head);
    m_chip->setObjectName(u"stateChip"_s);
    m_age = plainLabel(u"readingAge"_s, "muted", head);
    auto *refreshButton = new ActionButton(actions.refresh, head);
    refreshButton->setObjectName(u"refreshButton"_s);
    auto *deleteButton = new ActionButton(actions.erase, head);
    deleteButton->setObjectName(u"deleteButton"_s);
    setRole(deleteButton, "danger");
    m_related = new RelatedView(head);
    connect(m_related, &RelatedView::followed, this, &TokenPanel::lookUpRequested);
    m_absent = plainLabel(u"absentLabel"_s, "muted", head);
    QWidget *previous = refreshButton;
    setFocusProxy(refreshButton);

    auto *state = new QHBoxLayout;
    state->setSpacing(Metrics::spacing);
    state->addWidget(m_chip);
    state->addWidget(m_age, 1);
    auto *buttonRow = new QWidget(head);
    auto *buttons = new FlowLayout(buttonRow);
    buttons->setContentsMargins({});
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(refreshButton);
    for (const auto &[action, name] : {std::pair(actions.suspend, u"suspendButton"_s), std::pair(actions.resume, u"resumeButton"_s)}) {
        if (!action)
            continue;
        auto *button = new ActionButton(action, head);
        button->setObjectName(name);
        buttons->addWidget(button);
        setTabOrder(previous, button);
        previous = button;
    }
    buttons->addWidget(deleteButton);
    setTabOrder(previous, deleteButton);
    previous = deleteButton;
    if (actions.report) {
        auto *reportButton = new ActionButton(actions.report, head);
        reportButton->setObjectName(u"evidenceButton"_s);
        buttons->addWidget(reportButton);
        setTabOrder(deleteButton, reportButton);
        previous = reportButton;
    }
    for (const auto &[action, name] : {std::pair(actions.credentials, u"credentialsButton"_s),
                                       std::pair(actions.more ? actions.more->menuAction() : nullptr, u"moreButton"_s)}) {
        if (!action)
            continue;
        auto *button = new ActionButton(action, head);
        button->setObjectName(name);
        button->setMenu(action->menu());
        buttons->addWidget(button);
        setTabOrder(previous, button);
        previous = button;
    }
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(side, 0, side, 0);
    column->setSpacing(Metrics::gap);
    column->addLayout(state);
    column->addWidget(m_related);
    column->addWidget(buttonRow);
    column->addWidget(m_absent);
    return head;
}

void TokenPanel::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    const std::shared_ptr<CardPictures> pictures = m_session ? m_session->pictures : nullptr;
    m_card->setPictures(pictures);
    m_art->setPictures(pictures);
    m_annotations->setSession(m_session);
    showNothing();
}

void TokenPanel::showNothing()
{
    showUnread({});
    m_hint->setText(m_session ? tr("Select a token, or paste a token id into the look-up box.")
                              : tr("No connection is open."));
}

void TokenPanel::showUnread(const TokenId &token)
{
    m_reading.reset();
    m_isAsking = false;
    dismissNotice();
    m_body->hide();
    m_unread = token;
    m_hint->setText(shown(token.value));
    m_hint->setAlignment(token.isEmpty() ? Qt::AlignCenter : Qt::AlignHCenter | Qt::AlignTop);
    m_hint->show();
    m_exchange->setExchange({});
}

void TokenPanel::showReading(const TokenReading &reading)
{
    const bool isAnother = !m_reading || m_reading->token.id != reading.token.id;
    const bool isChanged = !isAnother && !(m_reading->token == reading.token);
    m_reading = reading;
    m_unread = {};
    dismissNotice();
    m_hint->hide();
    m_card->setToken(reading.token);
    m_art->setArt(reading.token.art);
    m_chip->setState(reading.token.state, reading.token.stateWord);
    m_related->setToken(reading.token);
    m_details->setReading(reading);
    showExchange(reading.correlationId);
    if (isAnother)
        m_annotations->showToken(reading.token.id);
    if (isAnother || isChanged)
        reloadActivity();
    updateAge();
    updateAbsent();
    m_body->show();
}

void TokenPanel::showNotice(const ErrorText &text, bool isError)
{
    // The panel is too narrow for the notice's own row with the id: here it stands on a line of the text.
    ErrorText lines = text;
    m_quoted = std::exchange(lines.correlationId, {});
    if (!m_quoted.isEmpty())
        lines.nextStep += u'\n' + tr("Correlation id: %1").arg(m_quoted);
    m_notice->show(isError ? Notice::Kind::Error : Notice::Kind::Warning, lines);
    m_tryAgainButton->setVisible(!m_reading);
    m_copyQuotedButton->setVisible(!m_quoted.isEmpty());
    m_noticePlace->ensureVisible(0, 0);
    m_noticePlace->show();
    shareHeight();
    updateAge();
}

void TokenPanel::dismissNotice()
{
    m_notice->dismiss();
    m_noticePlace->hide();
    shareHeight();
}

void TokenPanel::setAsking(bool isAsking)
{
    m_isAsking = isAsking;
    if (m_unread.isEmpty())
        return updateAge();
    const QString id = shown(m_unread.value);
    m_hint->setText(isAsking ? tr("Asking the server for %1…").arg(id) : id);
}

void TokenPanel::reloadArt()
{
    m_card->reloadArt();
    m_art->reload();
}

void TokenPanel::showLarger()
{
    if (!m_session || !m_reading)
        return;
    auto *dialog = new CardDialog(m_session->pictures, m_reading->token, this);
    connect(dialog, &QDialog::finished, m_card, [card = m_card] { card->setFocus(Qt::OtherFocusReason); });
    dialog->open();
}

void TokenPanel::showExchange(const QString &correlationId)
{
    m_exchange->setExchange(m_exchanges.find(correlationId));
}

void TokenPanel::reloadActivity()
{
    if (!m_session || !m_reading)
        return;
    observe<QList<ActivityItem>>(
        this, m_session->operations->activity(m_reading->token.id),
        [this, id = m_reading->token.id, asked = m_session](const Result<QList<ActivityItem>> &items) {
            if (asked != m_session || !m_reading || m_reading->token.id != id)
                return;
            const Capabilities &capabilities = asked->operations->capabilities();
            if (items)
                m_activity->setItems(*items, &capabilities);
            else
                m_activity->setMessage(toPlainText(describe(items.error(), &capabilities, std::nullopt)));
        });
}

void TokenPanel::updateAge()
{
    if (!m_reading)
        return;
    const QDateTime now = m_clock.nowUtc();
    const Token &token = m_reading->token;
    const bool isStale = m_reading->readAt.secsTo(now) > staleAfterSeconds;
    // Never longer than a line, or everything below would move whenever an answer comes.
    const QString read = m_isAsking ? tr("reading…") : tr("read %1").arg(spokenAge(m_reading->readAt, now));
    const QDateTime since = token.updatedAt.isValid() ? token.updatedAt : token.createdAt;
    m_age->setText(since.isValid() ? tr("since %1 · %2").arg(localTime(since), read) : read);
    const QString when = tr("Read %1").arg(localTime(m_reading->readAt));
    m_age->setToolTip(isStale ? tr("%1. It may have changed since: refresh to be sure.").arg(when) : when);
    const char *role = isStale && !m_isAsking ? "warning" : "muted";
    if (m_age->property("role").toString() != QLatin1StringView(role))
        setRole(m_age, role);
}

// What an agent looks for in this state and does not find: who can do it instead.
void TokenPanel::updateAbsent()
{
    QStringList sentences;
    const Capabilities &offered = m_session->operations->capabilities();
    for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
        const bool isMissed = !offered.offers(operation) && isLegal(operation, m_reading->token.state);
        if (const QString because = offered.absentBecause.value(operation); isMissed && !because.isEmpty())
            sentences << because;
    }
    m_absent->setText(sentences.value(0)); // in an unknown state both are missed, for the same reason
    m_absent->setVisible(!sentences.isEmpty());
}

void TokenPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareHeight();
}

bool TokenPanel::event(QEvent *event)
{
    const bool wasHandled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // a row of buttons or a line more
        shareHeight();
    return wasHandled;
}

// On a low screen the card gives way to what is written about the token, and then a notice to the token's buttons: it
// scrolls.
void TokenPanel::shareHeight()
{
    const QWidget *ground = m_noticePlace->widget();
    const int wanted = m_noticePlace->isHidden() ? 0 : ground->heightForWidth(width());
    const int byHeight = qRound((height() - wanted) * cardShareOfHeight * CardShape::width / CardShape::height);
    m_card->setMaximumWidth(qBound(narrowestCard, byHeight, widestCard) + 2 * CardView::shadowMargin);
    const int below = m_body->isHidden() ? m_hint->heightForWidth(width())
                                         : m_body->layout()->totalMinimumHeightForWidth(width());
    const int given = qBound(std::min(lowestNotice, wanted), height() - below, wanted);
    m_noticePlace->setFixedHeight(given);
    // A bar that is there leaves less width, the text then needs more height, and the bar stays: said outright.
    m_noticePlace->setVerticalScrollBarPolicy(given < wanted ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
}
