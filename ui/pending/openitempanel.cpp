// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/openitempanel.h"

#include "app/core/observe.h"
#include "ui/cardart/statelook.h"
#include "ui/errortext.h"
#include "ui/forms/environmentlook.h"
#include "ui/forms/notice.h"
#include "ui/operationtext.h"
#include "ui/pending/openitemtext.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/statechip.h"
#include "ui/tokens/tokentablemodel.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int panelSide = 24;
constexpr int widestContent = 680;
constexpr int vendorLines = 8;
constexpr int copyColumn = 2;

QLabel *panelText(const QString &objectName, const char *role = nullptr)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (role)
        setRole(label, role);
    return label;
}

QLabel *sectionHeading(const QString &text)
{
    QLabel *label = panelText({});
    label->setText(text);
    label->setFont(headingFont(1));
    label->setContentsMargins(0, Metrics::gap, 0, 0);
    return label;
}

QPushButton *barButton(const QString &objectName, const QString &text, const QString &spoken)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAccessibleName(spoken);
    button->setAutoDefault(true);
    return button;
}

QString tokenLines(const QList<TokenId> &tokens)
{
    constexpr qsizetype mostShown = 10;
    QStringList lines;
    for (const TokenId &token : tokens.first(std::min(tokens.size(), mostShown)))
        lines << shown(token.value);
    if (tokens.size() > mostShown)
        lines << OpenItemPanel::tr("and %1 more: the journal names them").arg(tokens.size() - mostShown);
    return lines.join(u'\n');
}
} // namespace

OpenItemPanel::OpenItemPanel(const Clock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    setObjectName(u"openItemPanel"_s);
    setAccessibleName(tr("The chosen operation"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "aside");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_area = new QScrollArea(this);
    m_area->setObjectName(u"openItemScrollArea"_s);
    m_area->setAccessibleName(tr("What is known of the operation"));
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(buildContent());
    m_area->widget()->setAutoFillBackground(false);
    m_area->viewport()->setAutoFillBackground(false);
    column->addWidget(m_area, 1);
    column->addWidget(buildBar());
}

QWidget *OpenItemPanel::buildContent()
{
    auto *content = new QWidget;
    content->setMaximumWidth(widestContent + 2 * panelSide);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(panelSide, 18, panelSide, panelSide);
    column->setSpacing(Metrics::spacing);

    m_title = panelText(u"openItemTitle"_s);
    m_title->setFont(headingFont(4));
    m_chip = new StateChip(content);
    m_chip->setObjectName(u"openItemChip"_s);
    m_card = panelText(u"openItemCard"_s, "muted");
    m_card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *state = new QHBoxLayout;
    state->setSpacing(Metrics::spacing);
    state->addWidget(m_chip);
    state->addWidget(m_card, 1);
    column->addWidget(m_title);
    column->addLayout(state);
    auto *why = panelText(u"openItemWhy"_s);
    column->addWidget(why);
    m_factsPlace = new QWidget(content);
    column->addWidget(m_factsPlace);

    column->addWidget(sectionHeading(tr("If it went through")));
    m_meaning = panelText(u"openItemMeaning"_s);
    column->addWidget(m_meaning);
    column->addWidget(sectionHeading(tr("How to settle it")));
    m_steps = new QWidget(content);
    m_steps->setObjectName(u"openItemSteps"_s);
    column->addWidget(m_steps);

    m_vendor = new QWidget(content);
    auto *vendor = new QVBoxLayout(m_vendor);
    vendor->setContentsMargins({});
    vendor->setSpacing(Metrics::spacing);
    m_vendorText = new QPlainTextEdit(m_vendor);
    m_vendorText->setObjectName(u"vendorTextEdit"_s);
    m_vendorText->setAccessibleName(tr("Text for the vendor"));
    m_vendorText->setReadOnly(true);
    m_vendorText->setTabChangesFocus(true);
    m_vendorText->setFixedHeight(vendorLines * fontMetrics().lineSpacing() + 2 * Metrics::spacing);
    QPushButton *copy = barButton(u"copyVendorTextButton"_s, tr("Copy the text"), tr("Copy the text for the vendor"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_vendorText->toPlainText()); });
    vendor->addWidget(m_vendorText);
    vendor->addWidget(copy, 0, Qt::AlignLeft);
    column->addWidget(m_vendor);

    m_read = barButton(u"readTokenButton"_s, tr("Read the token"), tr("Read the token: ask the server for its state"));
    m_open = barButton(u"openItemConnectionButton"_s, tr("Open its connection"), tr("Open the connection of this operation"));
    connect(m_read, &QPushButton::clicked, this, &OpenItemPanel::readToken);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT connectionRequested(m_entry->intent.connectionId); });
    m_take = barButton(u"takeNotificationOverButton"_s, tr("Take over a notification…"), tr("Take over a notification that arrived elsewhere"));
    connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT notificationRequested(m_entry->intent.correlationId); });
    auto *ask = new QHBoxLayout;
    ask->addWidget(m_take);
    ask->addWidget(m_read);
    ask->addWidget(m_open);
    ask->addStretch(1);
    column->addLayout(ask);
    m_finding = new Notice(content);
    m_finding->setObjectName(u"findingNotice"_s);
    m_settleAsFound = m_finding->addButton(u"settleAsFoundButton"_s, {});
    connect(m_settleAsFound, &QPushButton::clicked, this, [this] { Q_EMIT settleRequested(m_found); });
    column->addWidget(m_finding);
    column->addStretch(1);
    return content;
}

QWidget *OpenItemPanel::buildBar()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"settleBar"_s);
    m_happened = barButton(u"happenedButton"_s, tr("It happened…"), tr("Settle: it happened"));
    m_didNotHappen = barButton(u"didNotHappenButton"_s, tr("It did not happen…"), tr("Settle: it did not happen"));
    m_stillUnknown = barButton(u"stillUnknownButton"_s, tr("Still unknown…"), tr("Note that it is still unknown"));
    const std::pair<QPushButton *, JournalSettlement::Kind> choices[] = {{m_happened, JournalSettlement::Kind::Happened},
                                                                         {m_didNotHappen, JournalSettlement::Kind::DidNotHappen},
                                                                         {m_stillUnknown, JournalSettlement::Kind::StillUnknown}};
    auto *line = new QFrame(bar);
    line->setFixedHeight(1);
    setRole(line, "line");
    auto *row = new QHBoxLayout;
    row->setContentsMargins(panelSide, Metrics::gap, panelSide, Metrics::gap);
    row->setSpacing(Metrics::spacing);
    for (const auto &[button, kind] : choices) {
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, kind = kind] { Q_EMIT settleRequested(kind); });
    }
    row->addStretch(1);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(line);
    column->addLayout(row);
    return bar;
}

void OpenItemPanel::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    ++m_asking;
    m_entry.reset();
}

void OpenItemPanel::showItem(const JournalEntry &entry)
{
    const bool isAnother = !m_entry || m_entry->id != entry.id;
    m_entry = entry;
    if (isAnother) {
        ++m_asking;
        m_found = JournalSettlement::Kind::None;
        m_finding->dismiss();
        m_area->ensureVisible(0, 0);
        m_card->clear();
    }
    const Capabilities *capabilities = m_session ? &m_session->operations->capabilities() : nullptr;
    m_title->setText(titleOf(entry, capabilities));
    m_chip->setOutcome(isAwaited(entry) ? JournalOutcome::Kind::Accepted : JournalOutcome::Kind::Unknown);
    m_take->setVisible(isAwaited(entry));
    findChild<QLabel *>(u"openItemWhy"_s)->setText(whyUnknown(entry));
    m_meaning->setText(ifItHappened(entry));
    fillSteps();
    m_vendorText->setPlainText(vendorText(entry));
    m_vendor->setVisible(entry.intent.operation == Operation::Create || entry.intent.operation == Operation::Reverse);
    fillFacts();
    updateReadButton();
    if (isAnother)
        findCard();
}

void OpenItemPanel::fillSteps()
{
    delete m_steps->layout();
    qDeleteAll(m_steps->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Metrics::spacing);
    grid->setVerticalSpacing(Metrics::unit);
    grid->setColumnStretch(1, 1);
    const QStringList steps = stepsToSettle(*m_entry, m_session ? &m_session->operations->capabilities() : nullptr);
    for (int i = 0; i < steps.size(); ++i) {
        QLabel *number = panelText({}, "muted");
        number->setText(u"%1."_s.arg(i + 1));
        QLabel *step = panelText(u"openItemStep%1"_s.arg(i + 1));
        step->setText(steps.at(i));
        grid->addWidget(number, i, 0, Qt::AlignTop);
        grid->addWidget(step, i, 1);
    }
}

void OpenItemPanel::fillFacts()
{
    delete m_facts;
    qDeleteAll(m_factsPlace->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    m_facts = new QGridLayout(m_factsPlace);
    m_facts->setContentsMargins(0, Metrics::unit, 0, 0);
    m_facts->setHorizontalSpacing(Metrics::gap);
    m_facts->setVerticalSpacing(Metrics::unit);
    m_facts->setColumnStretch(copyColumn, 1);
    const JournalIntent &intent = m_entry->intent;
    const Capabilities *capabilities = m_session ? &m_session->operations->capabilities() : nullptr;
    addFact(tr("Sent"), {});
    m_age = m_factsPlace->findChild<QLabel *>(u"openItemFact1"_s);
    refreshAge();
    addFact(tr("By"), shown(intent.operatorId));
    addFact(tr("Connection"), u"%1 (%2)"_s.arg(shown(intent.connectionName), environmentName(environmentFromWord(intent.environment))));
    addFact(tr("Token"), shown(intent.token.value), true);
    addFact(tr("Tokens"), tokenLines(intent.tokens), true);
    addFact(tr("Card"), awaitedCard(*m_entry));
    addFact(tr("Usually takes"), usualWait(*m_entry, capabilities));
    addFact(tr("Reason"), reasonText(*m_entry, capabilities));
    addFact(tr("Ticket"), shown(intent.ticket));
    addFact(tr("Comment"), shown(intent.comment));
    if (!intent.tokens.isEmpty())
        addFact(tr("Answer"), shown(m_entry->outcome.detail, Lines::Kept));
    addFact(tr("Correlation id"), shown(intent.correlationId), true);
    addCopyButton(intent.correlationId);
    if (const QString remark = stillUnknownText(*m_entry); !remark.isEmpty())
        addFact(tr("So far"), m_entry->settlement.note.isEmpty() ? remark : u"%1: %2"_s.arg(remark, shown(m_entry->settlement.note)));
}

void OpenItemPanel::addFact(const QString &name, const QString &value, bool isIdentifier)
{
    const int row = m_facts->rowCount();
    if (value.isEmpty() && row > 1)
        return;
    auto *nameLabel = panelText({}, "muted");
    nameLabel->setText(name);
    nameLabel->setWordWrap(false);
    QLabel *valueLabel = panelText(u"openItemFact%1"_s.arg(row));
    valueLabel->setText(value);
    if (isIdentifier)
        valueLabel->setFont(identifierFont());
    valueLabel->setAccessibleName(u"%1: %2"_s.arg(name, value));
    valueLabel->setWordWrap(!isIdentifier); // an id is read out in one piece
    m_facts->addWidget(nameLabel, row, 0, (isIdentifier ? Qt::AlignVCenter : Qt::AlignTop) | Qt::AlignLeft);
    m_facts->addWidget(valueLabel, row, 1, 1, isIdentifier ? 1 : 2);
}

// Beside the fact that was added last.
void OpenItemPanel::addCopyButton(const QString &id)
{
    if (id.isEmpty())
        return;
    auto *copy = new QPushButton(tr("Copy"), m_factsPlace);
    copy->setObjectName(u"copyOpenItemIdButton"_s);
    copy->setAccessibleName(tr("Copy the correlation id"));
    copy->setToolTip(copy->accessibleName());
    connect(copy, &QPushButton::clicked, copy, [id] { QGuiApplication::clipboard()->setText(id); });
    m_facts->addWidget(copy, m_facts->rowCount() - 1, copyColumn, Qt::AlignVCenter | Qt::AlignLeft);
}

void OpenItemPanel::refreshAge()
{
    if (!m_entry || !m_age)
        return;
    m_age->setText(u"%1 · %2"_s.arg(localTime(m_entry->openedAt), spokenAge(m_entry->openedAt, m_clock.nowUtc())));
    m_age->setAccessibleName(tr("Sent: %1").arg(m_age->text()));
}

void OpenItemPanel::updateReadButton()
{
    const bool isHere = m_session && m_entry->intent.connectionId == m_session->profile.id;
    m_read->setVisible(canBeRead(*m_entry) && isHere && m_session->operations->capabilities().offers(Operation::LookUp));
    m_open->setVisible(!isHere);
    m_open->setText(tr("Open %1 to go on").arg(shown(m_entry->intent.connectionName)));
    m_open->setAccessibleName(m_open->text());
}

// The journal keeps no card: the workspace may know which one the token stands for.
void OpenItemPanel::findCard()
{
    if (!m_session || m_entry->intent.token.isEmpty() || m_entry->intent.connectionId != m_session->profile.id)
        return;
    observe<QList<FoundToken>>(this, m_session->operations->search(m_entry->intent.token.value, 10),
                                 [this, asked = m_asking, token = m_entry->intent.token](const auto &found) {
                                     if (!found || asked != m_asking)
                                         return;
                                     for (const FoundToken &known : *found) {
                                         if (known.reading.token.id == token)
                                             m_card->setText(cardText(known.reading.token));
                                     }
                                 });
}

void OpenItemPanel::readToken()
{
    if (!m_session || !m_entry || !canBeRead(*m_entry))
        return;
    m_finding->dismiss();
    m_read->setEnabled(false);
    m_read->setText(tr("Reading…"));
    observe<TokenReading>(this, m_session->operations->lookUp(m_entry->intent.token),
                          [this, asked = m_asking](const Result<TokenReading> &reading) {
                              m_read->setEnabled(true);
                              m_read->setText(tr("Read the token"));
                              if (asked == m_asking)
                                  showFinding(reading);
                          });
}

void OpenItemPanel::showFinding(const Result<TokenReading> &reading)
{
    const Finding finding = findingOf(m_entry->intent.operation, reading);
    const bool isAnswer = reading || reading.error().kind == Error::Kind::NotFound;
    m_finding->show(isAnswer ? Notice::Kind::Note : Notice::Kind::Error,
                    findingText(*m_entry, reading, m_session->operations->capabilities()));
    if (reading)
        m_card->setText(u"%1 · %2"_s.arg(cardText(reading->token), stateText(reading->token.state, reading->token.stateWord)));
    m_found = finding == Finding::Happened   ? JournalSettlement::Kind::Happened
              : finding == Finding::NotSoFar ? JournalSettlement::Kind::DidNotHappen
                                             : JournalSettlement::Kind::None;
    m_settleAsFound->setVisible(m_found != JournalSettlement::Kind::None);
    m_settleAsFound->setText(m_found == JournalSettlement::Kind::Happened ? tr("Settle: it happened…") : tr("Settle: it did not happen…"));
    m_settleAsFound->setAccessibleName(m_settleAsFound->text());
    m_area->ensureWidgetVisible(m_finding);
}
