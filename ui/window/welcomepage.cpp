// SPDX-License-Identifier: Apache-2.0
#include "ui/window/welcomepage.h"

#include "ui/help/helplink.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int welcomeWidth = 620;

QPushButton *welcomeButton(const QString &objectName, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setAutoDefault(true);
    return button;
}
} // namespace

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"welcomePage"_s);
    setAccessibleName(tr("Welcome"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    auto *content = new QWidget(this);
    content->setMaximumWidth(welcomeWidth);
    content->setMinimumWidth(welcomeWidth - 100);
    QLabel *title = plainLabel(tr("You are in the sandbox"));
    title->setObjectName(u"welcomeTitle"_s);
    title->setFont(headingFont(6));
    QLabel *text = plainLabel(
        tr("It is a server inside this program that plays the token services, on this computer alone. Every card in it "
           "is a test card: nothing that you do here reaches a real one. It is as strict as the real services, so "
           "what works here works there."));

    auto *tour = welcomeButton(u"welcomeTourButton"_s, tr("Watch the tour"), content);
    auto *lookUp = welcomeButton(u"welcomeLookUpButton"_s, tr("Look up a token"), content);
    auto *settings = welcomeButton(u"welcomeSettingsButton"_s, tr("Add a connection"), content);
    auto *begin = welcomeButton(u"welcomeBeginButton"_s, tr("Begin"), content);
    setRole(begin, "primary");
    connect(tour, &QPushButton::clicked, this, &WelcomePage::tourRequested);
    connect(lookUp, &QPushButton::clicked, this, [this] { Q_EMIT lookUpRequested(u"tk_9f3c2a71e4"_s); });
    connect(settings, &QPushButton::clicked, this, &WelcomePage::settingsRequested);
    connect(begin, &QPushButton::clicked, this, &WelcomePage::left);

    auto *ways = new QGridLayout;
    ways->setHorizontalSpacing(20);
    ways->setVerticalSpacing(Metrics::gap);
    ways->setColumnStretch(1, 1);
    const std::pair<QPushButton *, QString> rows[] = {
        {tour, tr("A second window works through the main tasks by itself, with tokens of its own: about a minute.")},
        {lookUp, tr("The one with the id tk_9f3c2a71e4. Later, paste an id into the box at the top (Ctrl+L).")},
        {settings, tr("To a real token service, once it has given you an address, keys and certificates.")},
    };
    int row = 0;
    for (const auto &[button, what] : rows) {
        QLabel *label = plainLabel(what, "muted");
        label->setBuddy(button);
        ways->addWidget(button, row, 0);
        ways->addWidget(label, row++, 1);
    }
    auto *column = new QVBoxLayout(content);
    column->setSpacing(Metrics::gap);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(Metrics::spacing);
    column->addLayout(ways);
    column->addSpacing(Metrics::spacing);
    auto *last = new QHBoxLayout;
    auto *more = new HelpLink(tr("More about the sandbox"), u"sandbox"_s, content);
    last->addWidget(more);
    last->addStretch(1);
    last->addWidget(begin);
    column->addLayout(last);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(content, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    setFocusProxy(begin);
}
