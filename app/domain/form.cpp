// SPDX-License-Identifier: Apache-2.0
#include "app/domain/form.h"

#include <algorithm>
#include <utility>

bool FormField::isSecret() const
{
    switch (kind) {
    case Kind::CardNumber:
    case Kind::SecurityCode:
    case Kind::PersonName:
    case Kind::Email:
    case Kind::AccountId:
    case Kind::Secret:
        return true;
    case Kind::Text:
    case Kind::Multiline:
    case Kind::CardExpiry:
    case Kind::Country:
    case Kind::Language:
    case Kind::IpAddress:
    case Kind::Ipv4Address:
    case Kind::Location:
    case Kind::Choice:
    case Kind::Url:
    case Kind::File:
        break;
    }
    return false;
}

const FormField *Form::field(const QString &key) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const FormField &field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

void FormValues::set(const QString &key, const QString &value)
{
    if (value.isEmpty())
        m_plain.remove(key);
    else
        m_plain.insert(key, value);
}

void FormValues::setSecret(const QString &key, SecretBytes value)
{
    if (value.isEmpty())
        m_secret.erase(key);
    else
        m_secret.insert_or_assign(key, std::move(value));
}

QString FormValues::value(const QString &key) const
{
    return m_plain.value(key);
}

const SecretBytes &FormValues::secret(const QString &key) const
{
    static const SecretBytes none;
    const auto found = m_secret.find(key);
    return found == m_secret.end() ? none : found->second;
}

bool FormValues::has(const QString &key) const
{
    return m_plain.contains(key) || m_secret.contains(key);
}

void FormValues::remove(const QString &key)
{
    m_plain.remove(key);
    m_secret.erase(key);
}
