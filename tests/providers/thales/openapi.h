// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QStringList>

//! What the vendor's OpenAPI document says, read for comparison with what the provider does.
namespace openapi {

//! Schemas of the request body's members by path ("device.ipAddress"), references followed.
[[nodiscard]] QMap<QString, QJsonObject> requestMembers(const QString &operationId);
//! Paths of the members that the request body's schema requires, also within objects that are required themselves.
[[nodiscard]] QStringList requiredMembers(const QString &operationId);
//! Schemas of the members of the answer with this status, by path.
[[nodiscard]] QMap<QString, QJsonObject> answerMembers(const QString &operationId, const QString &status);
//! Error codes that the operation documents.
[[nodiscard]] QStringList errorCodes(const QString &operationId);
//! Every status that the operation documents.
[[nodiscard]] QList<int> statuses(const QString &operationId);
[[nodiscard]] QStringList operations();

} // namespace openapi
