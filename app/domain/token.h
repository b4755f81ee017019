// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <compare>

//! A provider's name for one token, unique within a connection. Never a card number.
struct TokenId {
    QString value;
    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const TokenId &, const TokenId &) = default;
    friend auto operator<=>(const TokenId &a, const TokenId &b) { return QString::compare(a.value, b.value) <=> 0; }
    friend size_t qHash(const TokenId &id, size_t seed = 0) { return qHash(id.value, seed); }
};

//! What every provider's words for a state come down to. The provider's own word stands beside it, always shown.
enum class TokenState { Unknown, Pending, Active, Suspended, Deleted };

//! The card scheme (payment network).
enum class Scheme { Unknown, Visa, Mastercard, Amex, Discover, Elo, Jcb, Diners, UnionPay, Maestro };

//! What a card-art asset is for.
enum class AssetRole { CompleteCard, Background, IssuerLogo, BrandLogo, CobrandLogo, Icon };

//! How the issuer wants its card drawn. Colours are as received: six hex digits without '#', or rubbish.
struct CardArt {
    QString foregroundColor;
    QString backgroundColor;
    QMap<AssetRole, QString> assetIds;
    QString imageUrl; //!< a third party's address; never fetched without the agent's consent
    friend bool operator==(const CardArt &, const CardArt &) = default;
};

//! One thing that the provider said about a token, as it is to be shown: in the provider's order, grouped.
struct TokenField {
    QString group;           //!< heading, such as "Card"
    QString key;             //!< the provider's name, such as "cardLastDigits"; stable, for comparing two readings
    QString label;           //!< for people, such as "Last digits"
    QString value;           //!< for people; control characters are for the view to escape
    bool isIdentifier = false; //!< shown in the monospaced font, copied as it is
    friend bool operator==(const TokenField &, const TokenField &) = default;
};

//! The state of something that belongs to a token and has a life of its own: a network token can be suspended while the
//! token that stands for the card is active.
struct OtherState {
    QString label; //!< "Network token"
    TokenState state = TokenState::Unknown;
    QString word;  //!< the provider's own
    friend bool operator==(const OtherState &, const OtherState &) = default;
};

//! Another token that an answer named: a link to follow on demand.
struct RelatedToken {
    QString label; //!< "Network token"
    TokenId id;
    friend bool operator==(const RelatedToken &, const RelatedToken &) = default;
};

//! A token as its provider described it. Strings are what the provider sent, empty when it sent nothing.
struct Token {
    TokenId id;
    TokenState state = TokenState::Unknown;
    QString stateWord;        //!< the provider's own word for the state
    Scheme scheme = Scheme::Unknown;
    QString schemeWord;       //!< the provider's own word for the scheme
    QString cardLastDigits;   //!< up to five characters (Thales); never padded or cut
    QString cardExpiry;       //!< MMYY as received; may be anything
    QString issuerName;
    QString productName;      //!< the card's description
    QString par;              //!< payment account reference
    QDateTime createdAt;      //!< UTC, invalid when not said
    QDateTime updatedAt;      //!< UTC, invalid when not said
    CardArt art;
    QList<TokenField> fields; //!< everything the provider returned, for the Details tab
    QList<OtherState> otherStates = {}; //!< beside `state`, which stays the token's own
    QList<RelatedToken> related = {};
    friend bool operator==(const Token &, const Token &) = default;
};

//! A token, and when and in answer to which request the server said so.
struct TokenReading {
    Token token;
    QDateTime readAt;         //!< UTC, by this desk's clock
    QString correlationId;
    friend bool operator==(const TokenReading &, const TokenReading &) = default;
};

//! "Visa", "American Express", ... ; "Card" for Unknown. Brand names are not translated.
[[nodiscard]] QString schemeName(Scheme scheme);
//! From a provider's word (VISA, MASTERCARD, AMEX, AMERICAN EXPRESS, ...; case does not matter).
[[nodiscard]] Scheme schemeFromWord(QStringView word);
//! "1231" to "12/31"; what is not four digits with a month is returned as it is.
[[nodiscard]] QString displayExpiry(const QString &mmyy);
