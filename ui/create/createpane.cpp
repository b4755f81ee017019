// SPDX-License-Identifier: Apache-2.0
#include "ui/create/createpane.h"

#include "app/core/observe.h"
#include "ui/cardart/cardview.h"
#include "ui/create/acceptedview.h"
#include "ui/create/answerpartsview.h"
#include "ui/create/chargedialog.h"
#include "ui/create/disclosuredialog.h"
#include "ui/errortext.h"
#include "ui/forms/environmentlook.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int formWidth = 640;
constexpr int paneMargin = 28;
constexpr int widestPanel = 432;
constexpr int narrowestPanel = 280;
constexpr int panelMargin = 16;

// Fields of the desk itself, taken out again before the provider sees the form.
QString ticketKey()
{
    return u"desk.ticket"_s;
}

QString commentKey()
{
    return u"desk.comment"_s;
}

bool hasCardNumber(const Form &form)
{
    return std::any_of(form.fields.begin(), form.fields.end(),
                       [](const FormField &field) { return field.kind == FormField::Kind::CardNumber; });
}

//! What to say about an error of a create. The operator id is the desk's own business, so no provider's words fit.
ErrorText textOf(const Error &error, const Capabilities &capabilities)
{
    if (error.kind == Error::Kind::InvalidInput && error.field == "operatorId"_L1)
        return {.headline = CreatePane::tr("Your operator id is missing"),
                .meaning = CreatePane::tr("Every operation is signed in the journal. Nothing was sent."),
                .nextStep = CreatePane::tr("Enter it in Settings, General, and open the connection again.")};
    return describe(error, &capabilities, Operation::Create);
}

//! How the whole of a create ended that did several things.
OutcomeLine::Kind lineKindOf(const QList<AnswerPart> &parts)
{
    const auto has = [&parts](AnswerPart::Kind kind) {
        return std::any_of(parts.begin(), parts.end(), [kind](const AnswerPart &part) { return part.kind == kind; });
    };
    if (has(AnswerPart::Kind::Unknown))
        return OutcomeLine::Kind::Unknown;
    if (!has(AnswerPart::Kind::Succeeded) && !has(AnswerPart::Kind::Pending))
        return OutcomeLine::Kind::Refused;
    return has(AnswerPart::Kind::Refused) || has(AnswerPart::Kind::Pending) ? OutcomeLine::Kind::Note
                                                                            : OutcomeLine::Kind::Succeeded;
}

OutcomeLine lineOf(const Creation &creation)
{
    const MutationAnswer &answer = creation.answer;
    OutcomeLine line{OutcomeLine::Kind::Succeeded,
                     answer.isAccepted ? CreatePane::tr("Creation accepted; the token arrives later")
                                       : CreatePane::tr("Token created"),
                     answer.correlationId};
    if (!answer.isAccepted && !answer.parts.isEmpty()) {
        QStringList words;
        for (const AnswerPart &part : answer.parts)
            words << u"%1: %2"_s.arg(shown(part.label), shown(part.word));
        line.kind = lineKindOf(answer.parts);
        line.text = u"%1. %2"_s.arg(summaryOf(answer.parts), words.join(u"; "_s));
    }
    if (!creation.isRecorded)
        line.text = CreatePane::tr("%1. The journal could not be written: its entry still says “open”").arg(line.text);
    return line;
}
} // namespace

static Form withRecordFields(Form form)
{
    const QString group = CreatePane::tr("For the record");
    form.fields << FormField{.key = ticketKey(),
                             .label = CreatePane::tr("Ticket"),
                             .group = group,
                             .kind = FormField::Kind::Text,
                             .maxLength = 64,
                             .help = CreatePane::tr("Your reference, such as the ticket number.")}
                << FormField{.key = commentKey(),
                             .label = CreatePane::tr("Comment"),
                             .group = group,
                             .kind = FormField::Kind::Text,
                             .maxLength = 500,
                             .help = CreatePane::tr("Both stand in the journal. No card data here.")};
    return form;
}

CreatePane::CreatePane(std::shared_ptr<const Session> session, const Form &form, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_session(std::move(session)), m_clock(clock), m_formId(form.id), m_title(form.title),
      m_charge(form.charge), m_submitText(form.submitText), m_stack(new QStackedLayout(this)),
      m_accepted(new AcceptedView(clock, this))
{
    setObjectName(form.id + u"Pane"_s);
    auto *editing = new QWidget;
    auto *columns = new QHBoxLayout(editing);
    columns->setContentsMargins({});
    columns->setSpacing(0);
    columns->addWidget(makeFormSide(form, clock), 1);
    columns->addWidget(makeCardSide(form));
    m_stack->addWidget(editing);
    m_stack->addWidget(m_accepted);
    makeShortcuts();

    connect(m_form, &FormView::changed, this, [this] {
        m_repeat->dismiss(); // it may be another card now
        refresh();
    });
    connect(m_create, &QPushButton::clicked, this, &CreatePane::submit);
    connect(m_cancel, &QPushButton::clicked, this, &CreatePane::cancel);
    connect(m_allowAgain, &QPushButton::clicked, this, [this] {
        m_outcome->dismiss();
        setPhase(Phase::Editing);
        m_form->focusFirstField();
    });
    connect(m_accepted, &AcceptedView::done, this, &CreatePane::finished);
    connect(m_accepted, &AcceptedView::another, this, &CreatePane::activate);
    connect(m_accepted, &AcceptedView::reported, this, &CreatePane::reported);
    connect(m_accepted, &AcceptedView::tokenRequested, this, &CreatePane::tokenRequested);
    connect(m_accepted, &AcceptedView::tokenChanged, this, &CreatePane::arrived);
    setPhase(Phase::Editing);
}

QWidget *CreatePane::makeFormSide(const Form &form, const Clock &clock)
{
    auto *title = plainLabel(form.title);
    title->setFont(headingFont(4));
    setRole(title, "heading");
    auto *summary = plainLabel(form.summary);
    setRole(summary, "muted");

    m_kept = new Notice;
    m_kept->setObjectName(u"keptNotice"_s);
    QPushButton *startAfresh = m_kept->addButton(u"startAfreshButton"_s, tr("Clear the form"));
    connect(startAfresh, &QPushButton::clicked, this, [this] {
        discard();
        activate();
    });
    m_outcome = new Notice;
    m_outcome->setObjectName(u"outcomeNotice"_s);
    m_allowAgain = m_outcome->addButton(u"allowAgainButton"_s, tr("I have checked: allow sending again"));
    m_repeat = new Notice;
    m_repeat->setObjectName(u"repeatNotice"_s);
    m_showEarlier = m_repeat->addButton(u"showEarlierButton"_s, tr("Show that token"));
    m_createAnyway = m_repeat->addButton(u"createAnywayButton"_s, tr("Create anyway"));
    m_createAnyway->setAutoDefault(false); // Enter alone makes no second token
    connect(m_showEarlier, &QPushButton::clicked, this, [this] { Q_EMIT tokenRequested(m_earlier); });
    connect(m_createAnyway, &QPushButton::clicked, this, &CreatePane::send);
    m_form = new FormView;
    m_form->setForm(withRecordFields(form), clock);

    auto *column = new QWidget;
    column->setMaximumWidth(formWidth + 2 * paneMargin);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(paneMargin, 18, paneMargin, paneMargin);
    layout->setSpacing(Metrics::unit);
    layout->addWidget(title);
    layout->addWidget(summary);
    layout->addSpacing(Metrics::gap);
    auto *notices = new QVBoxLayout; // each keeps its distance only while it is there
    notices->setSpacing(Metrics::gap);
    notices->addWidget(m_kept);
    notices->addWidget(m_outcome);
    notices->addWidget(m_repeat);
    notices->addWidget(m_form);
    layout->addLayout(notices);
    layout->addStretch(1);

    m_area = new QScrollArea;
    m_area->setObjectName(u"formScrollArea"_s);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(column);
    column->setAutoFillBackground(false); // the page's own ground shows through
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_area->setMinimumWidth(formWidth / 2);
    return m_area;
}

QWidget *CreatePane::makeCardSide(const Form &form)
{
    m_card = new CardView;
    auto *caption = plainLabel(m_session->operations->capabilities().givesCardArt
                                   ? tr("Preview. The issuer’s own art appears once the token exists.")
                                   : tr("Preview of the card."));
    caption->setObjectName(u"previewCaption"_s);
    setRole(caption, "muted");
    if (!hasCardNumber(form)) {
        m_card->hide();
        caption->hide();
    }
    auto *destination = plainLabel(
        tr("Goes to %1 (%2).").arg(shown(m_session->profile.name), environmentName(m_session->profile.environment)));
    destination->setObjectName(u"destinationLabel"_s);
    setRole(destination, "muted");

    m_cancel = new QPushButton;
    m_cancel->setObjectName(u"cancelButton"_s);
    m_create = new QPushButton;
    m_create->setObjectName(u"submitButton"_s);
    m_create->setToolTip(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));
    for (QPushButton *button : {m_cancel, m_create})
        button->setAutoDefault(true); // Enter presses it when it has the focus
    setRole(m_create, "primary");
    m_progress = plainLabel({});
    m_progress->setObjectName(u"progressLabel"_s);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_progress->setFont(headingFont(-1, QFont::Normal));
    m_progress->setMinimumHeight(2 * QFontMetrics(m_progress->font()).lineSpacing());
    setRole(m_progress, "muted");

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_create);

    m_panel = new QWidget;
    m_panel->setAttribute(Qt::WA_StyledBackground);
    m_panel->setFixedWidth(widestPanel);
    setRole(m_panel, "panel");
    auto *layout = new QVBoxLayout(m_panel);
    const int cardMargin = panelMargin - CardView::shadowMargin;
    layout->setContentsMargins(cardMargin, cardMargin, cardMargin, panelMargin);
    layout->setSpacing(Metrics::unit);
    layout->addWidget(m_card);
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(CardView::shadowMargin, 0, CardView::shadowMargin, 0);
    texts->setSpacing(Metrics::spacing);
    texts->addWidget(caption);
    texts->addStretch(1);
    texts->addWidget(destination);
    texts->addLayout(buttons);
    texts->addWidget(m_progress);
    layout->addLayout(texts, 1);
    return m_panel;
}

void CreatePane::makeShortcuts()
{
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *send = new QShortcut(Qt::CTRL | key, this);
        send->setContext(Qt::WidgetWithChildrenShortcut);
        send->setWhatsThis(tr("Send the form"));
        connect(send, &QShortcut::activated, m_create, &QPushButton::click);
    }
}

// Not a shortcut: that would also take the Escape that closes the list of a combo box or a completer.
void CreatePane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        cancel();
    else
        QWidget::keyPressEvent(event);
}

void CreatePane::activate()
{
    m_stack->setCurrentIndex(0);
    if (m_wasLeft && m_phase == Phase::Editing && hasUnsentInput()) {
        m_kept->show(Notice::Kind::Note, tr("What you typed before is still here"),
                     tr("Card number and security code were wiped when you left. Make sure that the rest belongs to "
                        "this customer."));
        m_kept->findChild<QPushButton *>(u"startAfreshButton"_s)->show();
    } else {
        m_kept->dismiss();
    }
    m_wasLeft = false;
    m_form->focusFirstField();
}

void CreatePane::discard()
{
    m_form->clear();
    m_repeat->dismiss();
    if (m_phase == Phase::Editing)
        m_outcome->dismiss();
}

bool CreatePane::hasUnsentInput() const
{
    return m_phase != Phase::Sending && m_form->hasInput();
}

void CreatePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_panel->setFixedWidth(std::clamp(width() - formWidth - 2 * paneMargin, narrowestPanel, widestPanel));
}

void CreatePane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (event->spontaneous())
        return; // minimised or on another desktop: not left
    m_wasLeft = true;
    m_repeat->dismiss();
    if (m_question)
        m_question->reject();
    if (m_phase == Phase::Asking)
        setPhase(Phase::Editing);
    if (m_phase != Phase::Sending)
        m_form->wipeSecrets();
}

void CreatePane::refresh()
{
    m_card->setPreview(m_form->recognisedScheme(), m_form->cardPreview(), m_form->shownExpiry());
    const bool hasProblems = m_phase == Phase::Editing && m_form->problemCount() > 0;
    m_progress->setText(progressText());
    setRole(m_progress, hasProblems ? "error" : "muted");
}

QString CreatePane::progressText() const
{
    switch (m_phase) {
    case Phase::Asking:
        return tr("Looking whether this card was here today…");
    case Phase::Sending:
        return tr(
            "Sent once; waiting for the answer. If you leave, the request goes on and the journal keeps its outcome.");
    case Phase::Doubtful:
        return tr("A token may exist already. See above before you send again.");
    case Phase::Editing:
        break;
    }
    if (const int count = m_form->problemCount(); count > 0)
        return count == 1 ? tr("1 field needs attention") : tr("%n fields need attention", nullptr, count);
    if (const int count = m_form->unfinishedCount(); count > 0)
        return count == 1 ? tr("1 field still to fill in") : tr("%n fields still to fill in", nullptr, count);
    return tr("Ready to send");
}

void CreatePane::setPhase(Phase phase)
{
    m_phase = phase;
    const bool isSending = phase == Phase::Sending;
    m_form->setReadOnly(isSending || phase == Phase::Asking);
    m_create->setEnabled(phase == Phase::Editing);
    m_create->setText(isSending ? tr("Sending…") : m_submitText);
    m_create->setAccessibleName(m_create->text());
    m_cancel->setText(isSending ? tr("Leave") : tr("Cancel"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_allowAgain->setVisible(phase == Phase::Doubtful);
    refresh();
}

void CreatePane::cancel()
{
    if (m_phase == Phase::Sending)
        Q_EMIT reported({OutcomeLine::Kind::Busy, tr("The creation goes on; the journal keeps its outcome"), {}});
    Q_EMIT finished();
}

void CreatePane::submit()
{
    if (m_phase != Phase::Editing)
        return;
    if (!m_form->attempt())
        return m_form->focusFirstProblem();
    m_kept->dismiss();
    m_outcome->dismiss();
    m_repeat->dismiss();
    m_area->setFocus(); // a second Enter must not fall on the button beside
    setPhase(Phase::Asking);
    askTheGuard();
}

void CreatePane::askTheGuard()
{
    observe(this, m_session->operations->recentCreate(m_formId, m_form->values()),
            [this, asked = ++m_asking](const Result<std::optional<RecentCreate>> &earlier) {
                if (asked != m_asking || m_phase != Phase::Asking)
                    return; // the page was left: nothing is sent for someone who has gone
                setPhase(Phase::Editing);
                if (earlier && *earlier)
                    warnOfRepeat(**earlier);
                else
                    send();
            });
}

void CreatePane::warnOfRepeat(const RecentCreate &earlier)
{
    m_earlier = earlier.token;
    const QString when = spokenAge(earlier.createdAt, m_clock.nowUtc());
    const QString who = shown(earlier.operatorId);
    const bool isUnknown = earlier.outcome == toWord(JournalOutcome::Kind::Unknown);
    ErrorText text;
    text.headline =
        isUnknown ? tr("A token for this card may have been created at this desk %1 by %2").arg(when, who)
        : m_earlier.isEmpty()
            ? tr("A token for this card was asked for at this desk %1 by %2").arg(when, who)
            : tr("A token for this card was created at this desk %1 by %2: %3").arg(when, who, shown(m_earlier.value));
    text.meaning = tr("Nothing was sent. Creating another gives the same card a second token on this connection.");
    text.nextStep = isUnknown ? tr("Settle that one first: it waits under Pending.") : QString();
    m_repeat->show(Notice::Kind::Warning, text);
    m_showEarlier->setVisible(!m_earlier.isEmpty());
    m_createAnyway->show();
    Q_EMIT reported({OutcomeLine::Kind::Note, tr("This card was here today: nothing was sent"), {}});
    m_area->setFocus(); // not a button: Enter must not make a second token
    m_area->ensureVisible(0, 0);
}

void CreatePane::send()
{
    if (m_phase != Phase::Editing)
        return;
    if (!m_form->attempt())
        return m_form->focusFirstProblem();
    if (m_charge)
        askForCharge();
    else
        sendNow();
}

void CreatePane::askForCharge()
{
    if (m_question)
        return;
    const FormValues values = m_form->values();
    const QString digits = m_form->cardPreview();
    m_question = new ChargeDialog(
        {.amount = values.value(m_charge->amountKey),
         .currency = values.value(m_charge->currencyKey),
         .card = digits.isEmpty() ? QString() : u"%1 %2"_s.arg(schemeName(m_form->recognisedScheme()), digits),
         .formTitle = m_title},
        m_session->profile, this);
    connect(m_question, &QDialog::accepted, this, &CreatePane::sendNow);
    m_question->open();
}

void CreatePane::sendNow()
{
    if (m_phase != Phase::Editing)
        return;
    FormValues values = m_form->values();
    const OperationReason why{.reason = {}, .comment = values.value(commentKey()), .ticket = values.value(ticketKey())};
    values.remove(ticketKey());
    values.remove(commentKey());
    m_repeat->dismiss();
    m_area->setFocus(); // a second Enter must not fall on the button beside
    setPhase(Phase::Sending);
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Creating a token…"), {}});
    observe(this, m_session->operations->create(m_formId, std::move(values), why),
            [this](const Result<Creation> &outcome) { settle(outcome); });
}

void CreatePane::settle(const Result<Creation> &outcome)
{
    if (outcome)
        showCreation(*outcome);
    else
        showFailure(outcome.error());
    if (!isVisible())
        m_form->wipeSecrets();
}

void CreatePane::showCreation(const Creation &creation)
{
    const MutationAnswer &answer = creation.answer;
    m_form->clear();
    m_wasLeft = false;
    setPhase(Phase::Editing);

    Q_EMIT reported(lineOf(creation));
    if (AcceptedView::isNeededFor(answer)) {
        m_accepted->show(creation, m_session);
        m_stack->setCurrentWidget(m_accepted);
        if (answer.isAccepted)
            Q_EMIT accepted(answer.correlationId);
        if (answer.reading)
            Q_EMIT arrived(*answer.reading);
        if (!answer.isAccepted && (answer.disclosure || !answer.disclosureProblem.isEmpty()))
            showDisclosure(creation);
        return;
    }
    if (DisclosureDialog::isNeededFor(creation))
        showDisclosure(creation);
    if (answer.reading)
        Q_EMIT created(*answer.reading);
    else
        Q_EMIT finished();
}

void CreatePane::showDisclosure(const Creation &creation)
{
    auto *dialog = new DisclosureDialog(creation, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const TokenId token = creation.answer.reading ? creation.answer.reading->token.id : TokenId();
    connect(dialog, &DisclosureDialog::revealed, dialog,
            [operations = m_session->operations, token](const QString &label) {
                (void)operations->recordReveal(token, label);
            });
    dialog->open();
}

void CreatePane::showFailure(const Error &error)
{
    const ErrorText text = textOf(error, m_session->operations->capabilities());
    const bool isDoubtful = mayHaveBeenDone(error.kind);
    Q_EMIT reported(
        {isDoubtful ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused, text.headline, text.correlationId});
    setPhase(isDoubtful ? Phase::Doubtful : Phase::Editing);
    if (error.kind == Error::Kind::InvalidInput && m_form->showProblem(error.field, text.meaning))
        return m_form->focusFirstProblem();
    m_outcome->show(isDoubtful ? Notice::Kind::Warning : Notice::Kind::Error, text);
    m_allowAgain->setVisible(isDoubtful);
    m_area->setFocus(); // not a field: the next key must not change what was typed
    m_area->ensureVisible(0, 0);
}
