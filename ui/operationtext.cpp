// SPDX-License-Identifier: Apache-2.0
#include "ui/operationtext.h"

#include <QCoreApplication>

namespace {
struct OperationWords {
    Q_DECLARE_TR_FUNCTIONS(OperationText)
};
} // namespace

QString operationText(Operation operation)
{
    switch (operation) {
    case Operation::LookUp:
        return OperationWords::tr("Look up");
    case Operation::Create:
        return OperationWords::tr("Create");
    case Operation::Suspend:
        return OperationWords::tr("Suspend");
    case Operation::Resume:
        return OperationWords::tr("Resume");
    case Operation::Update:
        return OperationWords::tr("Update");
    case Operation::Reverse:
        return OperationWords::tr("Reverse");
    case Operation::Simulate:
        return OperationWords::tr("Play the issuer");
    case Operation::Delete:
        break;
    }
    return OperationWords::tr("Delete");
}

QString operationNoun(Operation operation)
{
    switch (operation) {
    case Operation::LookUp:
        return OperationWords::tr("the look-up");
    case Operation::Create:
        return OperationWords::tr("the creation");
    case Operation::Suspend:
        return OperationWords::tr("the suspension");
    case Operation::Resume:
        return OperationWords::tr("the resumption");
    case Operation::Update:
        return OperationWords::tr("the update");
    case Operation::Reverse:
        return OperationWords::tr("the reversal");
    case Operation::Simulate:
        return OperationWords::tr("the simulation");
    case Operation::Delete:
        break;
    }
    return OperationWords::tr("the deletion");
}

QString outcomeText(JournalOutcome::Kind outcome)
{
    switch (outcome) {
    case JournalOutcome::Kind::Succeeded:
        return OperationWords::tr("Succeeded");
    case JournalOutcome::Kind::Accepted:
        return OperationWords::tr("Accepted for later");
    case JournalOutcome::Kind::Refused:
        return OperationWords::tr("Refused");
    case JournalOutcome::Kind::Unknown:
        return OperationWords::tr("Outcome unknown");
    case JournalOutcome::Kind::Open:
        break;
    }
    return OperationWords::tr("No outcome yet");
}

bool succeededInPart(const JournalEntry &entry)
{
    return !entry.intent.tokens.isEmpty() && entry.outcome.kind == JournalOutcome::Kind::Succeeded &&
           !entry.outcome.detail.isEmpty();
}

QString outcomeText(const JournalEntry &entry)
{
    return succeededInPart(entry) ? OperationWords::tr("Succeeded in part") : outcomeText(entry.outcome.kind);
}

QString settlementText(JournalSettlement::Kind settlement)
{
    switch (settlement) {
    case JournalSettlement::Kind::Happened:
        return OperationWords::tr("It happened");
    case JournalSettlement::Kind::DidNotHappen:
        return OperationWords::tr("It did not happen");
    case JournalSettlement::Kind::StillUnknown:
        return OperationWords::tr("Still unknown");
    case JournalSettlement::Kind::None:
        break;
    }
    return {};
}
