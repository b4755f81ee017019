// SPDX-License-Identifier: Apache-2.0
#include "ui/create/createpage.h"

#include "ui/create/createpane.h"
#include "ui/theme/theme.h"

#include <QStackedLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

CreatePage::CreatePage(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_stack(new QStackedLayout(this))
{
    setObjectName(u"createPage"_s);
    setAccessibleName(tr("Create a token"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
}

void CreatePage::start(std::shared_ptr<const Session> session, const QString &formId)
{
    if (session != m_session) {
        reset();
        m_session = std::move(session);
    }
    CreatePane *pane = m_session ? paneFor(formId) : nullptr;
    if (!pane)
        return;
    m_stack->setCurrentWidget(pane);
    pane->activate();
}

void CreatePage::reset()
{
    for (CreatePane *pane : m_panes) {
        m_stack->removeWidget(pane);
        pane->hide();
        pane->discard();
        pane->deleteLater();
    }
    m_panes.clear();
    m_session.reset();
}

CreatePane *CreatePage::paneFor(const QString &formId)
{
    const Form *form = m_session->operations->capabilities().create(formId);
    if (!form || m_panes.contains(formId))
        return m_panes.value(formId);
    auto *pane = new CreatePane(m_session, *form, m_clock, this);
    connect(pane, &CreatePane::created, this, &CreatePage::created);
    connect(pane, &CreatePane::arrived, this, &CreatePage::arrived);
    connect(pane, &CreatePane::accepted, this, &CreatePage::accepted);
    connect(pane, &CreatePane::finished, this, &CreatePage::finished);
    connect(pane, &CreatePane::reported, this, &CreatePage::reported);
    connect(pane, &CreatePane::tokenRequested, this, &CreatePage::tokenRequested);
    m_panes.insert(formId, pane);
    m_stack->addWidget(pane);
    return pane;
}

bool CreatePage::hasUnsentInput() const
{
    return std::any_of(m_panes.begin(), m_panes.end(), [](const CreatePane *pane) { return pane->hasUnsentInput(); });
}
