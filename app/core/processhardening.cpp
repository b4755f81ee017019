// SPDX-License-Identifier: Apache-2.0
#include "app/core/processhardening.h"

#include "app/core/quietlogging.h"
#include "app/core/secretbytes.h"

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace {
void forbidDumpsAndTracers()
{
#ifdef Q_OS_LINUX
    // Flatpak's portals find out whom they serve below /proc/PID/root, which they may not open once this is done. The
    // file is there in every Flatpak sandbox and, unlike a variable of the environment, nowhere else.
    const bool isServedByPortals = ::access("/.flatpak-info", F_OK) == 0;
    if (!isServedByPortals)
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Zero stops no dump that goes to a program, see core(5); one byte does, see do_coredump in Linux, and files as
    // well.
    const rlim_t most = isServedByPortals ? 1 : 0;
    const rlimit limit{.rlim_cur = most, .rlim_max = most};
    ::setrlimit(RLIMIT_CORE, &limit);
#endif
}
} // namespace

void hardenProcess()
{
    forbidDumpsAndTracers();
    qunsetenv("SSLKEYLOGFILE");
    wipeWhatOpenSslFrees();
    initialiseSecureHeap();
    keepBodiesOutOfLogs();
}
