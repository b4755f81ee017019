// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/notification.h"

//! The notifications of the Thales COF Client API 1.42 (section 8 of the API's document): notifyTokenCreation, whose
//! failure form names an error and no token, and notifyTokenUpdate. The document shows only the beginning of the
//! bodies: members that are not known are ignored, those that are known have to be what the Server API says.
class ThalesNotificationFormat final : public NotificationFormat
{
public:
    static constexpr QByteArrayView creationPath{"/tsh-cof/notify-token-creation"};
    static constexpr QByteArrayView updatePath{"/tsh-cof/notify-token-update"};

    [[nodiscard]] bool isPath(QByteArrayView path) const override;
    [[nodiscard]] Result<Notification> read(const NotificationMessage &message) const override;
};
