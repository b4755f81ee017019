// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"

#include <QDialog>

#include <functional>

class FormView;
class LifecycleEditor;
class Notice;
class QLabel;
class QPushButton;

//! Describes one connection: its name, its environment and what its kind of token service asks for. A secret that is
//! already kept is never read into the dialog: it stays unless another is typed. What was typed stays until it is kept.
class ConnectionEditor : public QDialog
{
    Q_OBJECT
public:
    using Secrets = QMap<QString, std::shared_ptr<const SecretBytes>>;
    //! Keeps the connection and the secrets that were typed for it. Goes on when the dialog is closed meanwhile.
    using Keep = std::function<Pending<Done>(const ConnectionProfile &, const Secrets &)>;

    //! `profile` with an empty name is a new one; its id is set. Desk and clock outlive the dialog.
    ConnectionEditor(Desk &desk, const ConnectionProfile &profile, const Clock &clock, Keep keep, QWidget *parent);

private:
    void build();
    void findStoredSecrets();
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] Secrets typedSecrets() const;
    void test();
    void save();
    void setBusy(const QString &doing);
    void showFailure(const Error &error, const QString &headline);
    void updateEnvironment();
    //! Whether what was typed can be used; otherwise says what cannot, and goes there.
    [[nodiscard]] bool attempt();

    Desk &m_desk;
    const Clock &m_clock;
    ConnectionProfile m_profile;
    Keep m_keep;
    const ProviderKind *m_kind;
    Notice *m_notice;
    QLabel *m_productionWarning;
    FormView *m_form;
    LifecycleEditor *m_lifecycle = nullptr; //!< null where the service takes no contract extension
    QLabel *m_progress;
    QPushButton *m_testButton;
    QPushButton *m_cancelButton;
    QPushButton *m_saveButton;
};
