"""Layers around every request: response cache, compression, CORS, access log, metrics."""
