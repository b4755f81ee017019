// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoderprocess.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {
// Of wall-clock: twice the processor time, for a busy machine.
constexpr int patienceForAnswerMs = 2 * AssetLimit::milliseconds;
constexpr int patienceForStartMs = 15'000;
constexpr int startsAMinute = 30;
constexpr qint64 minuteMs = 60'000;

QProcessEnvironment decoderEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, u"/nonexistent"_s);
    environment.insert(u"XDG_RUNTIME_DIR"_s, u"/nonexistent"_s);
#ifdef Q_OS_WIN
    environment.insert(u"SystemRoot"_s, qEnvironmentVariable("SystemRoot"));
#endif
    return environment;
}
} // namespace

DecoderQueue::DecoderQueue(const QString &program, QObject *parent) : QObject(parent), m_program(program)
{
    m_clock.start();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &DecoderQueue::runOut);
}

DecoderQueue::~DecoderQueue()
{
    if (m_process) {
        m_process->disconnect(this);
        m_process->kill();
        // Returns as soon as the process is dead: it says nothing more.
        m_process->waitForReadyRead(patienceForStartMs);
    }
    for (const DecodingJob &job : std::as_const(m_jobs))
        job.settler.settle(Failure({.kind = Error::Kind::OutcomeUnknown, .detail = u"the decoder was closed"_s}));
}

void DecoderQueue::add(const DecodingJob &job)
{
    m_jobs.enqueue(job);
    proceed();
}

void DecoderQueue::proceed()
{
    if (m_jobs.isEmpty())
        return;
    if (m_state == State::Off)
        start();
    else if (m_state == State::Ready)
        send();
}

bool DecoderQueue::mayStart()
{
    const qint64 now = m_clock.elapsed();
    m_starts.removeIf([now](qint64 start) { return now - start > minuteMs; });
    if (m_starts.size() >= startsAMinute)
        return false;
    m_starts.append(now);
    return true;
}

void DecoderQueue::start()
{
    if (m_program.isEmpty())
        return refuseAll(u"the decoder's program was not found"_s);
    if (!mayStart())
        return refuseAll(u"the decoder ended too often"_s);
    m_state = State::Starting;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(decoderEnvironment());
    m_process->setWorkingDirectory(u"/"_s);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &DecoderQueue::read);
    connect(m_process.get(), &QProcess::finished, this, &DecoderQueue::lose);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            lose();
    });
    m_patience.start(patienceForStartMs);
    m_process->start(m_program, {});
}

void DecoderQueue::send()
{
    m_state = State::Busy;
    m_header.reset();
    m_jobs.head().request.id = ++m_lastId;
    m_patience.start(patienceForAnswerMs);
    m_process->write(AssetFrame::encoded(m_jobs.head().request));
}

void DecoderQueue::read()
{
    bool isSane = true;
    if (m_state == State::Starting)
        isSane = readGreeting();
    else if (m_state == State::Busy)
        isSane = readAnswer();
    // Whatever comes unasked comes from a process that is no longer ours.
    if (!isSane || (m_state == State::Ready && m_process->bytesAvailable() > 0))
        return lose();
    proceed();
}

bool DecoderQueue::readGreeting()
{
    if (m_process->bytesAvailable() < AssetFrame::greetingSize)
        return true;
    if (m_process->read(AssetFrame::greetingSize) != AssetFrame::greeting())
        return false;
    m_patience.stop();
    m_state = State::Ready;
    return true;
}

bool DecoderQueue::readAnswer()
{
    if (!m_header) {
        if (m_process->bytesAvailable() < AssetFrame::answerHeaderSize)
            return true;
        m_header = AssetFrame::answerHeader(m_process->read(AssetFrame::answerHeaderSize));
        if (!m_header || m_header->id != m_lastId)
            return false;
    }
    if (m_process->bytesAvailable() < m_header->payloadBytes())
        return true;
    const auto asset = AssetFrame::answer(*m_header, m_process->read(m_header->payloadBytes()));
    if (!asset)
        return false;
    m_patience.stop();
    m_state = State::Ready;
    finish(*asset);
    return true;
}

void DecoderQueue::finish(const DecodedAsset &asset)
{
    m_jobs.dequeue().settler.settle(asset);
}

void DecoderQueue::refuseAll(const QString &why)
{
    while (!m_jobs.isEmpty())
        finish({.problem = AssetProblem::NoDecoder, .detail = why});
}

//! Too long without an answer.
void DecoderQueue::runOut()
{
    const bool isStarted = m_state == State::Busy;
    end();
    if (isStarted)
        finish({.problem = AssetProblem::TooSlow, .detail = u"no answer in time"_s});
    else
        refuseAll(u"the decoder did not start in time"_s);
    proceed();
}

//! The process ended by itself, or says what it must not.
void DecoderQueue::lose()
{
    const State was = m_state;
    end();
    if (was == State::Starting)
        return refuseAll(u"the decoder's program does not start"_s);
    if (was == State::Busy) {
        // It may have been dead before it got this asset: only the second time is the asset to blame.
        if (m_jobs.head().isSecondTry)
            finish({.problem = AssetProblem::Crashed, .detail = u"the decoder ended"_s});
        else
            m_jobs.head().isSecondTry = true;
    }
    proceed();
}

void DecoderQueue::end()
{
    m_patience.stop();
    m_state = State::Off;
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    // Not now: its own signal may be what led here, and a dying process is not waited for.
    QProcess *ending = m_process.release();
    if (ending->state() == QProcess::NotRunning)
        return ending->deleteLater();
    ending->setParent(parent());
    connect(ending, &QProcess::finished, ending, &QObject::deleteLater);
}
