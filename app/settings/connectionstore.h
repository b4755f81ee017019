// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

//! The connections of this desk, in one JSON file below the configuration folder (0600), written by rename.
class ConnectionStore
{
public:
    explicit ConnectionStore(QString file);

    //! No file: no connections. Storage with the reason when the file is there but cannot be used: it is damaged, or a
    //! newer version of the program wrote it.
    [[nodiscard]] Result<QList<ConnectionProfile>> load() const;
    //! Built-in connections are left out. A file that `load` refuses is left untouched, and this fails likewise. Members
    //! of the file that this version does not know are kept.
    [[nodiscard]] Result<Done> save(const QList<ConnectionProfile> &profiles) const;

    //! Where it lies by default: XDG configuration folder.
    [[nodiscard]] static QString defaultFile();

private:
    QString m_file;
};
