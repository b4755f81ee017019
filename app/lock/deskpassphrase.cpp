// SPDX-License-Identifier: Apache-2.0
#include "app/lock/deskpassphrase.h"

#include "app/core/worker.h"
#include "app/lock/passphraserecord.h"

#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
using Kept = std::shared_ptr<const SecretBytes>;

const QString storeName = u"desk"_s;
const QString recordName = u"passphrase"_s;

//! In another thread: a hash is made to be slow.
template <typename T, typename Fn>
Pending<T> aside(Fn fn)
{
    const Settler<T> settler;
    QThreadPool::globalInstance()->start([settler, fn = std::move(fn)] {
        settler.settle(fn());
        releaseCryptoOfThread();
    });
    return settler.pending();
}

Result<DeskPassphrase::Verdict> verdictOn(const Kept &kept, const Kept &typed)
{
    const Result<bool> isRight = PassphraseRecord::opens(*kept, *typed);
    if (!isRight)
        return Failure(isRight.error());
    return *isRight ? DeskPassphrase::Verdict::Right : DeskPassphrase::Verdict::Wrong;
}
} // namespace

Pending<DeskPassphrase::Verdict> DeskPassphrase::check(const Typed &typed, bool isExpectedInKeychain) const
{
    return chain<Kept>(m_store->read(storeName, recordName),
                       [typed, store = m_store, isExpectedInKeychain](const Kept &kept) -> Pending<Verdict> {
                           if (kept)
                               return aside<Verdict>([kept, typed] { return verdictOn(kept, typed); });
                           if (isExpectedInKeychain && !store->isPersistent())
                               return failed<Verdict>(
                                   {.kind = Error::Kind::Storage, .detail = u"no keychain answers"_s});
                           return settled<Verdict>(Verdict::Missing);
                       });
}

Pending<Done> DeskPassphrase::set(const Typed &fresh) const
{
    if (!fresh || PassphraseRecord::lengthOf(*fresh) < fewestCharacters)
        return failed<Done>({.kind = Error::Kind::InvalidInput, .detail = u"the passphrase is too short"_s});
    const Pending<Kept> made = aside<Kept>([fresh]() -> Result<Kept> {
        Result<SecretBytes> record = PassphraseRecord::make(*fresh);
        if (!record)
            return Failure(record.error());
        return std::make_shared<const SecretBytes>(std::move(*record));
    });
    return chain<Kept>(made,
                       [store = m_store](const Kept &record) { return store->write(storeName, recordName, record); });
}

Pending<Done> DeskPassphrase::remove() const
{
    return m_store->remove(storeName, recordName);
}
