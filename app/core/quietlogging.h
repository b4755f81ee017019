// SPDX-License-Identifier: Apache-2.0
#pragma once

//! Takes away Qt's debug messages that hold requests, answers or keys, whatever QT_LOGGING_RULES or QT_LOGGING_CONF say
//! (security.md N10). Call before anything is logged; again does nothing.
void keepBodiesOutOfLogs();
