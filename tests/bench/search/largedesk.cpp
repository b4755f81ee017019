// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/search/largedesk.h"

#include "app/domain/tokenjson.h"
#include "app/storage/sql.h"
#include "app/workspace/annotationrows.h"
#include "app/workspace/readingrows.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace {
constexpr int annotatedOne = 20; // of as many
constexpr int rowsOfACommit = 20'000;

const QStringList tagWords{u"lost phone"_s,    u"vip"_s,         u"chargeback"_s, u"late fee"_s,  u"new device"_s,
                           u"travel notice"_s, u"fraud watch"_s, u"migrated"_s,   u"test card"_s, u"follow up"_s};
const QStringList noteWords{u"customer"_s, u"called"_s,    u"about"_s, u"wallet"_s, u"watch"_s,    u"replaced"_s,
                            u"issuer"_s,   u"confirmed"_s, u"again"_s, u"monday"_s, u"declined"_s, u"resolved"_s};

QByteArray hashOf(int number, char salt)
{
    return QCryptographicHash::hash(QByteArray::number(number) + salt, QCryptographicHash::Md5).toHex();
}

//! Two thousand readings of a connection have the same time in seconds on a busy day; none has the same milliseconds.
QDateTime timeOfReading(int number)
{
    return QDateTime::fromMSecsSinceEpoch(1'760'000'000'000 + qint64{(number * 7919LL) % 100'000'007} * 97, Qt::UTC);
}

Result<Done> done(const Result<QSqlQuery> &executedQuery)
{
    return executedQuery ? Result<Done>(Done{}) : Failure(executedQuery.error());
}

Result<Done> insert(QSqlQuery &prepared, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        prepared.bindValue(static_cast<int>(i), values.at(i));
    if (!prepared.exec())
        return Failure(storageError(u"insert"_s, prepared.lastError()));
    return Done{};
}

Result<Done> insertReadings(QSqlDatabase &connection, int from, int until)
{
    QSqlQuery row(connection);
    row.prepare(
        u"INSERT INTO token_reading (connection_id, token_id, read_at, last_digits, par, state, scheme, reading, "
        "correlation_id, id_backwards, par_backwards) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    return inTransaction(connection, [&]() -> Result<Done> {
        for (int number = from; number < until; ++number) {
            const TokenReading made = LargeDesk::reading(number);
            const Token &token = made.token;
            const auto inserted =
                insert(row, {LargeDesk::connectionId, token.id.value, made.readAt.toMSecsSinceEpoch(),
                             token.cardLastDigits, token.par, token.stateWord, u"Visa"_s, toJson(made),
                             made.correlationId, readBackwards(token.id.value), readBackwards(token.par)});
            if (!inserted)
                return inserted;
        }
        return Done{};
    });
}

Result<Done> annotate(QSqlDatabase &connection, int count)
{
    return inTransaction(connection, [&]() -> Result<Done> {
        for (int number = 0; number < count; number += annotatedOne) {
            const TokenReading made = LargeDesk::reading(number);
            const Annotation signature{{}, u"m.ruiz"_s, made.readAt};
            using Kind = AnnotationEdit::Kind;
            for (const AnnotationEdit &edit : {AnnotationEdit{Kind::AddTag, LargeDesk::tag(number)},
                                               AnnotationEdit{Kind::AddTicket, LargeDesk::ticket(number)},
                                               AnnotationEdit{Kind::SetNote, LargeDesk::note(number)}}) {
                const auto edited =
                    editAnnotations(connection, LargeDesk::connectionId, made.token.id, edit, signature);
                if (!edited)
                    return edited;
            }
        }
        return Done{};
    });
}

//! The statements that make the indexes of the table; the indexes are gone: to build one at the end is much quicker
//! than to keep it in order a million times.
Result<QStringList> takeIndexes(QSqlDatabase &connection)
{
    auto rows = executed(connection, u"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = "
                                     "'token_reading' AND sql IS NOT NULL"_s);
    if (!rows)
        return Failure(rows.error());
    QStringList names;
    QStringList statements;
    while (rows->next()) {
        names << rows->value(0).toString();
        statements << rows->value(1).toString();
    }
    rows->finish();
    for (const QString &name : names) {
        if (const auto dropped = executed(connection, u"DROP INDEX "_s + name); !dropped)
            return Failure(dropped.error());
    }
    return statements;
}
} // namespace

TokenReading LargeDesk::reading(int number)
{
    const QByteArray hash = hashOf(number, 'i');
    const QByteArray other = hashOf(number, 'c');
    const auto digits =
        QByteArray::number(hashOf(number, 'd').first(8).toUInt(nullptr, 16) % 10'000).rightJustified(4, '0');
    Token token;
    token.id = {u"tk_"_s + QString::fromLatin1(hash.first(24))};
    token.state = number % 10 == 0 ? TokenState::Suspended : TokenState::Active;
    token.stateWord = number % 10 == 0 ? u"SUSPENDED"_s : u"ACTIVE"_s;
    token.scheme = Scheme::Visa;
    token.schemeWord = u"VISA"_s;
    token.cardLastDigits = QString::fromLatin1(digits);
    token.cardExpiry = u"1231"_s;
    token.issuerName = u"Harbour Bank"_s;
    token.productName = u"Harbour Classic"_s;
    token.par = u"V0010013"_s + QString::fromLatin1(hashOf(number, 'p').first(21)).toUpper();
    token.createdAt = timeOfReading(number).addDays(-90);
    token.updatedAt = token.createdAt.addDays(1);
    token.art.assetIds = {{AssetRole::CompleteCard, u"asset-complete"_s}, {AssetRole::IssuerLogo, u"asset-logo"_s}};
    for (int i = 0; i < 8; ++i)
        token.fields.append(
            {u"Card art"_s, u"asset%1"_s.arg(i), u"Asset %1"_s.arg(i), u"asset-of-some-length-%1"_s.arg(i), true});
    token.fields.append({u"Token"_s, u"tokenId"_s, u"Token id"_s, token.id.value, true});
    token.fields.append({u"Token"_s, u"par"_s, u"Payment account reference"_s, token.par, true});
    const QString uuid = QString::fromLatin1(other.first(8) + '-' + other.mid(8, 4) + "-4" + other.mid(13, 3) + "-9" +
                                             other.mid(17, 3) + '-' + other.mid(20, 12));
    return {token, timeOfReading(number), uuid};
}

bool LargeDesk::isAnnotated(int number)
{
    return number % annotatedOne == 0;
}

QString LargeDesk::tag(int number)
{
    return tagWords.at((number / annotatedOne) % tagWords.size());
}

QString LargeDesk::ticket(int number)
{
    return u"INC-%1"_s.arg(100'000 + number);
}

QString LargeDesk::note(int number)
{
    QStringList words;
    uint seed = static_cast<uint>(number);
    for (int i = 0; i < 10; ++i) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        words << noteWords.at((seed >> 16) % noteWords.size());
    }
    words.insert(5, u"case%1"_s.arg(number));
    return words.join(u' ');
}

Result<Done> LargeDesk::fill(QSqlDatabase &connection, int count)
{
    const Result<QStringList> indexes = takeIndexes(connection);
    if (!indexes)
        return Failure(indexes.error());
    for (int from = 0; from < count; from += rowsOfACommit) {
        if (const auto inserted = insertReadings(connection, from, std::min(from + rowsOfACommit, count)); !inserted)
            return inserted;
    }
    for (const QString &statement : *indexes) {
        if (const auto made = executed(connection, statement); !made)
            return done(made);
    }
    return annotate(connection, count);
}
