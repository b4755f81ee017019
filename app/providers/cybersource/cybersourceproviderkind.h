// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/core/worker.h"
#include "app/domain/tokenprovider.h"

#include <memory>

//! Cybersource's Token Management Service: how a connection is described, and how it is opened. Destroying it waits for
//! what is being opened.
class CybersourceProviderKind final : public ProviderKind
{
public:
    CybersourceProviderKind(std::shared_ptr<const Clock> clock, std::shared_ptr<ExchangeLog> exchanges);

    [[nodiscard]] QString id() const override { return QStringLiteral("cybersource"); }
    [[nodiscard]] QString label() const override { return QStringLiteral("Cybersource TMS"); }
    [[nodiscard]] const Form &connectionForm() const override { return m_connectionForm; }
    //! Settles in this object's own thread, with a CybersourceProvider over a NetworkTransport.
    [[nodiscard]] Pending<std::shared_ptr<TokenProvider>> open(const ConnectionValues &values) const override;

private:
    const std::shared_ptr<const Clock> m_clock;
    const std::shared_ptr<ExchangeLog> m_exchanges;
    const Form m_connectionForm;
    const std::unique_ptr<Worker> m_worker;
};
