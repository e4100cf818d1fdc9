"""ingestr, a program of its own; its start is part of what is timed."""

import os
import shutil
import sys
import tempfile

from protocol import Skip, measure, run


def find_binary():
    beside = os.path.join(os.path.dirname(sys.executable), "ingestr")
    found = beside if os.path.exists(beside) else shutil.which("ingestr")
    if found is None:
        raise Skip("ingestr is not installed (it is looked for beside the interpreter and on the PATH)")
    return found


def copy(job):
    binary = find_binary()
    endpoint, file = job["endpoint"], job["file"]
    catalog, schema, table = job["table"].split(".")
    address = f"{endpoint['host']}:{endpoint['port']}?http_path={endpoint['httpPath']}"
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"],
            # Where it keeps the program that it downloads when it is first used.
            "HOME": os.environ.get("HOME", home),
            "INGESTR_DISABLE_TELEMETRY": "true",
            # What Go trusts.
            "SSL_CERT_FILE": endpoint["caFile"],
            "SOURCE_URI": f"databricks://token:{endpoint['token']}@{address}&catalog={catalog}&schema={schema}",
            "DESTINATION_URI": f"duckdb:///{file}",
        }
        version = run([binary, "--version"], environment)
        command = [binary, "ingest", "--yes", "--progress", "log", "--source-table", f"{schema}.{table}"]
        command += ["--dest-table", "lake.copy"]

        measure(0, lambda: run(command, environment), {"ingestr": version})
