// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/redact.h"
#include "app/domain/token.h"

namespace cybersource {

//! The fields of the Details tab, in the order in which they are added; empty values are left out.
class FieldList
{
public:
    void startGroup(const QString &heading) { m_group = heading; }
    //! Text that a person reads: whatever the server put there, a card number is not shown.
    void addText(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = redacted(value)});
    }
    //! What a person copies: shown as it is unless a card number is in it.
    void addIdentifier(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = redacted(value), .isIdentifier = true});
    }
    //! An id that was found to be one of the service's, and no card number, however many digits it has.
    void addId(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = value, .isIdentifier = true});
    }
    [[nodiscard]] const QList<TokenField> &fields() const { return m_fields; }

private:
    void add(const TokenField &field)
    {
        if (!field.value.isEmpty())
            m_fields.append(field);
    }

    QString m_group;
    QList<TokenField> m_fields;
};

} // namespace cybersource
