"""What a measured process and the benchmark say to each other: one job in, JSON lines out."""

import json
import resource
import sys
import time


class Skip(Exception):
    """This tool cannot do it here; the message says why."""


def say(event):
    sys.__stdout__.write(json.dumps(event) + "\n")
    sys.__stdout__.flush()


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
