// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"
#include "app/domain/token.h"
#include "app/operations/desk.h"

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QLabel;
class QStandardItemModel;

//! Where a token id is pasted. While typing it offers what the workspace knows; Enter asks the server. Last digits are
//! looked up here: one token is taken, several are offered.
class LookUpBox : public QLineEdit
{
    Q_OBJECT
public:
    explicit LookUpBox(QWidget *parent = nullptr);
    void setSession(std::shared_ptr<const Session> session);
    //! As if `text` had been pasted and Enter pressed.
    void take(const QString &text);

Q_SIGNALS:
    void lookUpRequested(const TokenId &token);
    //! What was typed cannot be looked up, and why.
    void refused(const QString &why);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void suggest();
    void submit();
    void submitLastDigits(const QString &digits);
    //! Whether an answer about `asked` is still of use: neither the session nor the text has changed.
    [[nodiscard]] bool isCurrent(const std::shared_ptr<const Session> &session, const QString &asked) const;
    void offer(const QList<FoundToken> &tokens);
    void placeHint();

    std::shared_ptr<const Session> m_session;
    QStandardItemModel *m_suggestions;
    QCompleter *m_completer;
    QLabel *m_hint;
    QTimer m_pause;
};
