// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <expected>

//! Why an operation produced no value. Code branches on `kind` and on nothing else.
struct Error {
    enum class Kind {
        InvalidInput,       //!< refused here, before anything was sent; `field` names the place when there is one
        Configuration,      //!< the connection's settings cannot work: a key file, a passphrase, a host, a key id
        Unreachable,        //!< no connection was made: name not found, refused, network down; nothing was sent
        ProxyUnreachable,   //!< the proxy was not reached, or made no connection to the server; nothing was sent
        ProxyUnauthorized,  //!< the proxy wants a name and a password that it accepts (407); nothing was sent
        TimedOut,           //!< a read got no answer in time (a mutation in that case is OutcomeUnknown)
        ServerUntrusted,    //!< the server's certificate was not accepted here; nothing was sent
        CertificateRefused, //!< the server did not accept our client certificate
        Unauthorized,       //!< 401, 403: the API key or its like was refused
        Rejected,           //!< the server understood and said no; `code` holds its word when it gave one
        NotFound,           //!< the server knows no such thing
        Throttled,          //!< 429, after the retries that are allowed
        Unavailable,        //!< 503, after the retries that are allowed
        ServerFault,        //!< 500 and its like: final
        Redirected,         //!< the server answered with a redirect, which is never followed
        TooLarge,           //!< the answer exceeded a limit
        BadReply,           //!< the answer could not be understood
        Undecryptable,      //!< a JWE could not be opened; `detail` says which check failed, never a secret
        Storage,            //!< the local database or a file could not be read or written
        OutcomeUnknown,     //!< sent, no answer: never retried automatically, never called a failure
    };
    Kind kind = Kind::BadReply;
    QString detail = {};              //!< English, for the journal and reports; never shown raw, never a secret
    QString correlationId = {};       //!< the id to quote to the provider for this request, when there was a request
    QString code = {};                //!< the provider's own error code, such as CRYPTO_ERROR; empty when none
    QString providerDetail = {};      //!< the provider's free text, redacted; empty when none
    QString schemeCorrelationId = {}; //!< the card scheme's support reference, when the provider passed one on
    QString field = {};               //!< key of the form field at fault (InvalidInput)
    int httpStatus = 0;               //!< status of the answer, 0 when there was none
    int retryAfterSeconds = 0;        //!< how long the server asks to wait (Throttled, Unavailable); 0: it did not say

    friend bool operator==(const Error &, const Error &) = default;
};

template <typename T>
using Result = std::expected<T, Error>;
using Failure = std::unexpected<Error>;

//! The value of an operation that succeeds or fails and has nothing else to say.
struct Done {
    friend bool operator==(const Done &, const Done &) = default;
};

//! Whether a mutation that ended so may have been done all the same: nobody should simply send it again then.
[[nodiscard]] bool mayHaveBeenDone(Error::Kind kind);

//! The kind's name as written above ("OutcomeUnknown"), for the journal and for logs.
[[nodiscard]] QString toString(Error::Kind kind);
