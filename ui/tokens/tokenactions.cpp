// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenactions.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
QAction *prepared(const QString &objectName, const QString &text, const QKeySequence &shortcut, Qt::ShortcutContext context,
                  QObject *parent)
{
    auto *action = new QAction(text, parent);
    action->setObjectName(objectName);
    action->setShortcut(shortcut);
    action->setShortcutContext(context);
    return action;
}

void enable(QAction *action, const QString &whatItDoes, const QString &whyNot)
{
    action->setEnabled(whyNot.isEmpty());
    action->setToolTip(whyNot.isEmpty() ? whatItDoes : whyNot);
}
} // namespace

TokenActions::TokenActions(QObject *parent)
    : QObject(parent), m_refresh(prepared(u"refreshAction"_s, tr("&Refresh"), QKeySequence(Qt::Key_F5), Qt::WindowShortcut, this)),
      // Within a text, Ctrl+C copies what is selected there.
      m_copyId(prepared(u"copyIdAction"_s, tr("&Copy token id"), QKeySequence(QKeySequence::Copy), Qt::WidgetShortcut, this)),
      m_copyCurl(prepared(u"copyCurlAction"_s, tr("Copy as c&url (redacted)"), {}, Qt::WindowShortcut, this)),
      m_report(prepared(u"evidenceAction"_s, tr("E&vidence report…"), {}, Qt::WindowShortcut, this)),
      m_suspend(prepared(u"suspendAction"_s, {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), Qt::WindowShortcut, this)),
      m_resume(prepared(u"resumeAction"_s, {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), Qt::WindowShortcut, this)),
      m_updateSeveral(prepared(u"updateSeveralAction"_s, tr("&Update several…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U), Qt::WindowShortcut, this)),
      m_erase(prepared(u"deleteAction"_s, tr("&Delete…"), QKeySequence(Qt::Key_Delete), Qt::WidgetWithChildrenShortcut, this))
{
}

void TokenActions::attachTo(QWidget &page, QWidget &table)
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    table.addActions({m_refresh, m_copyId, m_copyCurl, m_report, separator, m_suspend, m_resume, m_updateSeveral, m_erase});
    page.addActions({m_refresh, m_suspend, m_resume, m_updateSeveral, m_erase});
}

void TokenActions::update(const Situation &situation)
{
    const bool hasToken = situation.isOnScreen && situation.capabilities && !situation.token.isEmpty();
    const QString noToken = hasToken ? QString() : tr("Select a token first.");
    enable(m_refresh, tr("Ask the server again"), noToken);
    enable(m_copyId, tr("Copy the token id"), noToken);
    enable(m_report, tr("Save what is known of this token for a ticket, as PDF and JSON"), noToken);
    updateChange(m_suspend, Operation::Suspend, situation);
    updateChange(m_resume, Operation::Resume, situation);
    enable(m_updateSeveral, tr("Change the cards behind tokens, in one request: those that are selected, or others"),
           situation.isOnScreen ? QString() : tr("Go to the Tokens page first."));
    m_updateSeveral->setVisible(situation.capabilities && situation.capabilities->updateSeveral);
    enable(m_erase, tr("Delete this token for good"), hasToken ? whyNotDelete(situation) : noToken);
    m_erase->setVisible(situation.capabilities && situation.capabilities->offers(Operation::Delete));
}

QString TokenActions::whyNotDelete(const Situation &situation)
{
    if (!situation.state)
        return tr("The server has not said that this token exists.");
    if (situation.isBeingDeleted)
        return tr("This token is being deleted just now.");
    if (situation.isBeingChanged)
        return tr("This token is being suspended or resumed just now.");
    if (situation.selected.size() > 1 || situation.areTooMany)
        return tr("Select one token: each deletion is confirmed by itself.");
    return illegalBecause(Operation::Delete, *situation.state);
}

QString TokenActions::whyNotChange(Operation operation, const Situation &situation)
{
    if (!situation.isOnScreen || !situation.capabilities || situation.token.isEmpty())
        return tr("Select a token first.");
    if (situation.areTooMany)
        return tr("Select at most %1 tokens at once.").arg(mostAtOnce);
    if (situation.selected.size() > 1) {
        const bool isAnyLegal = std::any_of(situation.selected.cbegin(), situation.selected.cend(),
                                            [operation](TokenState state) { return isLegal(operation, state); });
        if (isAnyLegal)
            return {};
        return operation == Operation::Suspend ? tr("None of the selected tokens can be suspended.")
                                               : tr("None of the selected tokens can be resumed.");
    }
    if (!situation.state)
        return tr("The server has not said that this token exists.");
    if (situation.isBeingDeleted)
        return tr("This token is being deleted just now.");
    if (situation.isBeingChanged)
        return tr("This token is being suspended or resumed just now.");
    return illegalBecause(operation, *situation.state);
}

QString TokenActions::changeTip(Operation operation, const Situation &situation)
{
    const QString what = operation == Operation::Suspend ? tr("Let payments with it fail until it is resumed")
                                                         : tr("Let payments with it go through again");
    return situation.capabilities && situation.capabilities->isByContract(operation)
               ? tr("%1. Contract extension").arg(what)
               : what;
}

void TokenActions::updateChange(QAction *action, Operation operation, const Situation &situation)
{
    const bool isSuspend = operation == Operation::Suspend;
    const qsizetype count = situation.selected.size();
    if (count > 1)
        action->setText((isSuspend ? tr("&Suspend %1 tokens…") : tr("R&esume %1 tokens…")).arg(count));
    else
        action->setText(isSuspend ? tr("&Suspend…") : tr("R&esume…"));
    enable(action, changeTip(operation, situation), whyNotChange(operation, situation));
    action->setVisible(situation.capabilities && situation.capabilities->offers(operation));
}
