"""Prints the version of OWSLib, with its WMTS and WFS clients loaded."""
import json

import owslib
import owslib.wfs  # noqa: F401
import owslib.wmts  # noqa: F401

print(json.dumps({"version": owslib.__version__}))
