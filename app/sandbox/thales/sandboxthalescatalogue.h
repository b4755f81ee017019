// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/sandbox/thales/sandboxthalestokens.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

//! What the sandbox ships with: fictitious issuers and people, the tokens of a new data directory, and card art.
class SandboxThalesCatalogue
{
public:
    //! Configuration when the program was built without the catalogue.
    [[nodiscard]] static Result<SandboxThalesCatalogue> load();

    //! The tokens of a new data directory, the same every time.
    [[nodiscard]] QList<SandboxThalesToken> tokens(const QString &merchantId) const;
    //! A cardProduct of the scheme; `choice` picks one of several. A minimal one for a scheme without any.
    [[nodiscard]] QJsonObject product(const QString &scheme, int choice) const;
    //! How many of them there are.
    [[nodiscard]] int productCount(const QString &scheme) const;
    //! The personal data of someone who does not exist, as section 4.3 nests it.
    [[nodiscard]] QJsonObject person(int choice) const;
    //! The getAsset answer for an id, a practice asset's too; nothing for an unknown one. Practice assets refer to
    //! pictures of the card image host.
    [[nodiscard]] std::optional<QJsonObject> asset(const QString &id, const QString &cardImageHost = {}) const;
    //! Without the practice assets: sandboxPracticeAssets().
    [[nodiscard]] QStringList assetIds() const { return m_root.value(QLatin1StringView("assets")).toObject().keys(); }

private:
    QJsonObject m_root;
};
