// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QSize>
#include <QSet>
#include <QString>

//! What one person at this desk prefers. Never card data. A plain value with a small JSON file (some kilobytes, 0600,
//! written by rename). Members of the file that this version does not know are kept.
class Preferences
{
public:
    //! "system", "light" or "dark".
    enum class Appearance { System, Light, Dark };

    //! What the file says; defaults for what it does not, and for what is of the wrong type. A file that is damaged is
    //! put aside as `FILE.damaged`, or `FILE.damaged-2` and so on when that is taken.
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
    //! Whether the person has seen what the program says at its first start.
    [[nodiscard]] bool isWelcomed() const { return m_isWelcomed; }
    void setWelcomed(bool on) { m_isWelcomed = on; }
    [[nodiscard]] const QString &lastConnectionId() const { return m_lastConnectionId; }
    void setLastConnectionId(const QString &id) { m_lastConnectionId = id; }
    [[nodiscard]] const QByteArray &windowGeometry() const { return m_windowGeometry; }
    void setWindowGeometry(const QByteArray &geometry) { m_windowGeometry = geometry; }
    //! Splitters and columns of one page, as the page made them.
    [[nodiscard]] QByteArray layout(const QString &page) const { return m_layouts.value(page); }
    void setLayout(const QString &page, const QByteArray &layout) { m_layouts.insert(page, layout); }
    //! The size that a person gave the dialog of this name; invalid when they left it as it was.
    [[nodiscard]] QSize dialogSize(const QString &dialog) const { return m_dialogSizes.value(dialog); }
    void setDialogSize(const QString &dialog, QSize size) { m_dialogSizes.insert(dialog, size); }
    //! Ids of the connections on which card images may be fetched from the hosts that the server names.
    [[nodiscard]] const QSet<QString> &cardImageConnections() const { return m_cardImageConnections; }
    void setCardImageConnections(const QSet<QString> &ids) { m_cardImageConnections = ids; }
    //! The keychain holds a desk passphrase: the desk starts locked. Not set for one that is forgotten with the run.
    [[nodiscard]] bool hasDeskPassphrase() const { return m_hasDeskPassphrase; }
    void setHasDeskPassphrase(bool on) { m_hasDeskPassphrase = on; }
    //! Minutes without input until the desk locks, where it has a passphrase.
    static constexpr int fewestIdleMinutes = 1, usualIdleMinutes = 10, mostIdleMinutes = 15;
    [[nodiscard]] int idleMinutes() const { return m_idleMinutes; }
    void setIdleMinutes(int minutes);
    [[nodiscard]] bool cardImagesAllowed(const QString &connectionId) const { return m_cardImageConnections.contains(connectionId); }
    void setCardImagesAllowed(const QString &connectionId, bool on);

private:
    QString m_file;
    QJsonObject m_read; //!< the file as it was, for what this version does not know
    QString m_operatorId;
    Appearance m_appearance = Appearance::System;
    bool m_compactRows = false;
    bool m_isWelcomed = false;
    bool m_hasDeskPassphrase = false;
    int m_idleMinutes = usualIdleMinutes;
    QString m_lastConnectionId;
    QByteArray m_windowGeometry;
    QMap<QString, QByteArray> m_layouts;
    QMap<QString, QSize> m_dialogSizes;
    QSet<QString> m_cardImageConnections;
};
