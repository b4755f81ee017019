// SPDX-License-Identifier: Apache-2.0
#pragma once

//! Closes the ways by which secrets leave a process, for itself and what it starts (security.md C9, F12, N8, N10): no
//! core dump, no tracer or reader of its memory among the user's other programs, no file of TLS keys, a locked heap for
//! secrets, freed memory of OpenSSL overwritten, no debug messages with bodies. First thing in `main`, before Qt and
//! OpenSSL are used.
void hardenProcess();
