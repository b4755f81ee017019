// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/reply.h"
#include "app/providers/cybersource/tokenkind.h"

//! What successful answers say. What cannot be understood is `unreadable`.
namespace cybersource {

//! A look-up's 200.
[[nodiscard]] Result<TokenReading> lookedUpAnswer(const HttpReply &reply, const Call &call, const NamedToken &asked,
                                                  bool asksForArt, const Clock &clock);
//! The 200 or 201 of a token made without a payment: an instrument identifier or a tokenized card.
[[nodiscard]] Result<MutationAnswer> createdAnswer(const HttpReply &reply, const Call &call, TokenKind kind,
                                                   bool asksForArt, const Clock &clock);
//! Any success of a delete or a simulation; neither has a body that says anything.
[[nodiscard]] MutationAnswer plainAnswer(const HttpReply &reply, const Call &call);
//! The 201 of a reversal: reversed or not, it says so itself.
[[nodiscard]] Result<MutationAnswer> reversedAnswer(const HttpReply &reply, const Call &call);

//! Ids of the payment instruments that an answer lists, shown in a sentence of a few; empty for none.
[[nodiscard]] QString referringInstruments(const HttpReply &reply);

} // namespace cybersource
