"""What a measured process and the benchmark say to each other: one job in, JSON lines out."""

import json
import re
import resource
import subprocess
import sys
import time


class Skip(Exception):
    """This tool cannot do it here; the message says why."""


def say(event):
    sys.__stdout__.write(json.dumps(event) + "\n")
    sys.__stdout__.flush()


def run(command, environment):
    """What a program says on its standard output. Where it fails, the end of what it said is the reason, in one line."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr).split())
        raise Skip(f"it ended with {done.returncode}: {said[-700:]}")
    return done.stdout.strip()


def cpu_seconds():
    """Of this process and of its children that have ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def measure(prepare_seconds, work, detail):
    """Times `work`, after which the rows are in the file; they are counted there afterwards, outside."""
    say({"event": "begin", "prepareSeconds": prepare_seconds})
    started, cpu_before = time.perf_counter(), cpu_seconds()
    work()
    seconds, cpu = time.perf_counter() - started, cpu_seconds() - cpu_before
    say({"event": "end", "seconds": seconds, "cpu": cpu, "detail": detail})
