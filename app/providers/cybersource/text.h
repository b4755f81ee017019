// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

namespace cybersource {

//! The translation context of every sentence that this provider hands to people.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Cybersource)
};

} // namespace cybersource
