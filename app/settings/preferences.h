// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QString>

//! What one person at this desk prefers. Never card data. A plain value with a small JSON file (some kilobytes, written
//! by rename without waiting for the disk: well under a millisecond).
class Preferences
{
public:
    //! "system", "light" or "dark".
    enum class Appearance { System, Light, Dark };

    //! What the file says; defaults for what it does not. A file that is damaged is put aside as `FILE.damaged`.
    [[nodiscard]] static Preferences load(const QString &file);
    [[nodiscard]] Result<Done> save() const;
    //! XDG configuration folder.
    [[nodiscard]] static QString defaultFile();

    //! Who signs operations. By default the name under which the person is logged in.
    [[nodiscard]] const QString &operatorId() const { return m_operatorId; }
    void setOperatorId(const QString &operatorId) { m_operatorId = operatorId.trimmed(); }
    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance) { m_appearance = appearance; }
    [[nodiscard]] bool compactRows() const { return m_compactRows; }
    void setCompactRows(bool on) { m_compactRows = on; }
    [[nodiscard]] const QString &lastConnectionId() const { return m_lastConnectionId; }
    void setLastConnectionId(const QString &id) { m_lastConnectionId = id; }
    [[nodiscard]] const QByteArray &windowGeometry() const { return m_windowGeometry; }
    void setWindowGeometry(const QByteArray &geometry) { m_windowGeometry = geometry; }
    //! Splitters and columns of one page, as the page made them.
    [[nodiscard]] QByteArray layout(const QString &page) const { return m_layouts.value(page); }
    void setLayout(const QString &page, const QByteArray &layout) { m_layouts.insert(page, layout); }
    //! Ids of the connections on which card images may be fetched from the hosts that the server names.
    [[nodiscard]] const QSet<QString> &cardImageConnections() const { return m_cardImageConnections; }
    void setCardImageConnections(const QSet<QString> &ids) { m_cardImageConnections = ids; }

private:
    QString m_file;
    QString m_operatorId;
    Appearance m_appearance = Appearance::System;
    bool m_compactRows = false;
    QString m_lastConnectionId;
    QByteArray m_windowGeometry;
    QMap<QString, QByteArray> m_layouts;
    QSet<QString> m_cardImageConnections;
};
