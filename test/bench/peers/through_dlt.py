"""dlt: its source for SQL databases with Arrow tables between, its destination DuckDB."""

import logging
import os
import tempfile
import time
from importlib.metadata import version

from protocol import Skip, measure

packages = ("dlt", "databricks-sqlalchemy", "databricks-sql-connector", "duckdb")


def copy(job):
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    try:
        import dlt
        import sqlalchemy
        from dlt.sources.sql_database import sql_table

        import databricks.sqlalchemy  # noqa: F401
    except ImportError as missing:
        raise Skip(f"dlt[sql-database,duckdb] and databricks-sqlalchemy are not installed ({missing})") from missing
    logging.disable(logging.WARNING)
    endpoint = job["endpoint"]
    catalog, schema, table = job["table"].split(".")
    started = time.perf_counter()
    engine = sqlalchemy.create_engine(
        f"databricks://token:{endpoint['token']}@{endpoint['host']}:{endpoint['port']}"
        f"?http_path={endpoint['httpPath']}&catalog={catalog}&schema={schema}",
        connect_args={
            "_port": endpoint["port"],
            "_tls_trusted_ca_file": endpoint["caFile"],
            "use_cloud_fetch": True,
            "enable_telemetry": False,
        },
    )
    engine.connect().close()
    prepare_seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:

        def work():
            source = sql_table(engine, table=table, schema=schema, backend="pyarrow", chunk_size=100_000)
            pipeline = dlt.pipeline(
                pipeline_name="bench",
                pipelines_dir=folder,
                destination=dlt.destinations.duckdb(job["file"]),
                dataset_name="lake",
            )
            pipeline.run(source, loader_file_format="parquet", write_disposition="replace")

        measure(prepare_seconds, work, {package: version(package) for package in packages})
