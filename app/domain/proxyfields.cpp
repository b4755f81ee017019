// SPDX-License-Identifier: Apache-2.0
#include "app/domain/proxyfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace proxy {
namespace {
struct ProxyWords {
    Q_DECLARE_TR_FUNCTIONS(Proxy)
};

Rule usedAs(const QString &way)
{
    return {.all = {{.key = use, .values = {way}}}, .because = {}};
}
} // namespace

// A connection that was saved before there were proxies says nothing about them and goes as the system does: nothing
// is required unless the proxy is the connection's own.
QList<FormField> fields()
{
    QList<FormField> all{
        {.key = use,
         .label = ProxyWords::tr("Way to the server"),
         .kind = FormField::Kind::Choice,
         .help =
             ProxyWords::tr("A proxy passes the encrypted connection on and cannot look inside. The system’s is not "
                            "used for this computer itself."),
         .initialValue = u"system"_s,
         .choices = {{.value = u"system"_s, .label = ProxyWords::tr("As the system")},
                     {.value = u"none"_s, .label = ProxyWords::tr("Directly, without a proxy")},
                     {.value = u"own"_s, .label = ProxyWords::tr("Through a proxy of its own")}}},
        {.key = address,
         .label = ProxyWords::tr("Proxy"),
         .maxLength = 262,
         .pattern = u"([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}"_s,
         .patternHint = ProxyWords::tr("A name or an address, a colon and the port."),
         .help = ProxyWords::tr("An HTTP proxy that allows CONNECT."),
         .placeholder = u"proxy.example:3128"_s,
         .requiredWhen = {usedAs(u"own"_s)},
         .hiddenWhen = {usedAs(u"system"_s), usedAs(u"none"_s)}},
        {.key = user,
         .label = ProxyWords::tr("Proxy user"),
         .maxLength = 128,
         .pattern = u"[^:\\p{Cc}]*"_s,
         .patternHint = ProxyWords::tr("A colon cannot stand in a user’s name."),
         .help = ProxyWords::tr("Only when the proxy asks for a name."),
         .hiddenWhen = {usedAs(u"none"_s)}},
        {.key = password,
         .label = ProxyWords::tr("Proxy password"),
         .kind = FormField::Kind::Secret,
         .maxLength = 256,
         .help = ProxyWords::tr("Given to the proxy only when it asks. Kept in the system’s keychain."),
         .hiddenWhen = {usedAs(u"none"_s)}},
    };
    for (FormField &field : all)
        field.group = ProxyWords::tr("Proxy");
    return all;
}

} // namespace proxy
