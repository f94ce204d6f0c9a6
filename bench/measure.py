"""Runs programs and measures them: seconds, peak memory, time until ready, latency under load."""

import os
import re
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


class Failed(Exception):
    """A measured program ended with an error; its last words are the message."""


def run(command, env=None):
    """Runs a command to its end; returns seconds and peak memory in MB."""
    # GNU time stands between: the peak that the kernel reports for a child includes what its parent held before
    # exec, and this interpreter is larger than some of the programs measured.
    with tempfile.NamedTemporaryFile("r") as report:
        timed = ["/usr/bin/time", "-f", "%M", "-o", report.name, *map(str, command)]
        begun = time.monotonic()
        done = subprocess.run(timed, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, check=False)
        seconds = time.monotonic() - begun
        if done.returncode != 0:
            raise Failed(f"{' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')[-1500:]}")
        return seconds, int(report.read().split()[-1]) / 1024


def median_run(times, prepare, command, env=None):
    """Medians of several runs, each on what `prepare` makes anew; `command` takes what `prepare` returned."""
    results = []
    for _ in range(times):
        made = prepare()
        results.append(run(command(made), env))
    return statistics.median(r[0] for r in results), statistics.median(r[1] for r in results)


def free_port():
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory(pid):
    """Resident memory now and at its peak, in MB."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return tuple(int(re.search(rf"{key}:\s+(\d+)", text)[1]) / 1024 for key in ("VmRSS", "VmHWM"))


class Server:
    """A program that serves until the end of the `with` block; knows how long it took to be ready."""

    def __init__(self, command, env, address, ready):
        self.address = address
        begun = time.monotonic()
        self.child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self._answers(address + ready):
            if self.child.poll() is not None or time.monotonic() - begun > 60:
                self.child.kill()
                raise Failed(f"not ready: {' '.join(map(str, command))}")
            time.sleep(0.002)
        self.ready_seconds = time.monotonic() - begun

    @staticmethod
    def _answers(url):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(15)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def _milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def load(url, clients, seconds):
    """Latency p50 and p99 in ms and requests per second under wrk; a single answer other than 2xx is a failure."""
    command = ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "--latency", url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", text)
    if bad:
        raise Failed(f"{url}: {bad[0]}")
    half, most = (_milliseconds(re.search(rf"^\s*{p}%\s+(\S+)", text, re.M)[1]) for p in (50, 99))
    return half, most, float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def machine():
    """Cores, processor and memory, in one line."""
    cpu = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    total = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"))
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text(encoding="utf-8"))
    return (f"{len(os.sched_getaffinity(0))} cores, {cpu[1] if cpu else 'unknown processor'}, "
            f"{int(total[1]) / 1024 / 1024:.0f} GiB, {system[1] if system else 'Linux'}")
