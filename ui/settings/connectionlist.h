// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

#include <QListWidget>

#include <functional>

//! The connections of this desk: name, environment badge, and what kind of token service it is.
class ConnectionList : public QListWidget
{
    Q_OBJECT
public:
    explicit ConnectionList(QWidget *parent = nullptr);
    //! `describe` gives the second line of a profile.
    void setProfiles(const QList<ConnectionProfile> &profiles, const std::function<QString(const ConnectionProfile &)> &describe);
    //! Null when none is selected.
    [[nodiscard]] const ConnectionProfile *current() const;

private:
    QList<ConnectionProfile> m_profiles;
};
