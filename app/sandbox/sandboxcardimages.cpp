// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxcardimages.h"

#include "app/sandbox/sandboxresources.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostRequests = 1000;
constexpr qsizetype hugeSize = 12 * 1024 * 1024;
constexpr std::chrono::seconds slowness{20};

struct Picture {
    const char *name;
    const char *file; //!< below resources/sandbox
    const char *contentType;
};

constexpr std::array pictures{
    Picture{"kestrel-world-elite.jpeg", "kestrel-world-elite.jpeg", "image/jpeg"},
    Picture{"harbour-classic.png", "harbour-complete.png", "image/png"},
    Picture{"aurora-noite.svg", "art/aurora-noite.svg", "image/svg+xml"},
    Picture{"notice.html", "meridian-notice.html", "text/html; charset=utf-8"},
    Picture{"slow.jpeg", "kestrel-world-elite.jpeg", "image/jpeg"},
    Picture{"huge.png", "harbour-icon.png", "image/png"},
    Picture{"tracker.png", "harbour-icon.png", "image/png"},
};
} // namespace

SandboxReply SandboxCardImages::answer(const SandboxRequest &request)
{
    if (m_requests.size() == mostRequests)
        m_requests.removeFirst();
    m_requests.append(SandboxCardImageRequest{.path = u'/' + QString::fromUtf8(request.segments.join('/')),
                                              .headers = request.headers,
                                              .hasClientCertificate = request.hasClientCertificate});

    if (request.segments.size() != 2 || request.segments.first() != "card-images")
        return {.answer = {.status = 404}};
    if (request.method != "GET")
        return {.answer = {.status = 405, .headers = {{"Allow", "GET"}}}};
    SandboxReply reply = picture(request.segments.last());
    reply.answer.headers.emplaceBack("Set-Cookie", "practice=1; Path=/; Secure; HttpOnly");
    return reply;
}

SandboxReply SandboxCardImages::picture(const QByteArray &name) const
{
    if (name == "moved.jpeg") {
        const QByteArray other = m_host.toLatin1().replace("127.0.0.1", "localhost");
        return {.answer = {.status = 302,
                           .headers = {{"Location", "https://" + other + "/card-images/kestrel-world-elite.jpeg"}}}};
    }
    const auto found = std::ranges::find_if(pictures, [&](const Picture &known) { return name == known.name; });
    if (found == pictures.end())
        return {.answer = {.status = 404}};
    SandboxReply reply{
        .answer = {.body = sandboxResource(QString::fromLatin1(found->file)), .contentType = found->contentType}};
    if (name == "huge.png")
        reply.answer.body.resize(hugeSize, '\0');
    if (name == "slow.jpeg")
        reply.delay = slowness;
    return reply;
}
