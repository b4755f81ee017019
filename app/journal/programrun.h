// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! One start of the program, so that the journal can tell what a run that is over left behind from what another console
//! is still doing.
struct ProgramRun {
    QString id;   //!< UUID, new at every start
    QString host; //!< the machine's name
    qint64 processId = 0;
    QString processStart; //!< boot of the machine and the process's start in it; empty where the system does not say
    friend bool operator==(const ProgramRun &, const ProgramRun &) = default;
};

//! This start of the program: the same every time it is asked for.
[[nodiscard]] ProgramRun currentRun();

//! Whether the process of that run still exists here: same machine, same boot, same start time. A process number that
//! has been given out again does not pass for it, and neither does a process that has ended but was not yet collected
//! by its parent. What cannot be found out (another machine, no /proc) counts as over.
[[nodiscard]] bool isStillRunning(const ProgramRun &run);

//! Boot and start time of a process of this machine, as in ProgramRun::processStart; empty when there is none.
[[nodiscard]] QString processStartOf(qint64 processId);
