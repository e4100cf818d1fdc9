"""databricks-sql-connector, and DuckDB's Python package: what people write themselves."""

import time
from importlib.metadata import version

from protocol import Skip, measure

packages = ("databricks-sql-connector", "pyarrow", "duckdb", "pandas")


def connect(endpoint):
    try:
        from databricks import sql
    except ImportError as missing:
        raise Skip(f"databricks-sql-connector is not installed ({missing})") from missing
    return sql.connect(
        server_hostname=endpoint["host"],
        # One version of the connector reads the one, others the other.
        port=endpoint["port"],
        _port=endpoint["port"],
        http_path=endpoint["httpPath"],
        access_token=endpoint["token"],
        _tls_trusted_ca_file=endpoint["caFile"],
        use_cloud_fetch=True,
        enable_telemetry=False,
    )


def versions():
    return {package: version(package) for package in packages}


def write(duckdb, job, frame):
    """`frame` is found by its name, as people do it."""
    into = duckdb.connect(job["file"], config={"threads": job["threads"], "preserve_insertion_order": False})
    into.execute("CREATE TABLE copy AS SELECT * FROM frame")
    into.close()


def prepared(job):
    import duckdb

    started = time.perf_counter()
    connection = connect(job["endpoint"])
    return duckdb, connection, time.perf_counter() - started


def arrow(job):
    """The whole result as one Arrow table, and from there into DuckDB."""
    duckdb, connection, seconds = prepared(job)

    def work():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {job['table']}")
            write(duckdb, job, cursor.fetchall_arrow())

    measure(seconds, work, versions())
    connection.close()


def pandas(job):
    """Rows as Python objects, a DataFrame of them, and from there into DuckDB."""
    duckdb, connection, seconds = prepared(job)
    import pandas as pd

    def work():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {job['table']}")
            names = [column[0] for column in cursor.description]
            write(duckdb, job, pd.DataFrame([tuple(row) for row in cursor.fetchall()], columns=names))

    measure(seconds, work, versions())
    connection.close()
