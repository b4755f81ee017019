// SPDX-License-Identifier: Apache-2.0
#include "app/domain/operation.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
struct OperationText {
    Q_DECLARE_TR_FUNCTIONS(OperationText)
};

//! An operation, its word, and why it is illegal in each state; no sentence where it is legal.
struct Row {
    Operation operation;
    QLatin1StringView word;
    const char *unknown;
    const char *pending;
    const char *active;
    const char *suspended;
    const char *deleted;
};

constexpr const char *legal = nullptr;

// A token in a state that this program has no word for is the server's to judge, so everything but a second creation is
// legal there; "delete my data" must not fail on a state that a provider invented.
constexpr auto matrix = std::to_array<Row>({
    {Operation::LookUp, "lookup"_L1, legal, legal, legal, legal, legal},
    {Operation::Create, "create"_L1, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is being created already: wait until it is active."),
     QT_TRANSLATE_NOOP("OperationText", "This token exists already: create another one from the Create menu."),
     QT_TRANSLATE_NOOP("OperationText", "This token exists already: resume it, or create another one."),
     QT_TRANSLATE_NOOP("OperationText", "A deleted token cannot be created again: create a new one.")},
    {Operation::Suspend, "suspend"_L1, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is not active yet: only an active token can be suspended."), legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is suspended already."),
     QT_TRANSLATE_NOOP("OperationText", "This token is deleted, which is final.")},
    {Operation::Resume, "resume"_L1, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is not active yet: only a suspended token can be resumed."),
     QT_TRANSLATE_NOOP("OperationText", "This token is active: only a suspended token can be resumed."), legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is deleted, which is final.")},
    {Operation::Update, "update"_L1, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is not active yet: update it once it is."), legal, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is deleted, which is final.")},
    {Operation::Delete, "delete"_L1, legal, legal, legal, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is deleted already.")},
    // It is about an amount; what became of the token since does not matter.
    {Operation::Reverse, "reverse"_L1, legal, legal, legal, legal, legal},
    {Operation::Simulate, "simulate"_L1, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is not active yet: play its issuer once it is."), legal, legal,
     QT_TRANSLATE_NOOP("OperationText", "This token is deleted, which is final.")},
});

const Row &rowOf(Operation operation)
{
    return *std::find_if(matrix.begin(), matrix.end(), [&](const Row &row) { return row.operation == operation; });
}

const char *reason(Operation operation, TokenState state)
{
    const Row &row = rowOf(operation);
    switch (state) {
    case TokenState::Unknown:
        break;
    case TokenState::Pending:
        return row.pending;
    case TokenState::Active:
        return row.active;
    case TokenState::Suspended:
        return row.suspended;
    case TokenState::Deleted:
        return row.deleted;
    }
    return row.unknown;
}
} // namespace

QString toWord(Operation operation)
{
    return rowOf(operation).word;
}

Operation operationFromWord(QStringView word)
{
    const auto found = std::find_if(matrix.begin(), matrix.end(), [&](const Row &row) { return word == row.word; });
    return found == matrix.end() ? Operation::LookUp : found->operation;
}

TokenState stateAfter(Operation operation)
{
    switch (operation) {
    case Operation::Delete:
        return TokenState::Deleted;
    case Operation::Suspend:
        return TokenState::Suspended;
    case Operation::Resume:
        return TokenState::Active;
    case Operation::LookUp:
    case Operation::Create:
    case Operation::Update:
    case Operation::Reverse:
    case Operation::Simulate:
        break;
    }
    return TokenState::Unknown;
}

bool isLegal(Operation operation, TokenState state)
{
    return reason(operation, state) == legal;
}

QString illegalBecause(Operation operation, TokenState state)
{
    const char *because = reason(operation, state);
    return because ? OperationText::tr(because) : QString();
}
