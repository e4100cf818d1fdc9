"""Sling, a program of its own; its start is part of what is timed."""

import json
import os
import shutil
import sys
import tempfile

from protocol import Skip, measure, run


def find_binary():
    try:
        from sling_linux_amd64 import SLING_BIN

        return SLING_BIN
    except ImportError:
        pass
    found = shutil.which("sling")
    if found is None:
        raise Skip("sling is not installed (it is looked for on the PATH)")
    return found


def find_duckdb():
    """Sling writes through DuckDB's command line, which it would download otherwise."""
    beside = os.path.join(os.path.dirname(sys.executable), "duckdb")
    found = beside if os.path.exists(beside) else shutil.which("duckdb")
    if found is None:
        raise Skip("DuckDB's command line, through which sling writes, is not installed (pip: duckdb-cli)")
    return found


def copy(job):
    binary = find_binary()
    endpoint, file = job["endpoint"], job["file"]
    address = f"{endpoint['host']}:{endpoint['port']}"
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "SLING_HOME_DIR": home,
            "SLING_DISABLE_TELEMETRY": "true",
            "DUCKDB_PATH": find_duckdb(),
            "DUCKDB_USE_INSTALLED_EXTENSIONS": "true",
            # What Go trusts.
            "SSL_CERT_FILE": endpoint["caFile"],
            "WAREHOUSE": json.dumps(
                {
                    "type": "databricks",
                    # Else it exports into a volume that it makes by CREATE VOLUME, and finds and fetches the files by the
                    # statements LIST and GET; the sample warehouse runs none of the three.
                    "use_bulk": False,
                    "host": endpoint["host"],
                    "port": endpoint["port"],
                    "token": endpoint["token"],
                    "http_path": endpoint["httpPath"],
                    "url": f"databricks://token:{endpoint['token']}@{address}{endpoint['httpPath']}",
                }
            ),
            # Its usual way to hand rows to DuckDB, HTTP, needs an extension that would be downloaded.
            "LAKE": json.dumps({"type": "duckdb", "url": f"duckdb://{file}", "copy_method": "named_pipes"}),
        }
        command = [binary, "run", "--src-conn", "WAREHOUSE", "--src-stream", f"SELECT * FROM {job['table']}"]
        command += ["--tgt-conn", "LAKE", "--tgt-object", "lake.copy", "--mode", "full-refresh"]

        version = run([binary, "--version"], environment)
        measure(0, lambda: run(command, environment), {"sling": version})
