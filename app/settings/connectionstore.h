// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

//! The connections of this desk, in one JSON file below the configuration folder (0600), written by rename.
class ConnectionStore
{
public:
    explicit ConnectionStore(QString file);

    //! Storage with the reason when the file is there but cannot be read; it is left untouched. No file: no connections.
    [[nodiscard]] Result<QList<ConnectionProfile>> load() const;
    [[nodiscard]] Result<Done> save(const QList<ConnectionProfile> &profiles) const;

    //! Where it lies by default: XDG configuration folder.
    [[nodiscard]] static QString defaultFile();

private:
    QString m_file;
};
