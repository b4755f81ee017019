// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QList>
#include <QMap>
#include <QString>

#include <map>
#include <optional>

//! Forms that providers declare and windows draw: a window knows fields, never an API.

//! A fixed value to choose, and how it reads.
struct Choice {
    QString value;
    QString label;
    QString help = {};
};

//! True when the value of the field `key` is one of `values`. The key `scheme` means the scheme recognised from the
//! form's card number, by schemeName(), in a form that has one; an empty `values` means "has any value at all".
struct Condition {
    QString key;
    QStringList values = {};
};

//! All conditions hold. `because` is the sentence shown at the field: "American Express needs the e-mail address."
struct Rule {
    QList<Condition> all;
    QString because = {};
};

struct FormField {
    enum class Kind {
        Text,           //!< one line
        Multiline,      //!< several lines, pasted payloads
        CardNumber,     //!< digits; secret; masked when left
        SecurityCode,   //!< digits; secret; masked while typing
        CardExpiry,     //!< MM/YY on screen, "MMYY" as value
        PersonName,     //!< secret: a card holder's name
        Email,          //!< secret: an e-mail address
        AccountId,      //!< secret: the customer's account with the merchant
        Country,        //!< ISO 3166-1 alpha-2
        Language,       //!< ISO 639-1
        IpAddress,      //!< IPv4 or IPv6
        Ipv4Address,
        Location,       //!< "lat,long" in decimal degrees with four decimals
        Choice,         //!< one of `choices`
        Url,            //!< https only
        File,           //!< path of an existing, readable file
        Secret,         //!< an API key or passphrase; secret; kept in the keychain when it belongs to a connection
    };

    QString key;              //!< the value's name, the provider's own where there is one
    QString label;
    QString group = {};       //!< heading under which it stands
    Kind kind = Kind::Text;
    bool isRequired = false;
    int minLength = 0;        //!< characters; checked when not empty
    int maxLength = 0;        //!< characters; 0: no limit
    QString pattern = {};     //!< regular expression that the whole value must match; empty: any
    QString patternHint = {}; //!< what to say when it does not: "Letters, digits, - and _ only."
    QString help = {};        //!< shown under the field while it has no problem
    QString placeholder = {};
    QString initialValue = {};
    QList<Choice> choices = {};
    QList<Rule> requiredWhen = {}; //!< any of these makes it required
    QList<Rule> optionalWhen = {}; //!< any of these lifts `isRequired`, not `requiredWhen`
    QList<Rule> hiddenWhen = {};   //!< any of these hides it and drops its value
    bool mayBeExpired = false;     //!< CardExpiry: a past month is a warning, not an error

    //! Kinds whose value is held as SecretBytes and never written anywhere.
    [[nodiscard]] bool isSecret() const;
};

//! That a form authorises a real amount or gives one back, and which of its fields say how much. Windows say it in words
//! (money.h), and ask before they send it.
struct Charge {
    QString amountKey;
    QString currencyKey;
};

struct Form {
    QString id;            //!< the operation's name in the provider's document: "createToken"
    QString title = {};    //!< "Create a network token"
    QString menuText = {}; //!< "Network token..."
    QString summary = {};  //!< one or two sentences under the title
    QString submitText = {};
    QList<FormField> fields = {};
    std::optional<Charge> charge = {}; //!< none: no money moves

    [[nodiscard]] const FormField *field(const QString &key) const;
};

//! What was typed. Move-only, because it holds secrets.
class FormValues
{
public:
    FormValues() = default;
    FormValues(FormValues &&) noexcept = default;
    FormValues &operator=(FormValues &&) noexcept = default;
    // Said aloud, because std::map claims to be copyable whatever is in it.
    FormValues(const FormValues &) = delete;
    FormValues &operator=(const FormValues &) = delete;

    void set(const QString &key, const QString &value);      //!< an empty value is removed
    void setSecret(const QString &key, SecretBytes value);   //!< an empty value is removed
    [[nodiscard]] QString value(const QString &key) const;   //!< of a field that is not secret; empty when missing
    [[nodiscard]] const SecretBytes &secret(const QString &key) const; //!< empty when missing
    [[nodiscard]] bool has(const QString &key) const;
    [[nodiscard]] const QMap<QString, QString> &plain() const { return m_plain; }
    void remove(const QString &key);

private:
    QMap<QString, QString> m_plain;
    std::map<QString, SecretBytes> m_secret;
};

//! What is wrong, or doubtful, with one field.
struct FieldProblem {
    enum class Severity { Warning, Error }; //!< a warning does not stop the form from being sent
    QString key;
    Severity severity = Severity::Error;
    QString message; //!< a sentence for the place of the mistake; never holds the value of a secret field
    friend bool operator==(const FieldProblem &, const FieldProblem &) = default;
};
