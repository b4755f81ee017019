// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

//! What is kept of a passphrase: "scrypt$15$8$1$SALT$HASH", salt and hash as base64url. N is 2 to the power of the
//! first number. Nobody gets the passphrase back from it, but may try some: it belongs into the keychain.
namespace PassphraseRecord {

//! The passphrase as it is counted and compared: Unicode's compatibility form NFKC, so that it does not matter which
//! keyboard typed it.
[[nodiscard]] SecretBytes normalised(const SecretBytes &utf8);
//! In characters, of the normalised form.
[[nodiscard]] qsizetype lengthOf(const SecretBytes &utf8);

//! With a salt of its own each time. Crypto when OpenSSL fails. As slow as a check.
[[nodiscard]] Result<SecretBytes> make(const SecretBytes &passphrase);
//! Whether it is the passphrase that the record was made of; compares in a time that says nothing. Storage for a text
//! that is no record. Takes some tenths of a second: not for the GUI thread.
[[nodiscard]] Result<bool> opens(const SecretBytes &record, const SecretBytes &passphrase);

} // namespace PassphraseRecord
