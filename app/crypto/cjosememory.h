// SPDX-License-Identifier: Apache-2.0
#pragma once

//! cjose and the JSON library under it leave the text of a private key behind in freed memory, unless they are given
//! other functions to free with. Call before anything of cjose is used with a secret; again does nothing.
void makeCjoseWipe();
