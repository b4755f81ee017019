// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxreply.h"

namespace {
//! A status that may have a body, for faults that lie in the body.
int statusWithBody(int status)
{
    return status == 204 ? 200 : status;
}

SandboxAnswer malformed(const SandboxAnswer &answer)
{
    SandboxAnswer broken = answer;
    broken.status = statusWithBody(answer.status);
    broken.contentType = "application/json";
    broken.body = answer.body.isEmpty() ? QByteArray("{\"") : answer.body.chopped(1) + ",";
    return broken;
}

SandboxAnswer webPage(const SandboxAnswer &answer)
{
    return {.status = statusWithBody(answer.status),
            .body = "<!doctype html><title>Gateway</title><p>The gateway is being serviced.",
            .contentType = "text/html; charset=utf-8"};
}
} // namespace

SandboxReply spoiledReply(const SandboxAnswer &answer, std::optional<SandboxFault> fault)
{
    using enum SandboxFault;
    using Delivery = SandboxReply::Delivery;
    if (!fault)
        return {answer};
    switch (*fault) {
    case TooManyRequests:
        return {{.status = 429, .headers = {{"Retry-After", "1"}}}};
    case InternalError:
        return {{.status = 500}};
    case Unavailable:
        return {{.status = 503}};
    case Stall:
        return {answer, Delivery::Never};
    case CloseBefore:
        return {answer, Delivery::Closed};
    case CloseInside:
        return {answer, Delivery::Cut};
    case Malformed:
        return {malformed(answer)};
    case WrongContentType:
        return {webPage(answer)};
    }
    return {answer};
}
