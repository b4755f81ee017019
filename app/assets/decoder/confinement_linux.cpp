// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetframe.h"
#include "app/assets/decoder/confinement.h"
#include "app/assets/decoder/systemcalls.h"

#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>

using namespace Qt::StringLiterals;

namespace {
constexpr rlim_t memoryForAsset = rlim_t(192) * 1024 * 1024;
// Once a process has grown by this much, it died of memory, whatever the signal: pdfium traps when it gets none.
constexpr rlim_t memoryTrouble = memoryForAsset / 2;
// On a busy machine a second of processor time may take long; the console waits for two seconds, then ends all of this.
constexpr itimerval wallClockForAsset{{0, 0}, {1, 600'000}};
constexpr int exitNoMemory = 71;
constexpr int exitNotConfined = 72;

rlim_t addressSpace = 0; //!< of this process when it was confined

bool limit(int resource, rlim_t most)
{
    const rlimit wanted{most, most};
    return setrlimit(__rlimit_resource(resource), &wanted) == 0;
}

//! Bytes of address space in use. To be asked before /proc is out of reach.
rlim_t currentAddressSpace()
{
    unsigned long pages = 0;
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    if (!file)
        return 0;
    const bool isRead = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    return isRead ? rlim_t(pages) * rlim_t(sysconf(_SC_PAGESIZE)) : 0;
}

bool limitForAsset()
{
    // The second of processor time ends with SIGXCPU, the next one with SIGKILL.
    const rlimit seconds{AssetLimit::milliseconds / 1000, AssetLimit::milliseconds / 1000 + 1};
    // Sanitizers map terabytes that they never touch: no limit on address space works with them.
    const bool isMemoryLimited = TOKENDESK_LIMITS_MEMORY == 0 || limit(RLIMIT_AS, addressSpace + memoryForAsset);
    return setrlimit(RLIMIT_CPU, &seconds) == 0 && setitimer(ITIMER_REAL, &wallClockForAsset, nullptr) == 0 &&
           isMemoryLimited && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0);
}

//! Memory that this process and the one that decodes share, for one answer: its length, then its frame.
class AnswerPlace
{
public:
    AnswerPlace()
        : m_memory(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
    {
    }
    AnswerPlace(const AnswerPlace &) = delete;
    AnswerPlace &operator=(const AnswerPlace &) = delete;
    ~AnswerPlace()
    {
        if (isThere())
            munmap(m_memory, size);
    }
    [[nodiscard]] bool isThere() const { return m_memory != MAP_FAILED; }
    void put(const QByteArray &frame)
    {
        const auto length = quint64(frame.size());
        std::memcpy(bytes() + sizeof(length), frame.constData(), length);
        std::memcpy(bytes(), &length, sizeof(length));
    }
    //! The frame, which is whatever the other process made it; empty when its length cannot be true.
    [[nodiscard]] QByteArray frame() const
    {
        quint64 length = 0;
        std::memcpy(&length, bytes(), sizeof(length));
        return length > quint64(AssetFrame::answerBytes) ? QByteArray()
                                                         : QByteArray(bytes() + sizeof(length), qsizetype(length));
    }

private:
    static constexpr size_t size = sizeof(quint64) + size_t(AssetFrame::answerBytes);
    [[nodiscard]] char *bytes() const { return static_cast<char *>(m_memory); }
    void *m_memory;
};

[[noreturn]] void decodeAndExit(AnswerPlace &place, quint32 id, const std::function<DecodedAsset()> &decode)
{
    std::set_new_handler([] { _exit(exitNoMemory); });
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Not even the pipes: an answer is what stands in the shared place when this process is gone.
    for (const int descriptor : {0, 1, 2})
        close(descriptor);
    if (!limitForAsset() || !limitSystemCallsToComputing())
        _exit(exitNotConfined);
    try {
        place.put(AssetFrame::encoded(id, decode()));
    } catch (const std::bad_alloc &) {
        _exit(exitNoMemory);
    }
    _exit(0);
}

DecodedAsset death(AssetProblem problem, const QString &detail)
{
    DecodedAsset asset;
    asset.problem = problem;
    asset.detail = detail;
    return asset;
}

//! Why a process ended without an answer.
DecodedAsset causeOfDeath(int status, const rusage &used, const rusage &usedBefore)
{
    const bool isMemoryGone = (WIFEXITED(status) && WEXITSTATUS(status) == exitNoMemory) ||
                              rlim_t(used.ru_maxrss - usedBefore.ru_maxrss) * 1024 > memoryTrouble;
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    const bool isTimeGone = signal == SIGXCPU || signal == SIGALRM || signal == SIGKILL;
    if (isTimeGone)
        return death(AssetProblem::TooSlow, signal == SIGALRM ? u"no picture within %1 ms"_s.arg(wallClockForAsset.it_value.tv_sec * 1000 +
                                                                                        wallClockForAsset.it_value.tv_usec / 1000)
                                       : u"more than %1 ms of processor time"_s.arg(AssetLimit::milliseconds));
    if (isMemoryGone)
        return death(AssetProblem::TooMuchMemory, u"more than %1 MB"_s.arg(memoryForAsset / 1024 / 1024));
    return death(AssetProblem::Crashed,
                 signal != 0 ? u"signal %1"_s.arg(signal) : u"exit code %1"_s.arg(WEXITSTATUS(status)));
}
} // namespace

bool confine()
{
    addressSpace = currentAddressSpace();
    const bool isClosed = syscall(SYS_close_range, 3U, ~0U, 0U) == 0;
    const bool isQuiet = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
                         limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 3);
    return addressSpace > 0 && isClosed && isQuiet && limitSystemCalls();
}

QByteArray decodedApart(quint32 id, const std::function<DecodedAsset()> &decode)
{
    AnswerPlace place;
    rusage usedBefore{};
    getrusage(RUSAGE_SELF, &usedBefore);
    const pid_t child = place.isThere() ? fork() : -1;
    if (child == 0)
        decodeAndExit(place, id, decode);
    if (child < 0)
        return AssetFrame::encoded(id, death(AssetProblem::TooMuchMemory, u"no process to decode in"_s));
    int status = 0;
    rusage used{};
    while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        if (QByteArray frame = place.frame(); !frame.isEmpty())
            return frame;
    }
    return AssetFrame::encoded(id, causeOfDeath(status, used, usedBefore));
}
