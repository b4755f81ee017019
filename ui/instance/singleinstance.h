// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instance/processlock.h"
#include "ui/instance/windowcall.h"

#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <chrono>

class QLocalSocket;

//! One window for each user and data folder: the first start holds a lock and listens on a local socket, both in the
//! user's runtime folder; later starts pass on what they were asked for and end. Only processes of the same user are
//! listened to, and what they say is bounded and read strictly.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    struct Settings {
        QString dataFolder;                         //!< names the desk
        QString runtimeFolder;                      //!< where lock and socket lie
        std::chrono::milliseconds patience{10'000}; //!< with a first start that does not answer
    };
    explicit SingleInstance(Settings settings, QObject *parent = nullptr);
    ~SingleInstance() override;

    //! Emits exactly one of `becameFirst`, `handedOver` and `unanswered`; `becameFirst` also where the system has no
    //! lock or socket to offer: a window too many is better than none.
    void start(const WindowCall &call);
    //! Lets the next start be the first: this one's window has been closed.
    void stop();

    //! Where Qt says that such files belong.
    [[nodiscard]] static QString defaultRuntimeFolder();

Q_SIGNALS:
    void becameFirst();
    void handedOver();
    void unanswered();
    void called(const WindowCall &call); //!< of the first: another start asks for this

private:
    void attempt();
    void listen();
    void ask();
    void answer(QLocalSocket *socket);
    void read(QLocalSocket *socket);
    void drop(QLocalSocket *socket);

    const Settings m_settings;
    const QString m_name; //!< of lock and socket, without extension
    ProcessLock m_lock;
    QLocalServer m_server;
    QTimer m_again;
    QTimer m_deadline;
    QByteArray m_message;
    bool m_isDecided = false;
};
