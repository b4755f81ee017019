// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

//! Searches every byte of files and outputs for values that must not be there, in the forms in which they would leak:
//! UTF-8, UTF-16 in both byte orders, hexadecimal, and base64 at all three alignments in both alphabets.
class CanarySweep
{
public:
    //! `name` is what a finding is called: the value itself is never printed.
    void add(const QString &name, const QByteArray &value);
    //! For values too short to be searched for bare: found only where neither neighbour is a letter or digit.
    void addBounded(const QString &name, const QByteArray &value);

    //! What was found in `content`, as "card number in UTF-16LE".
    [[nodiscard]] QStringList findIn(const QByteArray &content) const;
    //! The same for every file below `folder`, hidden ones too, each finding with its path.
    [[nodiscard]] QStringList findBelow(const QString &folder) const;
    [[nodiscard]] int filesRead() const { return m_filesRead; }

private:
    struct Needle {
        QString name;
        QByteArray bytes;
        bool isBounded = false;
    };
    void addForm(const QString &name, const QByteArray &bytes, bool isBounded = false);
    QList<Needle> m_needles;
    mutable int m_filesRead = 0;
};

//! For what the tour types.
[[nodiscard]] CanarySweep tourSweep();
