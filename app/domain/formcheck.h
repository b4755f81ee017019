// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"
#include "app/domain/token.h"

#include <QDate>

//! The rules of a form, in one place: windows call them while typing, providers before sending.

//! Scheme recognised from the form's card number (the first field of that kind that is shown and has a value), Unknown
//! without one. A card number's own `hiddenWhen` cannot depend on the scheme.
[[nodiscard]] Scheme schemeIn(const Form &form, const FormValues &values);

[[nodiscard]] bool holds(const Rule &rule, const Form &form, const FormValues &values);
[[nodiscard]] bool isShown(const FormField &field, const Form &form, const FormValues &values);
[[nodiscard]] bool isRequired(const FormField &field, const Form &form, const FormValues &values);
//! Why the field is required just now, empty when it is not or when it always is.
[[nodiscard]] QString requiredBecause(const FormField &field, const Form &form, const FormValues &values);

//! Every problem, in the form's order; hidden fields have none. `today` decides what has expired.
//! A card number that fails its check digit is a warning: the vendor's own example does.
[[nodiscard]] QList<FieldProblem> check(const Form &form, const FormValues &values, QDate today);
//! The problem of one field, for live validation. A required empty field is a problem here too: the window decides
//! whether to show it before the field was left.
[[nodiscard]] QList<FieldProblem> checkField(const FormField &field, const Form &form, const FormValues &values, QDate today);
