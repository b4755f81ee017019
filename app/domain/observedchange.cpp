// SPDX-License-Identifier: Apache-2.0
#include "app/domain/observedchange.h"

#include "app/core/redact.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
//! Where a field stands among its like: group, key, and which of those with both.
struct FieldPlace {
    QString group;
    QString key;
    qsizetype number = 0;
    friend bool operator==(const FieldPlace &, const FieldPlace &) = default;
    friend size_t qHash(const FieldPlace &place, size_t seed = 0)
    {
        return qHashMulti(seed, place.group, place.key, place.number);
    }
};

QList<std::pair<FieldPlace, TokenField>> placed(const QList<TokenField> &fields)
{
    QHash<std::pair<QString, QString>, qsizetype> counts;
    QList<std::pair<FieldPlace, TokenField>> places;
    for (const TokenField &field : fields)
        places.append({{field.group, field.key, counts[{field.group, field.key}]++}, field});
    return places;
}

class Differences
{
public:
    void note(const QString &key, const QString &label, const QString &from, const QString &to)
    {
        if (from != to)
            m_found.append({redacted(key), redacted(label), redacted(from), redacted(to)});
    }
    //! Unless one that was noted says the same.
    void noteUnlessSaid(const QString &key, const QString &label, const QString &from, const QString &to)
    {
        const bool isSaid = std::any_of(m_found.cbegin(), m_found.cend(), [&](const FieldChange &known) {
            return known.from == redacted(from) && known.to == redacted(to) && !known.key.startsWith("art."_L1);
        });
        if (!isSaid)
            m_others.append({redacted(key), redacted(label), redacted(from), redacted(to)});
    }
    [[nodiscard]] QList<FieldChange> all() const { return m_found + m_others; }

private:
    QList<FieldChange> m_found;
    QList<FieldChange> m_others;
};

void compareArt(Differences &found, const CardArt &earlier, const CardArt &later)
{
    found.note(u"art.foregroundColor"_s, {}, earlier.foregroundColor, later.foregroundColor);
    found.note(u"art.backgroundColor"_s, {}, earlier.backgroundColor, later.backgroundColor);
    found.note(u"art.imageUrl"_s, {}, earlier.imageUrl, later.imageUrl);
    constexpr auto roles = std::to_array<std::pair<AssetRole, const char *>>({
        {AssetRole::CompleteCard, "art.completeCard"},
        {AssetRole::Background, "art.background"},
        {AssetRole::IssuerLogo, "art.issuerLogo"},
        {AssetRole::BrandLogo, "art.brandLogo"},
        {AssetRole::CobrandLogo, "art.cobrandLogo"},
        {AssetRole::Icon, "art.icon"},
    });
    for (const auto &[role, key] : roles)
        found.note(QString::fromLatin1(key), {}, earlier.assetIds.value(role), later.assetIds.value(role));
}

void compareOtherStates(Differences &found, const Token &earlier, const Token &later)
{
    const auto wordIn = [](const Token &token, const QString &label) {
        const auto state = std::find_if(token.otherStates.cbegin(), token.otherStates.cend(),
                                        [&](const OtherState &other) { return other.label == label; });
        return state == token.otherStates.cend() ? QString() : state->word;
    };
    for (const OtherState &state : later.otherStates)
        found.note(u"otherState"_s, state.label, wordIn(earlier, state.label), state.word);
    for (const OtherState &state : earlier.otherStates) {
        if (wordIn(later, state.label).isEmpty())
            found.note(u"otherState"_s, state.label, state.word, {});
    }
}

void compareFields(Differences &found, const QList<TokenField> &earlier, const QList<TokenField> &later)
{
    QHash<FieldPlace, TokenField> before;
    for (const auto &[place, field] : placed(earlier))
        before.insert(place, field);
    for (const auto &[place, field] : placed(later)) {
        const TokenField known = before.take(place);
        if (known.value != field.value)
            found.noteUnlessSaid(field.key, field.label, known.value, field.value);
    }
    for (const auto &[place, field] : placed(earlier)) {
        if (before.contains(place) && !field.value.isEmpty())
            found.noteUnlessSaid(field.key, field.label, field.value, {});
    }
}
} // namespace

QList<FieldChange> differences(const Token &earlier, const Token &later)
{
    Differences found;
    found.note(u"state"_s, u"State"_s, earlier.stateWord, later.stateWord);
    compareOtherStates(found, earlier, later);
    found.note(u"cardExpiry"_s, u"Expiry"_s, displayExpiry(earlier.cardExpiry), displayExpiry(later.cardExpiry));
    found.note(u"cardLastDigits"_s, u"Last digits"_s, earlier.cardLastDigits, later.cardLastDigits);
    found.note(u"par"_s, u"Payment account reference"_s, earlier.par, later.par);
    compareArt(found, earlier.art, later.art);
    compareFields(found, earlier.fields, later.fields);
    return found.all();
}
