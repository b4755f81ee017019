// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/operations/tokenoperations.h"
#include "ui/several/severalinput.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

//! The rows of an update of several: what is to become of each token, what is wrong with it, and what came of it. A row
//! that was carried out, or that may have been, cannot be changed or sent again; its card number is wiped.
class SeveralRows : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TokenColumn, CardColumn, SettingsColumn, ResultColumn, ColumnCount };
    enum class Standing {
        Editing, //!< not sent
        UnderWay,
        Succeeded,
        Refused, //!< not carried out: may be changed and sent again
        Unclear, //!< the answer does not say what became of it
        Unknown, //!< no answer came
    };
    enum Role { StandingRole = Qt::UserRole + 1, IsProblemRole };

    //! `clock` outlives it.
    SeveralRows(const SeveralUpdate &update, const FormField &tokenId, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] int mostRows() const { return m_update.mostRows; }
    //! Adds as many as there is room for, which is how many can be sent at once; returns how many.
    int add(std::vector<SeveralInput::Row> rows, bool wasTyped);
    bool addEmpty();
    void remove(int row); //!< nothing for one that is under way
    [[nodiscard]] FormValues initialValues() const;
    //! The same, with the settings that the token has as far as its last reading tells them.
    [[nodiscard]] FormValues presentValues(const Token &token) const;

    [[nodiscard]] TokenId token(int row) const { return at(row).token; }
    [[nodiscard]] const FormValues &values(int row) const { return at(row).values; }
    [[nodiscard]] Standing standing(int row) const { return at(row).standing; }
    [[nodiscard]] QString detail(int row) const { return at(row).detail; }
    [[nodiscard]] bool isEditable(int row) const;
    //! Takes over what was typed. Nothing for a row that cannot be changed.
    void set(int row, const TokenId &token, FormValues values);
    //! Someone has looked: a row that may have been carried out can be changed and sent once more.
    void release(int row);

    //! Why the row cannot be sent, as a sentence; empty when it can or need not.
    [[nodiscard]] QString problem(int row) const;
    //! The key of the field at fault; empty when it is the token.
    [[nodiscard]] QString problemField(int row) const { return at(row).problemField; }
    [[nodiscard]] int firstProblem() const;  //!< -1: none
    [[nodiscard]] int sendableCount() const; //!< rows that would be sent, right or not
    [[nodiscard]] int count(Standing standing) const;
    //! Something would be lost: typed, and neither sent nor carried out.
    [[nodiscard]] bool hasUnsentInput() const;

    //! Copies of the rows to be sent, which are under way from now on. All are without a problem.
    [[nodiscard]] std::vector<UpdateRow> takeForSending();
    //! How that ended, for those that are under way.
    void end(const Result<SeveralUpdated> &outcome);
    //! What the server said about the token afterwards, or why it could not be asked.
    void setReading(const TokenId &token, const QString &state);

    //! Overwrites every card number and security code.
    void wipe();

Q_SIGNALS:
    void changed();

private:
    struct Row {
        TokenId token;
        FormValues values;
        QMap<QString, QString> given; //!< the settings that it began with
        bool wasTyped = false;
        Standing standing = Standing::Editing;
        QString card;   //!< masked
        QString detail; //!< of the outcome
        QString state;  //!< as the server said afterwards
        QString problem;
        QString problemField;
    };

    [[nodiscard]] const Row &at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] Row &at(int row) { return m_rows.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] FormValues copyOf(const FormValues &values) const;
    [[nodiscard]] QString cardOf(const Row &row) const;
    [[nodiscard]] QString settingsOf(const Row &row) const;
    [[nodiscard]] QString resultOf(const Row &row) const;
    void wipe(Row &row) const;
    void judge();
    void judge(Row &row, bool isRepeated) const;
    void refresh();

    SeveralUpdate m_update;
    FormField m_tokenId;
    const Clock &m_clock;
    std::vector<Row> m_rows;
};
