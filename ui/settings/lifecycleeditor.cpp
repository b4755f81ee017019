// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/lifecycleeditor.h"

#include "ui/forms/hintline.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int bodyLines = 3;
constexpr int reasonListLines = 5;
constexpr int previewLines = 6;

QLabel *sentence(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    setRole(label, "muted");
    return label;
}

QPlainTextEdit *lines(int count, bool isIdentifier, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setTabChangesFocus(true);
    if (isIdentifier)
        edit->setFont(identifierFont());
    edit->setFixedHeight(count * edit->fontMetrics().lineSpacing() + 2 * Metrics::gap);
    return edit;
}

QString helpFor(QLatin1StringView part)
{
    if (part == "path"_L1)
        return LifecycleEditor::tr("Below the base address; {tokenId} stands for the token.");
    if (part == "body"_L1)
        return LifecycleEditor::tr(
            "JSON, or empty. Texts may hold {reason}, {comment}, {ticket}, {operatorId}, {tokenId} and "
            "{correlationId}.");
    if (part == "status"_L1)
        return LifecycleEditor::tr("Any other answer means that it is not certain what happened.");
    if (part == "reasons"_L1)
        return LifecycleEditor::tr("One “code = label” a line. The code is sent, the label is what people read.");
    return {};
}

QString nameOf(Operation operation)
{
    return operation == Operation::Suspend ? LifecycleEditor::tr("Suspend") : LifecycleEditor::tr("Resume");
}
} // namespace

LifecycleEditor::LifecycleEditor(const LifecycleExtension &extension, QWidget *parent)
    : QWidget(parent), m_isOn(new QCheckBox(tr("The contract of this connection adds suspend and resume"), this)),
      m_calls(new QWidget(this))
{
    setObjectName(u"lifecycleEditor"_s);
    setAccessibleName(tr("Contract extension"));
    auto *heading = new QLabel(tr("Contract extension"), this);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(headingFont(0));
    setRole(heading, "subheading");
    auto *rule = new QFrame(this);
    rule->setFixedHeight(1);
    setRole(rule, "line");
    m_isOn->setObjectName(u"lifecycle.onCheckBox"_s);
    m_isOn->setAccessibleName(m_isOn->text());

    auto *calls = new QVBoxLayout(m_calls);
    calls->setContentsMargins({});
    calls->setSpacing(Metrics::gap);
    calls->addWidget(buildCall(Operation::Suspend, m_suspend));
    calls->addWidget(buildCall(Operation::Resume, m_resume));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Metrics::gap, 0, Metrics::gap);
    column->setSpacing(Metrics::spacing);
    column->addWidget(heading);
    column->addWidget(rule);
    column->addWidget(sentence(
        tr("The service documents no suspend and no resume for merchants. Turn this on only when your contract "
           "describes such requests, and copy them from there."),
        this));
    column->addWidget(m_isOn);
    column->addWidget(m_calls);
    fill(m_suspend, extension.suspend);
    fill(m_resume, extension.resume);
    m_isOn->setChecked(extension.isOn);
    connect(m_isOn, &QCheckBox::toggled, this, &LifecycleEditor::judge);
    judge();
}

QWidget *LifecycleEditor::buildCall(Operation operation, CallParts &parts)
{
    auto *place = new QWidget(m_calls);
    parts.method = new QComboBox(place);
    parts.method->addItems({u"POST"_s, u"PUT"_s, u"PATCH"_s});
    parts.path = new QLineEdit(place);
    parts.path->setFont(identifierFont());
    parts.body = lines(bodyLines, true, place);
    parts.status = new QLineEdit(place);
    parts.status->setMaxLength(3);
    parts.reasons = lines(reasonListLines, false, place);
    parts.preview = lines(previewLines, true, place);
    parts.preview->setReadOnly(true);
    parts.preview->setObjectName(lifecycle::key(operation, "preview"_L1));
    parts.preview->setAccessibleName(tr("%1: what is sent").arg(nameOf(operation)));

    auto *heading = new QLabel(nameOf(operation), place);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(headingFont(0, QFont::DemiBold));
    auto *sent = new QLabel(tr("What is sent, without what is secret"), place);
    sent->setTextFormat(Qt::PlainText);
    sent->setFont(headingFont(0, QFont::Medium));
    auto *grid = new QGridLayout(place);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(Metrics::unit);
    grid->setColumnStretch(1, 1);
    grid->addWidget(heading, 0, 0, 1, 2);
    addPart(*grid, 1, operation, "method"_L1, tr("Method"), parts.method);
    addPart(*grid, 3, operation, "path"_L1, tr("Path"), parts.path);
    addPart(*grid, 5, operation, "body"_L1, tr("Body"), parts.body);
    addPart(*grid, 7, operation, "status"_L1, tr("Success"), parts.status);
    addPart(*grid, 9, operation, "reasons"_L1, tr("Reasons"), parts.reasons);
    grid->addWidget(sent, 11, 0, 1, 2);
    grid->addWidget(parts.preview, 12, 0, 1, 2);
    connect(parts.method, &QComboBox::currentIndexChanged, this, &LifecycleEditor::judge);
    for (QLineEdit *edit : {parts.path, parts.status})
        connect(edit, &QLineEdit::textChanged, this, &LifecycleEditor::judge);
    for (QPlainTextEdit *edit : {parts.body, parts.reasons})
        connect(edit, &QPlainTextEdit::textChanged, this, &LifecycleEditor::judge);
    return place;
}

void LifecycleEditor::addPart(QGridLayout &grid, int row, Operation operation, QLatin1StringView part,
                              const QString &label, QWidget *editor)
{
    const QString key = lifecycle::key(operation, part);
    editor->setObjectName(key);
    editor->setAccessibleName(u"%1: %2"_s.arg(nameOf(operation), label));
    auto *name = new QLabel(label, editor->parentWidget());
    name->setTextFormat(Qt::PlainText);
    name->setBuddy(editor);
    name->setContentsMargins(0, Metrics::spacing, 0, 0);
    auto *hint = new HintLine(editor->parentWidget());
    hint->setObjectName(key + u"Hint"_s);
    hint->say(HintLine::Tone::Help, helpFor(part));
    hint->setVisible(!helpFor(part).isEmpty());
    grid.addWidget(name, row, 0, Qt::AlignTop);
    grid.addWidget(editor, row, 1);
    grid.addWidget(hint, row + 1, 1);
    m_hints.insert(key, hint);
    m_editors.insert(key, editor);
}

void LifecycleEditor::fill(const CallParts &parts, const LifecycleCall &call)
{
    if (parts.method->findText(call.method) < 0)
        parts.method->addItem(call.method); // shown as it is stored, and named as wrong
    parts.method->setCurrentText(call.method);
    parts.path->setText(call.path);
    parts.body->setPlainText(call.body);
    parts.status->setText(call.expectedStatus);
    parts.reasons->setPlainText(call.reasons);
}

LifecycleCall LifecycleEditor::read(const CallParts &parts)
{
    return {.method = parts.method->currentText(),
            .path = parts.path->text().trimmed(),
            .body = parts.body->toPlainText().trimmed(),
            .expectedStatus = parts.status->text().trimmed(),
            .reasons = parts.reasons->toPlainText()};
}

LifecycleExtension LifecycleEditor::extension() const
{
    return {.isOn = m_isOn->isChecked(), .suspend = read(m_suspend), .resume = read(m_resume)};
}

void LifecycleEditor::setBaseUrl(const QString &url)
{
    if (m_baseUrl == url)
        return;
    m_baseUrl = url;
    judge();
}

void LifecycleEditor::judge()
{
    m_calls->setVisible(m_isOn->isChecked());
    QMap<QString, QString> problems;
    for (const FieldProblem &problem : lifecycle::problems(extension()))
        problems.insert(problem.key, problem.message);
    for (auto hint = m_hints.cbegin(); hint != m_hints.cend(); ++hint) {
        const QString problem = problems.value(hint.key());
        const QByteArray part = hint.key().section(u'.', -1).toLatin1();
        const QString help = helpFor(QLatin1StringView(part));
        hint.value()->say(problem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error,
                          problem.isEmpty() ? help : shown(problem));
        hint.value()->setVisible(!problem.isEmpty() || !help.isEmpty());
        m_editors.value(hint.key())->setAccessibleDescription(hint.value()->spoken());
    }
    preview(Operation::Suspend, m_suspend);
    preview(Operation::Resume, m_resume);
    Q_EMIT changed();
}

void LifecycleEditor::preview(Operation operation, const CallParts &parts)
{
    LifecycleExtension on = extension();
    on.isOn = true;
    const QList<Choice> reasons = lifecycle::reasons(on.call(operation));
    const Result<LifecycleRequest> request =
        lifecycle::request(on, {.operation = operation,
                                .token = {u"tk_example"_s},
                                .reason = reasons.isEmpty() ? QString() : reasons.first().value,
                                .comment = u"…"_s,
                                .ticket = u"TICKET-1"_s,
                                .operatorId = u"operator"_s,
                                .correlationId = u"00000000-0000-4000-8000-000000000000"_s});
    if (!request)
        return parts.preview->setPlainText(tr("Nothing can be sent like this: correct what is marked."));
    QString base = m_baseUrl;
    while (base.endsWith(u'/'))
        base.chop(1);
    QStringList text{u"%1 %2%3"_s.arg(QString::fromLatin1(request->method), shown(base), request->path),
                     tr("authorization: (hidden)"), tr("x-correlation-id: (a new one each time)")};
    if (!request->body.isEmpty())
        text << u"content-type: application/json"_s << QString() << QString::fromUtf8(request->body);
    parts.preview->setPlainText(text.join(u'\n'));
}

void LifecycleEditor::focusFirstProblem()
{
    for (const FieldProblem &problem : lifecycle::problems(extension())) {
        if (QWidget *editor = m_editors.value(problem.key))
            return editor->setFocus();
    }
}

bool LifecycleEditor::showProblem(const QString &key, const QString &problem)
{
    HintLine *hint = m_hints.value(key);
    if (!hint)
        return false;
    hint->say(HintLine::Tone::Error, problem);
    hint->show();
    m_editors.value(key)->setFocus();
    return true;
}

void LifecycleEditor::setReadOnly(bool isReadOnly)
{
    m_isOn->setEnabled(!isReadOnly);
    m_calls->setEnabled(!isReadOnly);
}
