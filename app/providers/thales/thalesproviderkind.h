// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/core/worker.h"
#include "app/domain/tokenprovider.h"

#include <memory>

//! Thales ETP: how a connection to it is described, and how it is opened. Destroying it waits for what is being opened.
class ThalesProviderKind final : public ProviderKind
{
public:
    ThalesProviderKind(std::shared_ptr<const Clock> clock, std::shared_ptr<ExchangeLog> exchanges);

    [[nodiscard]] QString id() const override { return QStringLiteral("thales-etp"); }
    [[nodiscard]] QString label() const override { return QStringLiteral("Thales ETP"); }
    [[nodiscard]] const Form &connectionForm() const override { return m_connectionForm; }
    [[nodiscard]] bool takesLifecycleExtension() const override { return true; }
    //! Settles in this object's own thread, with a ThalesProvider over a NetworkTransport whose credential is bound to
    //! the host of the base address.
    [[nodiscard]] Pending<std::shared_ptr<TokenProvider>> open(const ConnectionValues &values) const override;
    [[nodiscard]] std::shared_ptr<const NotificationFormat> notificationFormat() const override;
    [[nodiscard]] QString recipientField() const override;

private:
    const std::shared_ptr<const Clock> m_clock;
    const std::shared_ptr<ExchangeLog> m_exchanges;
    const Form m_connectionForm;
    const std::unique_ptr<Worker> m_worker;
};
