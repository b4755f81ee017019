// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/certificateauthority.h"

//! The certificates of one test: an authority, a server under it for localhost and 127.0.0.1, and a client.
struct TestCertificates {
    CertificateAuthority authority;
    IssuedCertificate server;
    IssuedCertificate client;

    //! Made once per test program.
    [[nodiscard]] static const TestCertificates &shared();
    //! Another authority, which nobody trusts.
    [[nodiscard]] static const TestCertificates &foreign();
};

//! `leaf` signed again by `issuer` (itself: self-signed), valid from and to so many days from now.
[[nodiscard]] IssuedCertificate signedAgain(const IssuedCertificate &leaf, const IssuedCertificate &issuer, int fromDay,
                                            int toDay);
