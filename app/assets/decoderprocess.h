// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetframe.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QQueue>
#include <QTimer>

#include <memory>
#include <optional>

//! An asset on its way through the decoder.
struct DecodingJob {
    AssetFrame::Request request;
    Settler<DecodedAsset> settler = {};
    bool isSecondTry = false;
};

//! The assets that wait, and the one process that decodes them, one after the other. Lives in one thread, and never
//! waits in it. Destroying it ends the process and settles what waits with an Error.
class DecoderQueue : public QObject
{
public:
    DecoderQueue(const QString &program, QObject *parent);
    ~DecoderQueue() override;

    void add(const DecodingJob &job);

private:
    enum class State { Off, Starting, Ready, Busy };

    void proceed();
    void start();
    [[nodiscard]] bool mayStart();
    void send();
    void read();
    [[nodiscard]] bool readGreeting();
    [[nodiscard]] bool readAnswer();
    void finish(const DecodedAsset &asset);
    void refuseAll(const QString &why);
    void runOut();
    void lose();
    void end();

    QString m_program;
    std::unique_ptr<QProcess> m_process;
    QTimer m_patience;
    State m_state = State::Off;
    QQueue<DecodingJob> m_jobs; //!< the first is the one being decoded while Busy
    std::optional<AssetFrame::AnswerHeader> m_header;
    quint32 m_lastId = 0;
    QElapsedTimer m_clock;
    QList<qint64> m_starts; //!< of the last minute, milliseconds of m_clock
};
