// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/lockscreen.h"

#include "ui/forms/notice.h"
#include "ui/forms/secreteditor.h"
#include "ui/forms/veiledlineedit.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/programicon.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto tickStep = 200ms;
constexpr int columnWidth = 420;
constexpr int iconSide = 64;

FormField passphraseField()
{
    FormField field;
    field.key = u"lockPassphrase"_s;
    field.label = LockScreen::tr("Desk passphrase");
    field.kind = FormField::Kind::Secret;
    return field;
}
} // namespace

LockScreen::LockScreen(const LockPolicy &policy, QWidget *parent)
    : QWidget(parent), m_policy(policy), m_notice(new Notice(this)),
      m_passphrase(new SecretEditor(passphraseField(), this)), m_hint(new HintLine(this)),
      m_unlock(new QPushButton(tr("Unlock"), this)),
      m_continue(m_notice->addButton(u"continueUnlockedButton"_s, tr("Open without a passphrase")))
{
    setObjectName(u"lockScreen"_s);
    setAccessibleName(tr("Tokendesk is locked"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    auto *picture = new QLabel(this);
    picture->setPixmap(programIcon().pixmap(iconSide));
    auto *headline = namedLabel(u"lockHeadline"_s, tr("Tokendesk is locked"));
    headline->setFont(headingFont(5));
    auto *text = namedLabel(u"lockText"_s,
                            tr("What was under way goes on. Nothing that was typed is lost, but for card numbers and "
                               "security codes."),
                            "muted");
    auto *label = namedLabel(u"lockFieldLabel"_s, m_passphrase->field().label);
    label->setFont(headingFont(0));
    label->setBuddy(field());
    m_hint->setObjectName(u"lockHint"_s);
    m_unlock->setObjectName(u"unlockButton"_s);
    m_unlock->setAccessibleName(m_unlock->text());
    setRole(m_unlock, "primary");
    setFocusProxy(m_passphrase);

    auto *content = new QWidget(this);
    content->setFixedWidth(columnWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::spacing);
    column->addWidget(picture);
    column->addWidget(headline);
    column->addWidget(text);
    column->addSpacing(Metrics::gap);
    column->addWidget(m_notice);
    column->addWidget(label);
    column->addWidget(m_passphrase);
    column->addWidget(m_hint);
    column->addWidget(m_unlock, 0, Qt::AlignLeft);
    auto *middle = new QHBoxLayout; // not an alignment: that would not leave a notice the height that it needs
    middle->addStretch(1);
    middle->addWidget(content);
    middle->addStretch(1);
    auto *rows = new QVBoxLayout(this);
    rows->addStretch(2);
    rows->addLayout(middle);
    rows->addStretch(3);

    m_ticks.setInterval(tickStep);
    connect(&m_ticks, &QTimer::timeout, this, &LockScreen::tick);
    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(field(), &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_passphrase, &FieldEditor::edited, this, &LockScreen::tick);
    connect(m_continue, &QPushButton::clicked, this, &LockScreen::continueRequested);
    startAfresh();
}

VeiledLineEdit *LockScreen::field() const
{
    return static_cast<VeiledLineEdit *>(m_passphrase->input());
}

void LockScreen::startAfresh()
{
    m_isWrong = false;
    m_notice->dismiss();
    m_passphrase->wipe();
    finishChecking();
}

void LockScreen::submit()
{
    if (!m_unlock->isEnabled())
        return;
    Q_EMIT unlockRequested(std::make_shared<const SecretBytes>(field()->secret()));
}

void LockScreen::sayChecking()
{
    m_isChecking = true;
    m_notice->dismiss();
    tick();
}

void LockScreen::finishChecking()
{
    m_isChecking = false;
    m_ticks.start();
    tick();
    setFocus();
}

void LockScreen::sayWrong()
{
    m_isWrong = true;
    m_passphrase->wipe();
    finishChecking();
}

void LockScreen::sayUnreachable(const QString &detail)
{
    m_isWrong = false;
    m_notice->show(
        Notice::Kind::Error,
        {.headline = tr("The passphrase cannot be checked"),
         .meaning = tr("The system’s keychain, which holds it, does not give it out: %1.").arg(shown(detail)),
         .nextStep = tr("Start or unlock the keychain and try again. If it was not "
                        "there when Tokendesk was started, start Tokendesk again."),
         .correlationId = {}});
    finishChecking();
}

void LockScreen::offerToContinue()
{
    m_isWrong = false;
    m_passphrase->wipe();
    m_notice->show(
        Notice::Kind::Warning,
        {.headline = tr("The passphrase is gone"),
         .meaning = tr("Its entry was removed from the system’s keychain, outside of Tokendesk. The desk can "
                       "be opened without it; the journal keeps that."),
         .nextStep = tr("Set a new passphrase in Settings."),
         .correlationId = {}});
    m_continue->show();
    finishChecking();
}

void LockScreen::tick()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_policy.wait()).count();
    if (left == 0)
        m_ticks.stop();
    m_unlock->setEnabled(left == 0 && !m_isChecking && !m_passphrase->isBlank());
    const QString wait = left == 0   ? QString()
                         : left == 1 ? tr("Try again in 1 second.")
                                     : tr("Try again in %1 seconds.").arg(left);
    if (m_isChecking)
        say(HintLine::Tone::Help, tr("Checking…"));
    else if (m_isWrong)
        say(HintLine::Tone::Error, tr("Wrong passphrase.") + u' ' + (left == 0 ? tr("Try again.") : wait));
    else
        say(HintLine::Tone::Help, wait);
}

void LockScreen::say(HintLine::Tone tone, const QString &text)
{
    m_hint->say(tone, text);
    field()->setAccessibleDescription(m_hint->spoken());
}
