// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

//! The connections of this desk, in one JSON file (0600) below the configuration folder (0700), written by rename.
//!
//! Nothing that a person stored is lost. A change touches one entry; everything else in the file stays as it is:
//! entries that this version cannot read, and members that it does not know, in the file, in an entry and among its
//! values. A file that cannot be understood as a whole is refused with Storage and left untouched, by whatever is asked
//! of it: it is no JSON object, a newer version of the program wrote it, or its "version" or "connections" is of the
//! wrong type.
class ConnectionStore
{
public:
    explicit ConnectionStore(QString file);

    //! No file, or an empty one: no connections. Left out are entries without an id or a kind, with a member of the
    //! wrong type, or with the id of an earlier entry. An environment that is not known is production.
    [[nodiscard]] Result<QList<ConnectionProfile>> load() const;
    //! Replaces the connection with this id where `load` finds one, and adds it at the end otherwise. InvalidInput, and
    //! nothing is written, for a built-in one and for one that `load` would leave out.
    [[nodiscard]] Result<Done> put(const ConnectionProfile &profile) const;
    //! Succeeds also when there was none.
    [[nodiscard]] Result<Done> remove(const QString &id) const;

    //! Where it lies by default: XDG configuration folder.
    [[nodiscard]] static QString defaultFile();

private:
    QString m_file;
};
