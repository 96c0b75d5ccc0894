"""Measures the SPARQL service over loopback, next to other servers on the same data in the same run.

    python -m bench.service.run            tables of throughput, latency, limits (some minutes)
    python -m bench.service.run --help     the choices
    python -m bench.service.library        the query library next to rdflib-endpoint
    python -m bench.service.fuzz           requests made from the OpenAPI document
    python -m bench.service.clients        clients from npm

Everything is bounded in time and stays on this machine. The other servers (`oxigraph serve` and rdflib-endpoint, both
from PyPI) are installed into an environment that is thrown away; without them their columns are empty. Throughput is
measured with wrk where that is installed, else with a client of our own, which is slower.
"""
