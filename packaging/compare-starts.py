#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts programs in turns on the display at hand and measures each start; see compare-keepassxc.sh.

compare-starts.py HOME RUNS NAME=PROGRAM NAME=PROGRAM

A window counts as painted once its picture holds more than a ground and a line. Every program starts with a home of its
own in which it has been started once before. Memory is that of the process and its children two seconds later: resident,
and proportional (shared pages divided among those who share them).
"""
import os
import signal
import statistics
import subprocess
import sys
import time


def environment(home, name):
    own = os.path.join(home, name)
    env = dict(os.environ, HOME=own)
    for key, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"),
                        ("XDG_RUNTIME_DIR", "run"), ("TMPDIR", "tmp")):  # KeePassXC's lock lies in the last
        env[key] = os.path.join(own, folder)
        os.makedirs(env[key], mode=0o700, exist_ok=True)
    return env


def prepare(home):
    """KeePassXC asks a question at its first start, which would stand before the window."""
    folder = os.path.join(home, "keepassxc", "config", "keepassxc")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with open(os.path.join(folder, "keepassxc.ini"), "w") as settings:
        settings.write("[General]\nUpdateCheckMessageShown=true\n\n[GUI]\nCheckForUpdates=false\n")


def window_of(pid):
    """The id of the process's visible window of a window's size, or None."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], capture_output=True, text=True)
    for window in found.stdout.split():
        size = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True).stdout
        values = dict(line.split("=") for line in size.split() if "=" in line)
        if int(values.get("WIDTH", 0)) >= 300 and int(values.get("HEIGHT", 0)) >= 200:
            return window
    return None


def picture_of(window):
    return subprocess.run(["xwd", "-silent", "-id", window], capture_output=True).stdout


def is_painted(picture):
    pixels = picture[4096:]  # past the header and the colour map
    return len(set(pixels[i:i + 4] for i in range(0, len(pixels) - 4, 1028))) > 3


def processes_of(pid):
    pids = [pid]
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat") as stat:
                if int(stat.read().rsplit(")", 1)[1].split()[1]) == pid:
                    pids.append(int(entry))
        except (OSError, IndexError, ValueError):
            pass
    return pids


def memory_of(pid):
    totals = {"Rss": 0, "Pss": 0}
    for each in processes_of(pid):
        try:
            with open(f"/proc/{each}/smaps_rollup") as rollup:
                for line in rollup:
                    key = line.split(":")[0]
                    if key in totals:
                        totals[key] += int(line.split()[1])
        except OSError:
            pass
    return totals["Rss"] / 1024, totals["Pss"] / 1024


def start(program, env):
    began = time.monotonic()
    process = subprocess.Popen([program], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    painted = None
    while painted is None and time.monotonic() - began < 60:
        window = window_of(process.pid)  # anew each time: a window of the beginning may be replaced
        looked = time.monotonic()
        if window and is_painted(picture_of(window)):
            painted = looked
    # The same moment of both: everything that belongs to the start has happened, and nothing has been clicked.
    time.sleep(2)
    memory = memory_of(process.pid)
    if painted is None:
        process.kill()
        sys.exit(f"{program} showed no window")
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return (painted - began) * 1000, *memory


def main():
    home, runs = sys.argv[1], int(sys.argv[2])
    programs = [argument.split("=", 1) for argument in sys.argv[3:]]
    samples = {name: [] for name, _ in programs}
    prepare(home)
    for name, program in programs:
        start(program, environment(home, name))  # the first one makes files, and fills the page cache
    for _ in range(runs):
        for name, program in programs:
            samples[name].append(start(program, environment(home, name)))
    medians = {name: [statistics.median(column) for column in zip(*samples[name])] for name in samples}
    print(f"{'median of ' + str(runs):<14}{'painted ms':>12}{'RSS MiB':>10}{'PSS MiB':>10}")
    for name, values in medians.items():
        print(f"{name:<14}{values[0]:>12.0f}{values[1]:>10.1f}{values[2]:>10.1f}")
    first, second = (medians[name] for name, _ in programs)
    print(f"{'ratio':<14}{first[0] / second[0]:>12.2f}{first[1] / second[1]:>10.2f}{first[2] / second[2]:>10.2f}")


main()
