// SPDX-License-Identifier: Apache-2.0
#pragma once

//! Allows this process, from here on, memory, reading and writing of what is open, forking and waiting, and little
//! else; every other call fails with EPERM. False when the kernel does not filter.
[[nodiscard]] bool limitSystemCalls();

//! Of a process that only computes: also no more forking, waiting or changing limits, and signals to itself alone.
[[nodiscard]] bool limitSystemCallsToComputing();
