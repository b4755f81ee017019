// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/sandbox/sandboxmessage.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

//! What can be made to happen in a running sandbox on demand, as the parties behind the API would: commands by name.
//! Reached over HTTP and from this program; whoever has something to add adds a command. Lives in the sandbox's thread.
class SandboxControl
{
public:
    struct Command {
        QString name; //!< "issuer-suspend"
        QString help; //!< one English sentence, with the arguments
        //! Runs inside a database transaction, which is undone when it fails. InvalidInput for arguments that make no
        //! sense, NotFound, Rejected when the token's state does not allow it.
        std::function<Result<QJsonObject>(const QJsonObject &arguments)> run;
    };
    using Action = std::function<Result<QJsonObject>()>;
    //! Runs an action in a transaction.
    using Transaction = std::function<Result<QJsonObject>(const Action &)>;

    explicit SandboxControl(Transaction transaction) : m_transaction(std::move(transaction)) {}

    void add(const Command &command) { m_commands.append(command); }
    [[nodiscard]] const QList<Command> &commands() const { return m_commands; }
    //! NotFound for a command that nobody has added.
    [[nodiscard]] Result<QJsonObject> run(const QString &name, const QJsonObject &arguments) const;
    //! GET /control lists the commands, POST /control/NAME with a JSON object of arguments runs one: 200 with what it
    //! says, 400, 404 or 409 with {"error"}.
    [[nodiscard]] SandboxAnswer answer(const SandboxRequest &request) const;

private:
    Transaction m_transaction;
    QList<Command> m_commands;
};
