// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

//! The `openssl` program, working in a folder of its own: keys in every form that other people's tools write.
class OpenSslCommand
{
public:
    //! Runs `openssl` with these words. False, with its messages in the log, when it fails.
    bool run(const QStringList &words) const;
    //! Runs `openssl` with the words of a line, separated by single spaces.
    bool run(const QString &line) const;
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    [[nodiscard]] QByteArray content(const QString &file) const;
    void write(const QString &file, const QByteArray &content) const;

private:
    QTemporaryDir m_folder;
};
