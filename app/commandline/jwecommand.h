// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QIODevice;

//! `tokendesk jwe inspect|decrypt|encrypt`, for scripts and for people who want to know why a message is refused.
//!
//! `arguments` are those after "jwe". A message or plaintext comes from a file or from `in`, results go to `out`,
//! reasons to `err`; all three are open, and unbuffered where they carry a plaintext that is to leave no copy. Secrets
//! come from files only. Returns 0 when all went well, 1 when something was refused, could not be read or written, 2
//! when the arguments make no sense.
[[nodiscard]] int runJweCommand(const QStringList &arguments, QIODevice &in, QIODevice &out, QIODevice &err);
