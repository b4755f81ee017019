// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

//! The step that gives the workspace observed changes, annotations and a fast search.
[[nodiscard]] QStringList annotatedWorkspace();
