// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/connectioneditor.h"

#include "app/core/observe.h"
#include "ui/errortext.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/help/helplink.h"
#include "ui/settings/lifecycleeditor.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
const QString nameKey = u"connection.name"_s;
const QString environmentKey = u"connection.environment"_s;

QList<FormField> commonFields(const ConnectionProfile &profile)
{
    const QString group = ConnectionEditor::tr("Connection");
    return {{.key = nameKey,
             .label = ConnectionEditor::tr("Name"),
             .group = group,
             .isRequired = true,
             .maxLength = 60,
             .pattern = u"[^\\p{Cc}\\p{Cf}]*"_s,
             .patternHint = ConnectionEditor::tr("Invisible characters cannot stand in a name."),
             .help = ConnectionEditor::tr("How this desk calls it, such as “Shop Europe, test”."),
             .initialValue = profile.name},
            {.key = environmentKey,
             .label = ConnectionEditor::tr("Environment"),
             .group = group,
             .kind = FormField::Kind::Choice,
             .isRequired = true,
             .help = ConnectionEditor::tr("Shown wherever the connection is used."),
             .initialValue = toWord(profile.environment),
             .choices = {{.value = u"test"_s, .label = ConnectionEditor::tr("Test")},
                         {.value = u"production"_s, .label = ConnectionEditor::tr("Production")}}}};
}

//! The kind's own form, with what every connection has before it.
Form editorForm(const ProviderKind &kind, const ConnectionProfile &profile)
{
    Form form = kind.connectionForm();
    form.fields = commonFields(profile) + form.fields;
    return form;
}
} // namespace

ConnectionEditor::ConnectionEditor(Desk &desk, const ConnectionProfile &profile, const Clock &clock, Keep keep,
                                   QWidget *parent)
    : QDialog(parent), m_desk(desk), m_clock(clock), m_profile(profile), m_keep(std::move(keep)),
      m_kind(desk.kind(profile.kind))
{
    setObjectName(u"connectionEditor"_s);
    setWindowTitle(profile.name.isEmpty() ? tr("Add a connection") : tr("Edit a connection"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 720);
    build();
    m_form->setForm(editorForm(*m_kind, profile), clock);
    m_form->setValues(profile.values);
    // They stand above the first field: where Tab comes after the last button.
    const QList<HelpLink *> links = findChildren<HelpLink *>();
    setTabOrder(m_saveButton, links.first());
    setTabOrder(links.first(), links.last());
    findStoredSecrets();
    updateEnvironment();
    m_form->focusFirstField();
}

void ConnectionEditor::build()
{
    auto *heading = new QLabel(m_kind->label(), this);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(headingFont(4));
    auto *aboutConnections = new HelpLink(tr("About connections"), u"connections"_s, this);
    auto *aboutProxies = new HelpLink(tr("About proxies"), u"proxy"_s, this);
    m_notice = new Notice(this);
    m_productionWarning = new QLabel(tr("Production: what is done on this connection happens to real cards."), this);
    m_productionWarning->setObjectName(u"productionWarning"_s);
    m_productionWarning->setTextFormat(Qt::PlainText);
    m_productionWarning->setWordWrap(true);
    setRole(m_productionWarning, "error");
    m_form = new FormView(this);
    m_form->setObjectName(u"connectionForm"_s);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"connectionScrollArea"_s);
    scroll->setAccessibleName(tr("Connection"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *padded = new QWidget(scroll);
    auto *padding = new QVBoxLayout(padded);
    padding->setContentsMargins(24, 0, 24, 0);
    padding->addWidget(m_form);
    if (m_kind->takesLifecycleExtension()) {
        m_lifecycle = new LifecycleEditor(lifecycle::fromValues(m_profile.values), padded);
        padding->addWidget(m_lifecycle);
    }
    padding->addStretch(1);
    scroll->setWidget(padded);

    const auto button = [this](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAccessibleName(text);
        made->setAutoDefault(false);
        return made;
    };
    m_testButton = button(u"testConnectionButton"_s, tr("Test connection"));
    m_cancelButton = button(u"cancelConnectionButton"_s, tr("Cancel"));
    m_saveButton = button(u"saveConnectionButton"_s, tr("Save"));
    setRole(m_saveButton, "primary");
    m_progress = new QLabel(this);
    m_progress->setObjectName(u"connectionProgress"_s);
    m_progress->setTextFormat(Qt::PlainText);
    setRole(m_progress, "muted");
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionEditor::test);
    connect(m_cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_saveButton, &QPushButton::clicked, this, &ConnectionEditor::save);
    connect(m_form, &FormView::changed, this, &ConnectionEditor::updateEnvironment);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(24, 20, 24, 0);
    head->setSpacing(Metrics::spacing);
    auto *title = new QHBoxLayout;
    title->addWidget(heading, 1);
    title->addWidget(aboutConnections);
    title->addWidget(aboutProxies);
    head->addLayout(title);
    head->addWidget(m_productionWarning);
    head->addWidget(m_notice);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(24, Metrics::gap, 24, 16);
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(m_testButton);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_cancelButton);
    buttons->addWidget(m_saveButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::gap);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
}

void ConnectionEditor::findStoredSecrets()
{
    auto found = std::make_shared<QSet<QString>>();
    for (const FormField &field : m_kind->connectionForm().fields) {
        if (!field.isSecret())
            continue;
        observe<std::shared_ptr<const SecretBytes>>(
            this, m_desk.secretsOf(m_profile).read(m_profile.id, field.key),
            [this, found, key = field.key](const auto &secret) {
                if (!secret)
                    return showFailure(secret.error(), tr("It is not known which secrets are stored"));
                if (!*secret)
                    return;
                found->insert(key);
                m_form->setStoredSecrets(*found);
            });
    }
}

ConnectionProfile ConnectionEditor::profile() const
{
    ConnectionProfile edited = m_profile;
    const FormValues values = m_form->values();
    edited.name = values.value(nameKey).trimmed();
    edited.environment = environmentFromWord(values.value(environmentKey));
    for (const FormField &field : m_kind->connectionForm().fields) {
        if (field.isSecret())
            continue;
        if (values.has(field.key))
            edited.values.insert(field.key, values.value(field.key));
        else
            edited.values.remove(field.key);
    }
    if (m_lifecycle)
        lifecycle::writeTo(edited.values, m_lifecycle->extension());
    return edited;
}

bool ConnectionEditor::attempt()
{
    const bool isFormGood = m_form->attempt();
    if (!isFormGood)
        m_form->focusFirstProblem();
    else if (m_lifecycle && m_lifecycle->hasProblems())
        m_lifecycle->focusFirstProblem();
    return isFormGood && !(m_lifecycle && m_lifecycle->hasProblems());
}

ConnectionEditor::Secrets ConnectionEditor::typedSecrets() const
{
    Secrets secrets;
    const FormValues values = m_form->values();
    for (const FormField &field : m_kind->connectionForm().fields) {
        if (field.isSecret() && values.has(field.key))
            secrets.insert(field.key,
                           std::make_shared<const SecretBytes>(SecretBytes::copyOf(values.secret(field.key).view())));
    }
    return secrets;
}

void ConnectionEditor::test()
{
    m_notice->dismiss();
    if (!attempt())
        return;
    setBusy(tr("Asking the server…"));
    observe<QString>(this, m_desk.test(profile(), typedSecrets()), [this](const Result<QString> &found) {
        setBusy({});
        if (found)
            m_notice->show(Notice::Kind::Note, tr("The connection works"), *found);
        else
            showFailure(found.error(), tr("The connection does not work"));
    });
}

void ConnectionEditor::save()
{
    m_notice->dismiss();
    if (!attempt())
        return;
    setBusy(tr("Saving…"));
    observe<Done>(this, m_keep(profile(), typedSecrets()), [this](const Result<Done> &kept) {
        setBusy({});
        if (!kept)
            return showFailure(kept.error(), tr("The connection could not be saved"));
        m_form->clear();
        accept();
    });
}

void ConnectionEditor::setBusy(const QString &doing)
{
    m_progress->setText(doing);
    m_form->setReadOnly(!doing.isEmpty());
    if (m_lifecycle)
        m_lifecycle->setReadOnly(!doing.isEmpty());
    m_testButton->setEnabled(doing.isEmpty());
    m_saveButton->setEnabled(doing.isEmpty());
}

void ConnectionEditor::showFailure(const Error &error, const QString &headline)
{
    m_notice->show(Notice::Kind::Error, describeInSettings(error, headline));
    if (!error.field.isEmpty() && m_form->showProblem(error.field, describeAtSetting(error)))
        m_form->focusFirstProblem();
    else if (m_lifecycle)
        m_lifecycle->showProblem(error.field, describeAtSetting(error));
}

void ConnectionEditor::updateEnvironment()
{
    m_productionWarning->setVisible(profile().environment == Environment::Production);
    if (m_lifecycle)
        m_lifecycle->setBaseUrl(m_form->values().value(u"baseUrl"_s));
}
