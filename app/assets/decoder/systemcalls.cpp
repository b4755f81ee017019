// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/systemcalls.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>

namespace {
class SystemCallFilter
{
public:
    SystemCallFilter() : m_filter(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {}
    SystemCallFilter(const SystemCallFilter &) = delete;
    SystemCallFilter &operator=(const SystemCallFilter &) = delete;
    ~SystemCallFilter() { seccomp_release(m_filter); }

    void allow(std::initializer_list<int> calls)
    {
        for (const int call : calls)
            add(SCMP_ACT_ALLOW, call, {});
    }
    void allowIf(int call, scmp_arg_cmp condition) { add(SCMP_ACT_ALLOW, call, {condition}); }
    void refuseAsUnknown(int call) { add(SCMP_ACT_ERRNO(ENOSYS), call, {}); }
    //! For every thread of this process.
    [[nodiscard]] bool load()
    {
        return m_isWhole && m_filter && seccomp_attr_set(m_filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
               seccomp_load(m_filter) == 0;
    }

private:
    void add(uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions)
    {
        m_isWhole =
            m_isWhole && m_filter &&
            seccomp_rule_add_array(m_filter, action, call, unsigned(conditions.size()), conditions.begin()) == 0;
    }

    scmp_filter_ctx m_filter;
    bool m_isWhole = true;
};

scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value)
{
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

scmp_arg_cmp equal(unsigned argument, scmp_datum_t value)
{
    return {.arg = argument, .op = SCMP_CMP_EQ, .datum_a = value, .datum_b = 0};
}

void allowComputing(SystemCallFilter &filter)
{
    filter.allow({SCMP_SYS(brk),          SCMP_SYS(munmap),          SCMP_SYS(mremap),
                  SCMP_SYS(madvise),      SCMP_SYS(futex),           SCMP_SYS(exit),
                  SCMP_SYS(exit_group),   SCMP_SYS(rt_sigaction),    SCMP_SYS(rt_sigprocmask),
                  SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),     SCMP_SYS(getpid),
                  SCMP_SYS(gettid),       SCMP_SYS(clock_gettime),   SCMP_SYS(gettimeofday),
                  SCMP_SYS(getrandom),    SCMP_SYS(sched_yield),     SCMP_SYS(sched_getaffinity),
                  SCMP_SYS(sysinfo),      SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
                  SCMP_SYS(close)});
    // Memory, but no new code: what was loaded by now is all that ever runs.
    filter.allowIf(SCMP_SYS(mmap), masked(2, PROT_EXEC, 0));
    filter.allowIf(SCMP_SYS(mprotect), masked(2, PROT_EXEC, 0));
}
} // namespace

bool limitSystemCalls()
{
    SystemCallFilter filter;
    allowComputing(filter);
    filter.allow({SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(wait4), SCMP_SYS(getrusage), SCMP_SYS(setitimer),
                  SCMP_SYS(prlimit64), SCMP_SYS(prctl), SCMP_SYS(seccomp), SCMP_SYS(tgkill)});
    // Processes, not threads and not namespaces. glibc falls back to clone, whose flags can be seen, where clone3 is
    // unknown.
    filter.allowIf(SCMP_SYS(clone), masked(0, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_NEWUSER | CLONE_NEWNS, 0));
    filter.refuseAsUnknown(SCMP_SYS(clone3));
    return filter.load();
}

bool limitSystemCallsToComputing()
{
    SystemCallFilter filter;
    allowComputing(filter);
    // For abort().
    filter.allowIf(SCMP_SYS(tgkill), equal(0, scmp_datum_t(getpid())));
    return filter.load();
}
