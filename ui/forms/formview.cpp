// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/formview.h"

#include "app/domain/formcheck.h"
#include "ui/forms/cardnumbereditor.h"
#include "ui/forms/fieldblock.h"
#include "ui/forms/fieldeditor.h"
#include "ui/forms/formgroup.h"
#include "ui/theme/theme.h"

#include <QScopedValueRollback>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
constexpr int groupGap = 20;

QString becauseOf(const QList<Rule> &rules, const Form &form, const FormValues &values)
{
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule &one) { return holds(one, form, values); });
    return rule == rules.end() ? QString() : rule->because;
}

bool isCardData(Kind kind)
{
    return kind == Kind::CardNumber || kind == Kind::SecurityCode;
}
} // namespace

FormView::FormView(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(groupGap);
    setObjectName(u"formView"_s);
}

void FormView::setForm(const Form &form, const Clock &clock)
{
    clear();
    qDeleteAll(m_groups);
    m_groups.clear();
    m_blocks.clear();
    m_form = form;
    m_clock = &clock;
    build();
    clear();
}

void FormView::build()
{
    QMap<QString, FormGroup *> groups;
    QStringList headings;
    for (const FormField &field : m_form.fields) {
        if (!headings.contains(field.group))
            headings << field.group;
    }
    // Group by group, so that the order of creation, which is the tab order, is the order on screen.
    QHash<QString, FieldBlock *> byKey;
    for (const QString &heading : headings) {
        auto *group = new FormGroup(heading, this);
        m_groups << group;
        layout()->addWidget(group);
        for (const FormField &field : m_form.fields) {
            if (field.group != heading)
                continue;
            auto *block = new FieldBlock(field, group);
            group->add(block);
            byKey.insert(field.key, block);
            connect(block, &FieldBlock::changed, this, &FormView::refresh);
        }
        group->arrange();
    }
    for (const FormField &field : m_form.fields)
        m_blocks << byKey.value(field.key);
}

FormValues FormView::values() const
{
    FormValues values;
    for (const FieldBlock *block : m_blocks)
        block->editor().putInto(values);
    for (const FormField &field : m_form.fields) {
        if (!isShown(field, m_form, values))
            values.remove(field.key);
    }
    return values;
}

void FormView::setValues(const QMap<QString, QString> &values)
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        for (FieldBlock *block : m_blocks) {
            if (values.contains(block->field().key))
                block->editor().setValue(values.value(block->field().key));
        }
    }
    refresh();
}

void FormView::load(const FormValues &values)
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        for (FieldBlock *block : m_blocks) {
            const FormField &field = block->field();
            block->editor().wipe();
            if (field.isSecret() && values.has(field.key))
                block->editor().setSecret(values.secret(field.key));
            else if (!field.isSecret())
                block->editor().setValue(values.value(field.key));
            block->unflag();
        }
    }
    refresh();
}

void FormView::setStoredSecrets(const QSet<QString> &keys)
{
    for (FieldBlock *block : m_blocks)
        block->editor().setStored(keys.contains(block->field().key));
    refresh();
}

void FormView::refresh()
{
    if (m_isBusy || !m_clock)
        return;
    const FormValues now = values();
    const Scheme scheme = schemeIn(m_form, now);
    bool isRearranged = false;
    for (FieldBlock *block : m_blocks) {
        const bool wasHidden = block->isHidden();
        block->editor().setScheme(scheme);
        present(*block, now);
        isRearranged = isRearranged || wasHidden != block->isHidden();
    }
    if (isRearranged) {
        for (FormGroup *group : m_groups)
            group->arrange();
    }
    Q_EMIT changed();
}

void FormView::present(FieldBlock &block, const FormValues &values)
{
    const FormField &field = block.field();
    const FieldEditor &editor = block.editor();
    FieldStanding standing{.isShown = isShown(field, m_form, values), .isRequired = isRequired(field, m_form, values)};
    if (!standing.isShown)
        standing.because = becauseOf(field.hiddenWhen, m_form, values);
    else if (standing.isRequired)
        standing.because = requiredBecause(field, m_form, values);
    else
        standing.because = becauseOf(field.optionalWhen, m_form, values);
    const bool isKeptElsewhere = editor.isStored() && editor.isBlank();
    if (!isKeptElsewhere)
        standing.problems = checkField(field, m_form, values, m_clock->nowUtc().toLocalTime().date());
    // What was typed into a field that is now out of use is dropped, and its place says why.
    block.setVisible(standing.isShown || (!editor.isBlank() && !standing.because.isEmpty()));
    block.present(standing);
}

bool FormView::isComplete() const
{
    return std::none_of(m_blocks.begin(), m_blocks.end(), [](const FieldBlock *block) { return block->hasError(); });
}

int FormView::problemCount() const
{
    return static_cast<int>(
        std::count_if(m_blocks.begin(), m_blocks.end(), [](const FieldBlock *block) { return block->isFlagged(); }));
}

int FormView::unfinishedCount() const
{
    return static_cast<int>(std::count_if(m_blocks.begin(), m_blocks.end(), [](const FieldBlock *block) {
        return block->hasError() && !block->isFlagged();
    }));
}

bool FormView::attempt()
{
    for (FieldBlock *block : m_blocks)
        block->flagEverything();
    Q_EMIT changed();
    return isComplete();
}

bool FormView::showProblem(const QString &key, const QString &message)
{
    FieldBlock *place = block(key);
    if (!place || place->isHidden() || !place->editor().isVisibleTo(place))
        return false;
    place->setForeignProblem(message);
    Q_EMIT changed();
    return true;
}

void FormView::focusFirstProblem()
{
    for (const FormGroup *group : m_groups) {
        for (FieldBlock *block : group->findChildren<FieldBlock *>()) {
            if (block->isFlagged())
                return reveal(*block);
        }
    }
}

void FormView::focusFirstField()
{
    for (FieldBlock *block : m_blocks) {
        if (!block->isHidden() && block->editor().isBlank())
            return reveal(*block);
    }
}

void FormView::reveal(FieldBlock &block)
{
    block.editor().input()->setFocus(Qt::OtherFocusReason);
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above))
            return area->ensureWidgetVisible(&block);
    }
}

void FormView::wipeSecrets()
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        for (FieldBlock *block : m_blocks) {
            if (isCardData(block->field().kind)) {
                block->editor().wipe();
                block->unflag();
            }
        }
    }
    refresh();
}

void FormView::clear()
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        for (FieldBlock *block : m_blocks) {
            block->editor().wipe();
            block->editor().setValue(block->field().initialValue);
            block->unflag();
        }
    }
    refresh();
}

bool FormView::hasInput() const
{
    const FormValues now = values();
    return std::any_of(m_blocks.begin(), m_blocks.end(), [&](const FieldBlock *block) {
        const FormField &field = block->field();
        return field.isSecret() ? !block->editor().isBlank()
                                : now.has(field.key) && now.value(field.key) != field.initialValue;
    });
}

void FormView::setReadOnly(bool isReadOnly)
{
    for (FieldBlock *block : m_blocks)
        block->editor().setReadOnly(isReadOnly);
}

Scheme FormView::recognisedScheme() const
{
    return schemeIn(m_form, values());
}

QString FormView::cardPreview() const
{
    const FieldBlock *number = shownBlock(Kind::CardNumber);
    return number ? static_cast<const CardNumberEditor &>(number->editor()).preview() : QString();
}

QString FormView::shownExpiry() const
{
    const FieldBlock *expiry = shownBlock(Kind::CardExpiry);
    if (!expiry)
        return {};
    FormValues values;
    expiry->editor().putInto(values);
    return displayExpiry(values.value(expiry->field().key));
}

QWidget *FormView::input(const QString &key) const
{
    const FieldBlock *place = block(key);
    return place ? place->editor().input() : nullptr;
}

FieldBlock *FormView::block(const QString &key) const
{
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(),
                                    [&](const FieldBlock *block) { return block->field().key == key; });
    return found == m_blocks.end() ? nullptr : *found;
}

FieldBlock *FormView::shownBlock(Kind kind) const
{
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const FieldBlock *block) {
        return block->field().kind == kind && block->editor().isVisibleTo(block) && !block->isHidden();
    });
    return found == m_blocks.end() ? nullptr : *found;
}
