// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/form.h"
#include "app/domain/token.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

//! What pasted text or a file says about tokens and what is to become of them.
struct SeveralInput {
    struct Row {
        TokenId token;
        FormValues values; //!< what the line says, over the form's initial values
    };
    struct BadLine {
        int number = 0; //!< from 1
        QString why;    //!< a sentence; never holds a digit of what the line said
        friend bool operator==(const BadLine &, const BadLine &) = default;
    };
    std::vector<Row> rows; //!< in their order
    QList<BadLine> badLines;
};

//! What a line may hold besides the token: the fields of `row`, in their order, without security codes, which must not
//! lie in files. With a first line of headings, the columns are those that it names, by key or label.
struct SeveralColumns {
    Form row;
    FormField tokenId;
    int mostRows = 1;

    [[nodiscard]] QList<FormField> fields() const;
};

//! Whether this is a card number rather than a token's id.
[[nodiscard]] bool isCardNumber(QStringView text);

//! Reads UTF-8 text, a row a line: cells parted by tabs, semicolons or commas (as its first line has them), quoted
//! where need be. Card numbers go from `text` into SecretBytes; `text` is the caller's to wipe.
[[nodiscard]] SeveralInput readSeveral(QByteArrayView text, const SeveralColumns &columns);

//! The same for a file, in another thread; what was read is wiped. InvalidInput, with `field` "file", for what is no
//! file of at most `largestSeveralFile` bytes.
[[nodiscard]] Pending<std::shared_ptr<SeveralInput>> readSeveralFile(const QString &path,
                                                                     const SeveralColumns &columns);
inline constexpr qint64 largestSeveralFile = 1 << 20;
