// SPDX-License-Identifier: Apache-2.0
#pragma once

//! Loads every library, plug-in and font face that decoding will want, by decoding a small sample of each format, and
//! keeps them: once this process is confined it can open nothing. False when a format cannot be decoded here.
[[nodiscard]] bool preload();
