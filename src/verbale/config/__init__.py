"""Settings, URLs and the WSGI application of one node."""
