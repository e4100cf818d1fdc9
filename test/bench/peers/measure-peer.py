"""Copies a table with one of the tools that people use otherwise; the job is JSON on standard input."""

import json
import sys

import through_connector
import through_dlt
import through_ingestr
import through_sling
from protocol import Skip, say

peers = {
    "connector": through_connector.arrow,
    "connector-pandas": through_connector.pandas,
    "dlt": through_dlt.copy,
    "ingestr": through_ingestr.copy,
    "sling": through_sling.copy,
}

job = json.load(sys.stdin)
# Tools that print must not print between the lines of the protocol.
sys.stdout = sys.stderr
try:
    peers[job["peer"]](job)
except Skip as skip:
    # A tool may repeat the address that it was given.
    say({"event": "skip", "reason": str(skip).replace(job["endpoint"]["token"], "…")})
