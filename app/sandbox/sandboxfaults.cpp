// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxfaults.h"

#include <QMap>
#include <QMutexLocker>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
const QMap<QString, SandboxFault> &faultWords()
{
    using enum SandboxFault;
    static const QMap<QString, SandboxFault> words{
        {u"429"_s, TooManyRequests},      {u"500"_s, InternalError},
        {u"503"_s, Unavailable},          {u"stall"_s, Stall},
        {u"close-before"_s, CloseBefore}, {u"close-inside"_s, CloseInside},
        {u"malformed"_s, Malformed},      {u"content-type"_s, WrongContentType}};
    return words;
}

bool covers(SandboxFaultScope scope, bool isMutation)
{
    return scope == SandboxFaultScope::Everything || (scope == SandboxFaultScope::Mutations) == isMutation;
}

Failure badSpecification(const QString &specification)
{
    return Failure({.kind = Error::Kind::InvalidInput,
                    .detail = u"\"%1\" is not KIND:RATE. KIND is one of %2; RATE is 0 to 1, or \"next N\"."_s.arg(
                        specification, faultWords().keys().join(", "_L1))});
}
} // namespace

bool preventsExecution(SandboxFault fault)
{
    using enum SandboxFault;
    return fault == TooManyRequests || fault == InternalError || fault == Unavailable;
}

Result<Done> SandboxFaults::add(const QString &specification)
{
    const qsizetype colon = specification.indexOf(u':');
    const auto word = faultWords().constFind(specification.left(colon));
    if (colon < 0 || word == faultWords().constEnd())
        return badSpecification(specification);

    const QString amount = specification.mid(colon + 1).trimmed();
    bool isNumber = false;
    if (amount.startsWith("next "_L1)) {
        const int count = amount.mid(5).trimmed().toInt(&isNumber);
        if (!isNumber || count < 1)
            return badSpecification(specification);
        setNext(*word, count, SandboxFaultScope::Everything);
        return Done{};
    }
    const double rate = amount.toDouble(&isNumber);
    if (!isNumber || !(rate >= 0 && rate <= 1))
        return badSpecification(specification);
    setRate(*word, rate, SandboxFaultScope::Everything);
    return Done{};
}

void SandboxFaults::setNext(SandboxFault fault, int count, SandboxFaultScope scope)
{
    const QMutexLocker lock(&m_mutex);
    if (count > 0)
        m_counted.append({.fault = fault, .scope = scope, .remaining = count, .rate = 0});
}

void SandboxFaults::setRate(SandboxFault fault, double rate, SandboxFaultScope scope)
{
    const QMutexLocker lock(&m_mutex);
    m_rated.removeIf([fault](const Rule &rule) { return rule.fault == fault; });
    m_rated.append({.fault = fault, .scope = scope, .remaining = 0, .rate = rate});
}

void SandboxFaults::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_counted.clear();
    m_rated.clear();
}

std::optional<SandboxFault> SandboxFaults::take(bool isMutation)
{
    const QMutexLocker lock(&m_mutex);
    const auto counted = std::find_if(m_counted.begin(), m_counted.end(),
                                      [&](const Rule &rule) { return covers(rule.scope, isMutation); });
    if (counted != m_counted.end()) {
        const SandboxFault fault = counted->fault;
        if (--counted->remaining == 0)
            m_counted.erase(counted);
        return fault;
    }
    for (const Rule &rule : std::as_const(m_rated)) {
        if (covers(rule.scope, isMutation) && QRandomGenerator::global()->generateDouble() < rule.rate)
            return rule.fault;
    }
    return std::nullopt;
}
