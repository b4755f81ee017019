// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/sandboxcontrol.h"
#include "app/sandbox/thales/sandboxthalescatalogue.h"
#include "app/sandbox/thales/sandboxthalesnotifications.h"
#include "app/sandbox/thales/sandboxthalestokens.h"

#include <memory>

//! Lets an issuer act on a token, which no merchant can ask for. Every command takes {"tokenId"} and answers
//! {"tokenId", "tokenState", "suspendedBy"}; the merchant is owed a notification of what became of the token:
//!  issuer-suspend  suspends it, besides whoever does so already
//!  issuer-resume   lifts the issuer's own suspension
//!  expire          the card expired last month and was not renewed, so the token is deleted
//!  new-expiry      a renewed card: with {"expiry": "MMYY"}, otherwise three years from now
//!  new-card-art    the next product of the same scheme
//!  issuer-delete   the card was destroyed
//! A deleted token takes none of them; a PCI token, which has no issuer behind it, only new-expiry and issuer-delete.
//! What is passed outlives `control`.
void addSandboxThalesIssuerControls(SandboxControl &control, SandboxThalesTokens &tokens,
                                    SandboxThalesNotifications &notifications, const SandboxThalesCatalogue &catalogue, std::shared_ptr<const Clock> clock);
