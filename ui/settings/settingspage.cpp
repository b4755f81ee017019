// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settingspage.h"

#include "app/core/observe.h"
#include "ui/errortext.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/help/helplink.h"
#include "ui/settings/connectionlist.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int contentWidth = 720;
constexpr int operatorIdLimit = 64;

QLabel *heading(const QString &text, int steps)
{
    QLabel *label = plainLabel(text);
    label->setFont(headingFont(steps));
    return label;
}

//! Stores the secrets one after another; the first that fails ends it.
Pending<Done> storeAll(const std::shared_ptr<SecretStore> &store, const QString &connectionId,
                       ConnectionEditor::Secrets secrets)
{
    if (secrets.isEmpty())
        return settled<Done>(Done{});
    const QString key = secrets.firstKey();
    const std::shared_ptr<const SecretBytes> secret = secrets.take(key); // before what is left is captured
    return chain<Done>(store->write(connectionId, key, secret),
                       [store, connectionId, secrets](const Done &) { return storeAll(store, connectionId, secrets); });
}

//! The names of the settings in which the two differ.
QString changedSettings(const ConnectionProfile &before, const ConnectionProfile &after)
{
    QStringList names;
    if (before.name != after.name)
        names << u"name"_s;
    if (before.environment != after.environment)
        names << u"environment"_s;
    QMap<QString, QString> both = before.values;
    both.insert(after.values);
    for (auto setting = both.cbegin(); setting != both.cend(); ++setting) {
        if (before.values.value(setting.key()) != after.values.value(setting.key()))
            names << setting.key();
    }
    return names.isEmpty() ? u"nothing"_s : names.join(u", "_s);
}
} // namespace

SettingsPage::SettingsPage(Desk &desk, ConnectionStore &connections, Preferences &preferences, const Clock &clock,
                           QWidget *parent)
    : QWidget(parent), m_desk(desk), m_store(connections), m_preferences(preferences), m_clock(clock)
{
    setObjectName(u"settingsPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"settingsScrollArea"_s);
    scroll->setAccessibleName(tr("Settings"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    auto *content = new QWidget(scroll);
    content->setMaximumWidth(contentWidth);
    auto *column = m_sections = new QVBoxLayout(content);
    column->setContentsMargins(28, 20, 28, 28);
    column->setSpacing(Metrics::gap);
    column->addWidget(heading(tr("Settings"), 5));
    m_notice = new Notice(content);
    column->addWidget(m_notice);
    column->addWidget(buildConnections());
    column->addSpacing(Metrics::gap);
    column->addWidget(buildGeneral());
    column->addStretch(1);
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // the page's own ground shows through, also beside the content
    scroll->viewport()->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    readPreferences();
    updateButtons();
}

void SettingsPage::addSection(QWidget *section)
{
    const int end = m_sections->count() - 1; // before what stretches
    m_sections->insertSpacing(end, Metrics::gap);
    m_sections->insertWidget(end + 1, section);
}

QWidget *SettingsPage::buildConnections()
{
    auto *section = new QWidget(this);
    auto *link = new HelpLink(tr("What is a connection?"), u"connections"_s, section);
    m_list = new ConnectionList(section);
    m_list->setMinimumHeight(220);
    m_list->setStyleSheet(u"ConnectionList { border: 1px solid palette(mid); border-radius: 6px; }"_s);
    const auto button = [section](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, section);
        made->setObjectName(name);
        made->setAccessibleName(text);
        return made;
    };
    m_openButton = button(u"openConnectionButton"_s, tr("Open"));
    m_addButton = button(u"addConnectionButton"_s, tr("Add…"));
    m_editButton = button(u"editConnectionButton"_s, tr("Edit…"));
    m_duplicateButton = button(u"duplicateConnectionButton"_s, tr("Duplicate…"));
    m_testButton = button(u"testStoredConnectionButton"_s, tr("Test"));
    m_removeButton = button(u"removeConnectionButton"_s, tr("Remove…"));
    setRole(m_removeButton, "danger");

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    for (QPushButton *each : {m_openButton, m_addButton, m_editButton, m_duplicateButton, m_testButton, m_removeButton})
        buttons->addWidget(each);
    buttons->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::gap);
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::spacing);
    auto *title = new QHBoxLayout;
    title->addWidget(heading(tr("Connections"), 1), 1);
    title->addWidget(link);
    column->addLayout(title);
    m_secretsNote = plainLabel({}, "muted");
    m_secretsNote->setObjectName(u"secretsNote"_s);
    column->addWidget(m_secretsNote);
    column->addLayout(row);
    m_cardImages = new QCheckBox(tr("Show card pictures from the hosts that this connection’s server names"), section);
    m_cardImages->setObjectName(u"cardImagesCheckBox"_s);
    m_cardImages->setAccessibleName(m_cardImages->text());
    m_cardImages->setToolTip(tr("Those hosts see that a card is looked at on this desk."));
    column->addWidget(m_cardImages);
    connect(m_cardImages, &QCheckBox::clicked, this, &SettingsPage::writeCardImages);

    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsPage::updateButtons);
    connect(m_openButton, &QPushButton::clicked, this, [this] {
        if (const ConnectionProfile *profile = m_list->current())
            Q_EMIT openRequested(*profile);
    });
    connect(m_editButton, &QPushButton::clicked, this, [this] {
        if (const ConnectionProfile *profile = m_list->current())
            edit(*profile);
    });
    connect(m_duplicateButton, &QPushButton::clicked, this, &SettingsPage::duplicate);
    connect(m_testButton, &QPushButton::clicked, this, &SettingsPage::test);
    connect(m_removeButton, &QPushButton::clicked, this, &SettingsPage::askRemove);
    auto *kinds = new QMenu(m_addButton);
    kinds->setObjectName(u"connectionKindMenu"_s);
    for (const ProviderKind *kind : m_desk.kinds())
        connect(kinds->addAction(kind->label()), &QAction::triggered, this, [this, id = kind->id()] { add(id); });
    m_addButton->setText(tr("Add  ▾")); // the theme draws no arrow of its own
    m_addButton->setMenu(kinds);
    return section;
}

QWidget *SettingsPage::buildGeneral()
{
    auto *section = new QWidget(this);
    m_operatorId = new QLineEdit(section);
    m_operatorId->setObjectName(u"operatorIdLineEdit"_s);
    m_operatorId->setAccessibleName(tr("Operator id"));
    m_operatorId->setMaxLength(operatorIdLimit);
    m_operatorId->setMaximumWidth(320);
    m_operatorHint = new HintLine(section);
    m_appearance = new QComboBox(section);
    m_appearance->setObjectName(u"appearanceComboBox"_s);
    m_appearance->setAccessibleName(tr("Appearance"));
    m_appearance->setMaximumWidth(320);
    m_appearance->addItem(tr("As the system"), static_cast<int>(Preferences::Appearance::System));
    m_appearance->addItem(tr("Light"), static_cast<int>(Preferences::Appearance::Light));
    m_appearance->addItem(tr("Dark"), static_cast<int>(Preferences::Appearance::Dark));
    m_compactRows = new QCheckBox(tr("Compact rows in tables"), section);
    m_compactRows->setObjectName(u"compactRowsCheckBox"_s);
    m_compactRows->setAccessibleName(m_compactRows->text());

    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::unit);
    column->addWidget(heading(tr("This desk"), 1));
    column->addSpacing(Metrics::unit);
    column->addWidget(heading(tr("Operator id"), 0));
    column->addWidget(m_operatorId);
    column->addWidget(m_operatorHint);
    column->addSpacing(Metrics::unit);
    column->addWidget(heading(tr("Appearance"), 0));
    column->addWidget(m_appearance);
    column->addSpacing(Metrics::spacing);
    column->addWidget(m_compactRows);
    connect(m_operatorId, &QLineEdit::editingFinished, this, &SettingsPage::writePreferences);
    connect(m_operatorId, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            m_operatorHint->say(HintLine::Tone::Error, tr("Needed: every operation is signed with it in the journal."));
        else
            m_operatorHint->say(HintLine::Tone::Help, tr("Signs every operation in the journal."));
    });
    connect(m_appearance, &QComboBox::activated, this, &SettingsPage::writePreferences);
    connect(m_compactRows, &QCheckBox::clicked, this, &SettingsPage::writePreferences);
    return section;
}

void SettingsPage::showEvent(QShowEvent *event)
{
    // Whether there is a keychain is found out while the program starts.
    m_secretsNote->setText(
        m_desk.parts().secrets->isPersistent()
            ? tr("API keys and passphrases are kept in the system’s keychain, never in a file.")
            : tr("No keychain was found on this system: API keys and passphrases last until the program ends. "
                 "They are never written to a file."));
    QWidget::showEvent(event);
}

void SettingsPage::readPreferences()
{
    m_operatorId->setText(m_preferences.operatorId());
    m_appearance->setCurrentIndex(m_appearance->findData(static_cast<int>(m_preferences.appearance())));
    m_compactRows->setChecked(m_preferences.compactRows());
    updateCardImages();
}

void SettingsPage::updateCardImages()
{
    const ConnectionProfile *profile = m_list->current();
    m_cardImages->setEnabled(profile);
    m_cardImages->setChecked(profile && m_preferences.cardImagesAllowed(profile->id));
}

void SettingsPage::writeCardImages(bool isAllowed)
{
    const ConnectionProfile *profile = m_list->current();
    if (!profile)
        return;
    m_preferences.setCardImagesAllowed(profile->id, isAllowed);
    writePreferences();
}

void SettingsPage::writePreferences()
{
    m_preferences.setOperatorId(m_operatorId->text());
    m_preferences.setAppearance(static_cast<Preferences::Appearance>(m_appearance->currentData().toInt()));
    m_preferences.setCompactRows(m_compactRows->isChecked());
    if (const Result<Done> saved = m_preferences.save(); !saved)
        m_notice->show(Notice::Kind::Error,
                       describeInSettings(saved.error(), tr("The preferences could not be saved")));
    Q_EMIT preferencesChanged();
}

void SettingsPage::setConnections(const QList<ConnectionProfile> &profiles)
{
    m_profiles = profiles;
    m_list->setProfiles(profiles, [this](const ConnectionProfile &profile) {
        const ProviderKind *kind = m_desk.kind(profile.kind);
        const QString label = kind ? kind->label() : tr("%1, unknown to this version").arg(shown(profile.kind));
        return profile.isBuiltIn ? tr("%1, played by this program on this computer").arg(label) : label;
    });
    updateButtons();
}

void SettingsPage::updateButtons()
{
    updateCardImages();
    const ConnectionProfile *profile = m_list->current();
    const bool isKnown = profile && m_desk.kind(profile->kind);
    const bool isOwn = profile && !profile->isBuiltIn;
    m_openButton->setEnabled(isKnown);
    m_testButton->setEnabled(isKnown);
    m_duplicateButton->setEnabled(isKnown);
    m_editButton->setEnabled(isKnown && isOwn);
    m_removeButton->setEnabled(isOwn);
    const QString why = profile && profile->isBuiltIn
                            ? tr("The built-in sandbox describes itself. Duplicate it to change something.")
                            : QString();
    m_editButton->setToolTip(why);
    m_editButton->setAccessibleDescription(why);
    m_removeButton->setToolTip(why);
    m_removeButton->setAccessibleDescription(why);
}

void SettingsPage::add(const QString &kind)
{
    edit({.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
          .name = {},
          .kind = kind,
          .environment = Environment::Test,
          .values = {}});
}

void SettingsPage::edit(const ConnectionProfile &profile)
{
    const auto keeping = [this](const ConnectionProfile &edited, const ConnectionEditor::Secrets &secrets) {
        return keep(edited, secrets);
    };
    auto *editor = new ConnectionEditor(m_desk, profile, m_clock, keeping, this);
    editor->open();
}

void SettingsPage::duplicate()
{
    const ConnectionProfile *original = m_list->current();
    if (!original)
        return;
    ConnectionProfile copy = *original;
    copy.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    copy.name = tr("%1 (copy)").arg(original->name);
    copy.isBuiltIn = false;
    if (copy.environment == Environment::Sandbox)
        copy.environment = Environment::Test;
    edit(copy);
}

Pending<Done> SettingsPage::keep(const ConnectionProfile &profile, const ConnectionEditor::Secrets &secrets)
{
    // The profile first: when that fails, nothing has changed; when the keychain fails, there is a connection to say
    // so.
    if (const Result<Done> written = m_store.put(profile); !written)
        return failed<Done>(written.error());
    m_notice->dismiss();
    const auto same = std::find_if(m_profiles.begin(), m_profiles.end(),
                                   [&](const ConnectionProfile &p) { return p.id == profile.id; });
    recordChange(JournalEvent::Kind::ConnectionChanged, profile,
                 same == m_profiles.end() ? u"added"_s : u"changed: %1"_s.arg(changedSettings(*same, profile)));
    if (same != m_profiles.end())
        *same = profile;
    else
        m_profiles << profile;
    const Pending<Done> storing = storeAll(m_desk.parts().secrets, profile.id, secrets);
    observe<Done>(this, storing, [this, profile, names = QStringList(secrets.keys())](const Result<Done> &stored) {
        if (!names.isEmpty())
            recordChange(JournalEvent::Kind::KeyChanged, profile, u"stored: %1"_s.arg(names.join(u", "_s)),
                         stored.has_value());
        // Said here, too, because the editor may have been closed by now.
        if (!stored)
            m_notice->show(
                Notice::Kind::Error,
                describeInSettings(stored.error(),
                                   tr("“%1” is saved, but not all of its secrets").arg(shown(profile.name))));
        const bool isStillThere = std::any_of(m_profiles.cbegin(), m_profiles.cend(),
                                              [&](const ConnectionProfile &p) { return p.id == profile.id; });
        if (!isStillThere)
            return forgetSecrets(profile);
        Q_EMIT connectionsChanged(m_profiles);
        if (!names.isEmpty())
            Q_EMIT secretsChanged(profile);
    });
    return storing;
}

void SettingsPage::recordChange(JournalEvent::Kind kind, const ConnectionProfile &profile, const QString &what,
                                bool succeeded)
{
    (void)m_desk.parts().journal->record({.kind = kind,
                                          .operatorId = operatorOrNobody(m_preferences.operatorId()),
                                          .connectionId = profile.id,
                                          .token = {},
                                          .affectedItem = profile.name,
                                          .detail = what,
                                          .succeeded = succeeded});
}

void SettingsPage::askRemove()
{
    const ConnectionProfile *profile = m_list->current();
    if (!profile)
        return;
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Remove a connection"),
                        tr("Remove “%1” from this desk?").arg(shown(profile->name)), QMessageBox::Cancel, this);
    question->setObjectName(u"removeConnectionDialog"_s);
    question->setTextFormat(Qt::PlainText);
    const QString secrets =
        m_desk.kind(profile->kind)
            ? tr("Its API key and passphrases are removed from this desk too.")
            : tr("What the keychain holds for it stays there, because this version does not know its names.");
    question->setInformativeText(secrets + u' ' +
                                 tr("Its tokens stay with the token service, and the journal stays as it is."));
    question->setDefaultButton(QMessageBox::Cancel);
    QPushButton *removeButton = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    removeButton->setObjectName(u"confirmRemoveButton"_s);
    removeButton->setAccessibleName(tr("Remove the connection"));
    QAbstractButton *cancelButton = question->button(QMessageBox::Cancel);
    cancelButton->setObjectName(u"cancelRemoveButton"_s);
    cancelButton->setAccessibleName(tr("Cancel: keep the connection"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(removeButton, &QPushButton::clicked, this, [this, removed = *profile] { remove(removed); });
    question->open();
}

void SettingsPage::remove(const ConnectionProfile &profile)
{
    if (const Result<Done> removed = m_store.remove(profile.id); !removed)
        return m_notice->show(Notice::Kind::Error,
                              describeInSettings(removed.error(), tr("“%1” was not removed").arg(shown(profile.name))));
    m_notice->dismiss();
    m_profiles.removeIf([&](const ConnectionProfile &p) { return p.id == profile.id; });
    recordChange(JournalEvent::Kind::ConnectionChanged, profile, u"removed"_s);
    forgetSecrets(profile);
    Q_EMIT connectionsChanged(m_profiles);
}

void SettingsPage::forgetSecrets(const ConnectionProfile &profile)
{
    const ProviderKind *kind = m_desk.kind(profile.kind);
    if (!kind)
        return;
    for (const FormField &field : kind->connectionForm().fields) {
        if (!field.isSecret())
            continue;
        observe<Done>(
            this, m_desk.secretsOf(profile).remove(profile.id, field.key),
            [this, profile, key = field.key, name = profile.name](const Result<Done> &removed) {
                recordChange(JournalEvent::Kind::KeyChanged, profile, u"removed: %1"_s.arg(key), removed.has_value());
                if (!removed)
                    m_notice->show(
                        Notice::Kind::Error,
                        describeInSettings(removed.error(),
                                           tr("“%1” is removed, but not all of its secrets").arg(shown(name))));
            });
    }
}

void SettingsPage::test()
{
    const ConnectionProfile *profile = m_list->current();
    if (!profile)
        return;
    m_notice->show(Notice::Kind::Note, tr("Asking %1…").arg(shown(profile->name)));
    observe<QString>(this, m_desk.test(*profile, {}), [this, name = profile->name](const Result<QString> &found) {
        if (found)
            m_notice->show(Notice::Kind::Note, tr("%1 works").arg(shown(name)), *found);
        else
            m_notice->show(Notice::Kind::Error,
                           describeInSettings(found.error(), tr("%1 does not work").arg(shown(name))));
    });
}
