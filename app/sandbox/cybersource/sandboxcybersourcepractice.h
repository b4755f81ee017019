// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QList>
#include <QString>

class SandboxCybersourceVault;

//! A token of a new data directory.
struct SandboxCybersourcePracticeToken {
    QString identifierId;
    QString networkTokenId; //!< empty when it has none
    QString meaning;        //!< English, for people who practise
};

//! Their ids are the same in every sandbox.
[[nodiscard]] const QList<SandboxCybersourcePracticeToken> &sandboxCybersourcePracticeTokens();
//! Puts those into the vault that it never held.
[[nodiscard]] Result<Done> plantSandboxCybersourcePractice(SandboxCybersourceVault &vault);
