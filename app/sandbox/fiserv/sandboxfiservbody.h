// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <expected>

//! The first thing in a request that the API does not allow. Neither part repeats a value.
struct SandboxFiservMistake {
    QString field; //!< "paymentCard.number"; empty for the body as a whole
    QString message;
};

//! A JSON object (RFC 8259: no comma too many, no bare words) without a member that comes twice. The message says where
//! it goes wrong.
[[nodiscard]] std::expected<QJsonObject, SandboxFiservMistake> sandboxFiservObject(const QByteArray &body);

//! What is wrong with the body of POST /payment-tokens; an empty message when nothing is. Members that the API does not
//! know are ignored, "reuseable" among them.
[[nodiscard]] SandboxFiservMistake sandboxFiservCreateMistake(const QJsonObject &body);
//! The same for PATCH /payment-tokens: its form only. What is wrong with a single token or card comes in the answer.
[[nodiscard]] SandboxFiservMistake sandboxFiservUpdateMistake(const QJsonObject &body);
