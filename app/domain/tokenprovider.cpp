// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenprovider.h"

#include <algorithm>

using namespace Qt::StringLiterals;

const Form *Capabilities::create(const QString &id) const
{
    const auto found = std::find_if(creates.begin(), creates.end(), [&](const Form &form) { return form.id == id; });
    return found == creates.end() ? nullptr : &*found;
}

Result<PreparedRequest> TokenProvider::prepareLifecycle(const LifecycleOrder &)
{
    return Failure({.kind = Error::Kind::InvalidInput,
                    .detail = QStringLiteral("the connection has no extension for this")});
}

Result<PreparedRequest> TokenProvider::prepareUpdateSeveral(const std::vector<UpdateRow> &, const QString &)
{
    return Failure(
        {.kind = Error::Kind::InvalidInput, .detail = capabilities().apiName + u" offers no update of several"_s});
}
