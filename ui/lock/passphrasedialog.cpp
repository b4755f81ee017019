// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/passphrasedialog.h"

#include "app/core/observe.h"
#include "app/lock/passphraserecord.h"
#include "ui/errortext.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/lock/desklock.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int passphraseDialogWidth = 460;
const QString presentKey = u"presentPassphrase"_s;
const QString freshKey = u"newPassphrase"_s;
const QString repeatedKey = u"repeatedPassphrase"_s;

FormField secretField(const QString &key, const QString &label, const QString &help = {})
{
    FormField field;
    field.key = key;
    field.label = label;
    field.kind = FormField::Kind::Secret;
    field.isRequired = true;
    field.help = help;
    return field;
}

Form formFor(PassphraseDialog::Task task)
{
    using enum PassphraseDialog::Task;
    Form form;
    if (task != Set)
        form.fields << secretField(presentKey, PassphraseDialog::tr("Present passphrase"));
    if (task != Remove) {
        form.fields << secretField(freshKey, PassphraseDialog::tr("New passphrase"),
                                   PassphraseDialog::tr("At least %1 characters; several words are best.")
                                       .arg(DeskPassphrase::fewestCharacters));
        form.fields << secretField(repeatedKey, PassphraseDialog::tr("New passphrase once more"));
    }
    return form;
}

QString titleOf(PassphraseDialog::Task task)
{
    switch (task) {
    case PassphraseDialog::Task::Set:
        return PassphraseDialog::tr("Set a desk passphrase");
    case PassphraseDialog::Task::Change:
        return PassphraseDialog::tr("Change the desk passphrase");
    case PassphraseDialog::Task::Remove:
        break;
    }
    return PassphraseDialog::tr("Remove the desk passphrase");
}

DeskPassphrase::Typed typedInto(const FormView &form, const QString &key)
{
    const FormValues values = form.values();
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(values.secret(key).view()));
}

bool areTheSame(const SecretBytes &a, const SecretBytes &b)
{
    return PassphraseRecord::normalised(a).bytes() == PassphraseRecord::normalised(b).bytes();
}
} // namespace

PassphraseDialog::PassphraseDialog(Task task, DeskLock &lock, const Clock &clock, QWidget *parent)
    : QDialog(parent), m_task(task), m_lock(lock), m_notice(new Notice(this)), m_form(new FormView(this)),
      m_submit(new QPushButton(task == Task::Remove ? tr("Remove") : tr("Save"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"passphraseDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(titleOf(task));
    setAccessibleName(windowTitle());
    setMinimumWidth(passphraseDialogWidth);
    QString text = tr("It unlocks this desk's window. Nobody can read it back: whoever forgets it removes the entry "
                      "“desk/passphrase” of “tokendesk” from the system's keychain.");
    if (task == Task::Remove)
        text = tr("Without a passphrase the desk is no longer locked: not when you leave, and not at its start.");
    else if (!lock.isLasting())
        text = tr("No keychain was found on this system: the passphrase is forgotten when the program ends.");
    build(text, clock);
    m_form->focusFirstField();
}

void PassphraseDialog::build(const QString &text, const Clock &clock)
{
    QLabel *headline = plainLabel(windowTitle());
    headline->setFont(headingFont(3));
    m_form->setForm(formFor(m_task), clock);
    m_submit->setObjectName(u"submitPassphraseButton"_s);
    m_submit->setAccessibleName(m_submit->text());
    m_submit->setDefault(true);
    setRole(m_submit, m_task == Task::Remove ? "danger" : "primary");
    m_cancel->setObjectName(u"cancelPassphraseButton"_s);
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setAutoDefault(false);
    connect(m_submit, &QPushButton::clicked, this, &PassphraseDialog::submit);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addStretch(1);
    buttons->addWidget(m_submit);
    buttons->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(Metrics::gap);
    column->addWidget(headline);
    column->addWidget(namedLabel(u"passphraseText"_s, text, "muted"));
    column->addWidget(m_notice);
    column->addWidget(m_form);
    column->addStretch(1);
    column->addLayout(buttons);
}

void PassphraseDialog::submit()
{
    if (!m_form->attempt())
        return m_form->focusFirstProblem();
    const DeskPassphrase::Typed fresh = typedInto(*m_form, freshKey);
    const DeskPassphrase::Typed repeated = typedInto(*m_form, repeatedKey);
    const bool isTooShort =
        m_task != Task::Remove && PassphraseRecord::lengthOf(*fresh) < DeskPassphrase::fewestCharacters;
    const bool differs = !areTheSame(*fresh, *repeated);
    if (isTooShort)
        m_form->showProblem(freshKey, tr("At least %1 characters.").arg(DeskPassphrase::fewestCharacters));
    else if (differs)
        m_form->showProblem(repeatedKey, tr("This is not the same as above."));
    if (isTooShort || differs)
        return m_form->focusFirstProblem();
    m_notice->dismiss();
    m_form->setReadOnly(true);
    m_submit->setEnabled(false);
    observe<Done>(this, m_lock.replace(typedInto(*m_form, presentKey), fresh), [this](const Result<Done> &replaced) {
        if (replaced)
            return accept();
        m_form->setReadOnly(false);
        m_submit->setEnabled(true);
        fail(replaced.error());
    });
}

void PassphraseDialog::fail(const Error &error)
{
    if (error.kind == Error::Kind::Unauthorized || error.kind == Error::Kind::Throttled) {
        const int seconds = error.retryAfterSeconds;
        m_form->showProblem(presentKey, error.kind == Error::Kind::Unauthorized ? tr("Wrong passphrase.")
                                        : seconds > 1 ? tr("Try again in %1 seconds.").arg(seconds)
                                                      : tr("Try again in a second."));
        return m_form->focusFirstProblem();
    }
    m_notice->show(Notice::Kind::Error,
                   describeInSettings(error, m_task == Task::Remove ? tr("The passphrase was not removed")
                                                                    : tr("The passphrase was not stored")));
}

void PassphraseDialog::done(int result)
{
    m_form->clear(); // overwrites what was typed now, not when the dialog's turn comes
    QDialog::done(result);
}
