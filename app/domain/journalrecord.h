// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journalcheckpoint.h"
#include "app/domain/token.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

//! What the journal holds besides operations, and what it says about itself.

//! How someone settled an operation whose outcome was unknown.
struct JournalSettlement {
    enum class Kind { None, Happened, DidNotHappen, StillUnknown }; //!< None: nobody has settled it
    Kind kind = Kind::None;
    TokenId token;     //!< the token that a create turned out to have made
    QString operatorId;
    QString note;
    QDateTime settledAt; //!< UTC; the journal sets it
};

//! Something that an audit has to know and that is no operation (security.md L2).
struct JournalEvent {
    enum class Kind {
        CardDataShown,     //!< a look-up showed card data
        Revealed,          //!< personal data was revealed
        Exported,          //!< something left the desk as a file
        ConnectionChanged, //!< a connection was added, changed or removed
        KeyChanged,        //!< a key or credential was changed
        UnlockFailed,      //!< an attempt to unlock failed
        JournalOpened,
        JournalClosed,
        JournalVerified,
        JournalPurged,
        SchemaChanged, //!< the database was brought to a new version
        ClockChanged,         //!< the system's clock was set, or the computer slept
        NotificationReceived, //!< a token service told that a token changed
    };
    Kind kind = Kind::JournalOpened;
    QString operatorId;
    QString connectionId; //!< empty when it is not about one
    TokenId token;        //!< empty when it is not about one
    QString affectedItem; //!< what it was about, in one word or name; "journal" when empty
    QString detail;       //!< redacted
    bool succeeded = true;
};

//! Who is named in an event: every one names somebody, also while no operator id is set.
[[nodiscard]] QString operatorOrNobody(const QString &operatorId);

struct RecordedEvent {
    qint64 id = 0;
    JournalEvent event;
    QDateTime happenedAt; //!< UTC
    QString host;
};

//! Stable words: "happened", "did-not-happen", "still-unknown"; empty for None.
[[nodiscard]] QString toWord(JournalSettlement::Kind kind);
[[nodiscard]] JournalSettlement::Kind settlementFromWord(QStringView word); //!< None for an unknown word
//! Stable words such as "journal.opened" and "card-data.shown".
[[nodiscard]] QString toWord(JournalEvent::Kind kind);
[[nodiscard]] std::optional<JournalEvent::Kind> eventFromWord(QStringView word);

//! A chain's end, as it was signed.
struct SignedHead {
    qint64 id = 0; //!< 1, 2, 3, ... without a gap; 0: there is none
    qint64 position = 0;
    QByteArray hash;
    QString keyId;
    bool isLasting = false; //!< false: the key lived as long as the run that signed
    QString signedAt;       //!< as stored: UTC, ISO 8601
    QByteArray signature;   //!< HMAC-SHA-256
    friend bool operator==(const SignedHead &, const SignedHead &) = default;
};

//! One row of the journal, every column of it, and its place in the chain.
struct ChainedRecord {
    struct Cell {
        QString column;
        QString value;
        bool isNumber = false;
        friend bool operator==(const Cell &, const Cell &) = default;
    };
    qint64 position = 0;
    QString record; //!< "run", "intent", "outcome", "settlement", "event"
    QByteArray previousHash;
    QByteArray hash;
    QList<Cell> cells;
    friend bool operator==(const ChainedRecord &, const ChainedRecord &) = default;
};

//! Everything that the journal holds about one token, in the order of the chain, and the newest signed head.
struct JournalEvidence {
    QList<ChainedRecord> records;
    SignedHead head;
};

//! What a check of the whole journal found.
struct JournalVerdict {
    enum class Flaw {
        None,
        WrongHash,     //!< a row, or its link, is not what it was when it was written
        MissingRow,    //!< the chain knows a row that is not there
        MissingNumber, //!< the chain has a gap
        StrangeRow,    //!< a row that the chain does not know
        Truncated,     //!< the chain ends before a head that was signed
        WrongHead,     //!< a signed head names another hash than the chain has at that place
        WrongSignature,
        MissingHead, //!< a signed head is gone
        UnknownKey,  //!< a head was signed with a lasting key that is not this desk's
    };
    Flaw flaw = Flaw::None;
    qint64 position = 0; //!< of the first bad row; 0 when it has none
    QString row;         //!< the first bad row: "intent 17", "head 3"
    QString explanation; //!< one English sentence: what is wrong
    qint64 checked = 0;  //!< rows
    std::optional<PurgedRows> purged = {}; //!< what came before the rows that were checked
    SignedHead head;     //!< the newest
    //! Whether rows missing at the end would have been noticed, and if not, why: a sentence. A run's own key shows
    //! nothing about what was there before that run.
    bool canShowTruncation = false;
    QString caveat;

    [[nodiscard]] bool isSound() const { return flaw == Flaw::None; }
};
[[nodiscard]] QString toWord(JournalVerdict::Flaw flaw); //!< "none", "wrong-hash", ...

//! How a check is watched and ended early.
struct VerificationWatch {
    std::function<void(qint64 checked, qint64 total)> progress = {}; //!< from another thread
    std::shared_ptr<const std::atomic<bool>> isCancelled = {};       //!< may be null
};
