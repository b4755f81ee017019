// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "app/settings/connectionstore.h"
#include "app/settings/preferences.h"
#include "ui/settings/connectioneditor.h"

#include <QWidget>

class ConnectionList;
class HintLine;
class Notice;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

//! The connections of this desk, who works at it, and how it looks.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    //! All of it outlives the page.
    SettingsPage(Desk &desk, ConnectionStore &store, Preferences &preferences, const Clock &clock,
                 QWidget *parent = nullptr);

    //! Below the others.
    void addSection(QWidget *section);
    void setConnections(const QList<ConnectionProfile> &profiles);
    //! Shows preferences that were changed elsewhere.
    void readPreferences();

Q_SIGNALS:
    void connectionsChanged(const QList<ConnectionProfile> &profiles);
    //! Other secrets are stored for it now: what was opened with the old ones still uses those.
    void secretsChanged(const ConnectionProfile &profile);
    void preferencesChanged();
    void openRequested(const ConnectionProfile &profile);

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *buildConnections();
    [[nodiscard]] QWidget *buildGeneral();
    void updateButtons();
    void updateCardImages();
    void writeCardImages(bool isAllowed);
    void add(const QString &kind);
    void edit(const ConnectionProfile &profile);
    void duplicate();
    void askRemove();
    void remove(const ConnectionProfile &profile);
    void test();
    //! Writes the profile, then its secrets. Says what became of it, also when nobody waits for the answer.
    [[nodiscard]] Pending<Done> keep(const ConnectionProfile &profile, const ConnectionEditor::Secrets &secrets);
    //! Records a change to a connection, or to its keys; names of settings only, never values.
    void recordChange(JournalEvent::Kind kind, const ConnectionProfile &profile, const QString &what,
                      bool succeeded = true);
    void forgetSecrets(const ConnectionProfile &profile);
    void writePreferences();

    Desk &m_desk;
    ConnectionStore &m_store;
    Preferences &m_preferences;
    const Clock &m_clock;
    QList<ConnectionProfile> m_profiles;

    QVBoxLayout *m_sections;
    Notice *m_notice;
    QLabel *m_secretsNote;
    QCheckBox *m_cardImages;
    ConnectionList *m_list;
    QPushButton *m_openButton;
    QPushButton *m_addButton;
    QPushButton *m_editButton;
    QPushButton *m_duplicateButton;
    QPushButton *m_testButton;
    QPushButton *m_removeButton;
    QLineEdit *m_operatorId;
    HintLine *m_operatorHint;
    QComboBox *m_appearance;
    QCheckBox *m_compactRows;
};
