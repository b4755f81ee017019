// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"

#include <QDialog>

class FormView;
class Notice;
class QLabel;
class QPushButton;

//! Describes one connection: its name, its environment and what its kind of token service asks for. A secret that is
//! already kept is never read into the dialog: it stays unless another is typed.
class ConnectionEditor : public QDialog
{
    Q_OBJECT
public:
    //! `profile` with an empty name is a new one; its id is set. Desk and clock outlive the dialog.
    ConnectionEditor(Desk &desk, const ConnectionProfile &profile, const Clock &clock, QWidget *parent);

Q_SIGNALS:
    //! Its secrets are stored; the profile itself is for the owner to store.
    void saved(const ConnectionProfile &profile);

private:
    using Secrets = QMap<QString, std::shared_ptr<const SecretBytes>>;

    void build();
    void findStoredSecrets();
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] Secrets typedSecrets() const;
    void test();
    void save();
    void setBusy(const QString &doing);
    void showFailure(const Error &error);
    void updateEnvironment();

    Desk &m_desk;
    const Clock &m_clock;
    ConnectionProfile m_profile;
    const ProviderKind *m_kind;
    Notice *m_notice;
    QLabel *m_productionWarning;
    FormView *m_form;
    QLabel *m_progress;
    QPushButton *m_testButton;
    QPushButton *m_cancelButton;
    QPushButton *m_saveButton;
};
