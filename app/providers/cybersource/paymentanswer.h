// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/reply.h"

namespace cybersource {

//! The 2xx of a payment that makes tokens. It does not mean that the payment went through: payment and tokens are two
//! parts, each with its own word. Rejected when both were refused; the code is the payment's reason.
[[nodiscard]] Result<MutationAnswer> paidAnswer(const HttpReply &reply, const Call &call, const Clock &clock);

//! Whether `path` is that of an authorisation's reversal.
[[nodiscard]] bool isReversalPath(const QString &path);

//! A payment's outcome by the service's word for it.
[[nodiscard]] AnswerPart paymentPart(const QString &status);

} // namespace cybersource
