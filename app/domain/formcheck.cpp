// SPDX-License-Identifier: Apache-2.0
#include "app/domain/formcheck.h"

#include "app/domain/cardnumber.h"
#include "app/domain/fieldvalue.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
struct FormText {
    Q_DECLARE_TR_FUNCTIONS(FormText)
};

//! A form being filled in, with what its conditions look at.
struct Filled {
    const Form &form;
    const FormValues &values;
    Scheme scheme = Scheme::Unknown;
};

bool hasCardNumber(const Form &form)
{
    return std::any_of(form.fields.begin(), form.fields.end(),
                       [](const FormField &field) { return field.kind == Kind::CardNumber; });
}

bool holds(const Condition &condition, const Filled &filled)
{
    if (condition.key == "scheme"_L1 && hasCardNumber(filled.form)) {
        const bool isKnown = filled.scheme != Scheme::Unknown;
        return condition.values.isEmpty() ? isKnown : isKnown && condition.values.contains(schemeName(filled.scheme));
    }
    if (condition.values.isEmpty())
        return filled.values.has(condition.key);
    return condition.values.contains(filled.values.value(condition.key));
}

bool holds(const Rule &rule, const Filled &filled)
{
    return std::all_of(rule.all.begin(), rule.all.end(),
                       [&](const Condition &condition) { return holds(condition, filled); });
}

const Rule *firstThatHolds(const QList<Rule> &rules, const Filled &filled)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule &rule) { return holds(rule, filled); });
    return found == rules.end() ? nullptr : &*found;
}

Filled filledIn(const Form &form, const FormValues &values)
{
    return {form, values, schemeIn(form, values)};
}

bool isShown(const FormField &field, const Filled &filled)
{
    return !firstThatHolds(field.hiddenWhen, filled);
}

bool isRequired(const FormField &field, const Filled &filled)
{
    if (!isShown(field, filled))
        return false;
    return firstThatHolds(field.requiredWhen, filled) ||
           (field.isRequired && !firstThatHolds(field.optionalWhen, filled));
}

QString requiredBecause(const FormField &field, const Filled &filled)
{
    if (!isShown(field, filled))
        return {};
    const Rule *rule = firstThatHolds(field.requiredWhen, filled);
    return rule ? rule->because : QString();
}

QString missingMessage(const FormField &field, const Filled &filled)
{
    const QString because = requiredBecause(field, filled);
    if (!because.isEmpty())
        return because;
    switch (field.kind) {
    case Kind::Choice:
    case Kind::Country:
    case Kind::Language:
    case Kind::File:
        return FormText::tr("Choose one: %1 is required.").arg(field.label);
    default:
        return FormText::tr("Fill this in: %1 is required.").arg(field.label);
    }
}

QList<FieldProblem> problems(const FormField &field, const Filled &filled, QDate today)
{
    using Severity = FieldProblem::Severity;
    if (!isShown(field, filled))
        return {};
    if (!filled.values.has(field.key))
        return isRequired(field, filled)
                   ? QList<FieldProblem>{{field.key, Severity::Error, missingMessage(field, filled)}}
                   : QList<FieldProblem>{};
    const std::optional<ValueProblem> problem =
        field.isSecret() ? secretValueProblem(field, filled.values.secret(field.key), filled.scheme)
                         : plainValueProblem(field, filled.values.value(field.key), today);
    return problem ? QList<FieldProblem>{{field.key, problem->severity, problem->message}} : QList<FieldProblem>{};
}
} // namespace

Scheme schemeIn(const Form &form, const FormValues &values)
{
    // Whether a card number is shown cannot depend on the scheme that it names, hence the Unknown here.
    const Filled filled{form, values, Scheme::Unknown};
    for (const FormField &field : form.fields) {
        if (field.kind == Kind::CardNumber && values.has(field.key) && isShown(field, filled))
            return schemeOf(values.secret(field.key).bytes());
    }
    return Scheme::Unknown;
}

bool holds(const Rule &rule, const Form &form, const FormValues &values)
{
    return holds(rule, filledIn(form, values));
}

bool isShown(const FormField &field, const Form &form, const FormValues &values)
{
    return isShown(field, filledIn(form, values));
}

bool isRequired(const FormField &field, const Form &form, const FormValues &values)
{
    return isRequired(field, filledIn(form, values));
}

QString requiredBecause(const FormField &field, const Form &form, const FormValues &values)
{
    return requiredBecause(field, filledIn(form, values));
}

QList<FieldProblem> check(const Form &form, const FormValues &values, QDate today)
{
    const Filled filled = filledIn(form, values);
    QList<FieldProblem> all;
    for (const FormField &field : form.fields)
        all += problems(field, filled, today);
    return all;
}

QList<FieldProblem> checkField(const FormField &field, const Form &form, const FormValues &values, QDate today)
{
    return problems(field, filledIn(form, values), today);
}
