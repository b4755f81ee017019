// SPDX-License-Identifier: Apache-2.0
// Uses the secret store that the program would use, in a process of its own, because a process meets one bus only.
//   keychainprobe choose|keychain|keep|recall PATIENCE-MS
// Prints one line per step; the exit code says nothing.

#include "app/core/observe.h"
#include "app/settings/keychainsecretstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
using Secret = std::shared_ptr<const SecretBytes>;

void print(const QString &line)
{
    std::puts(line.toUtf8().constData());
    std::fflush(stdout);
}

QString said(const Result<Done> &outcome)
{
    return outcome ? u"done"_s : toString(outcome.error().kind);
}

//! Made up for the test; still, what is printed is only whether it came back as it went.
const QString madeUp = u"made-up \u00e4 %1"_s.arg(QString(40, u'k'));

QString said(const Result<Secret> &outcome)
{
    if (!outcome)
        return toString(outcome.error().kind);
    if (!*outcome)
        return u"nothing"_s;
    return (*outcome)->bytes() == madeUp.toUtf8() ? u"the same"_s : u"something else"_s;
}

class Probe : public QObject
{
public:
    Probe(std::shared_ptr<SecretStore> store, QString what) : m_store(std::move(store)), m_what(std::move(what)) {}

    void start()
    {
        observe<Secret>(this, m_store->read(u"c-1"_s, u"never stored"_s), [this](const Result<Secret> &nothing) {
            print(u"missing: "_s + said(nothing));
            print(m_store->isPersistent() ? u"persistent"_s : u"for this run"_s);
            m_what == "recall"_L1 ? read([] { QCoreApplication::exit(0); }) : write();
        });
    }

private:
    void write()
    {
        const auto secret = std::make_shared<const SecretBytes>(SecretBytes::fromText(madeUp));
        observe<Done>(this, m_store->write(u"c-1"_s, u"apiKey"_s, secret), [this](const Result<Done> &written) {
            print(u"write: "_s + said(written));
            if (m_what == "keep"_L1)
                return QCoreApplication::exit(0);
            read([this] { remove(); });
        });
    }

    void read(const std::function<void()> &next)
    {
        observe<Secret>(this, m_store->read(u"c-1"_s, u"apiKey"_s), [next](const Result<Secret> &secret) {
            print(u"read: "_s + said(secret));
            next();
        });
    }

    void remove()
    {
        observe<Done>(this, m_store->remove(u"c-1"_s, u"apiKey"_s), [this](const Result<Done> &removed) {
            print(u"remove: "_s + said(removed));
            read([this] { removeAgain(); });
        });
    }

    void removeAgain()
    {
        observe<Done>(this, m_store->remove(u"c-1"_s, u"apiKey"_s), [](const Result<Done> &removed) {
            print(u"remove again: "_s + said(removed));
            QCoreApplication::exit(0);
        });
    }

    std::shared_ptr<SecretStore> m_store;
    const QString m_what;
};
} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const std::chrono::milliseconds patience(arguments.value(2).toInt());

    QElapsedTimer timer;
    timer.start();
    std::shared_ptr<SecretStore> store;
    if (arguments.value(1) == "keychain"_L1)
        store = std::make_shared<KeychainSecretStore>();
    else
        store = makeSecretStore(patience);
    print(u"returned within a second: %1"_s.arg(timer.elapsed() < 1000 ? u"yes"_s : u"no"_s));

    // The event loop must go on while the keychain is asked: the longest time between two ticks.
    QElapsedTimer sinceTick;
    qint64 longestGap = 0;
    sinceTick.start();
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] { longestGap = std::max(longestGap, sinceTick.restart()); });
    tick.start(10);

    Probe probe(store, arguments.value(1));
    probe.start();
    store.reset();
    QTimer::singleShot(60'000, &probe, [] { QCoreApplication::exit(1); });
    const int code = QCoreApplication::exec();
    print(u"loop went on: %1"_s.arg(longestGap < 1000 ? u"yes"_s : u"no"_s));
    return code;
}
