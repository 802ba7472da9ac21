"""The inference engine, imported without the report of use that it would send: whoever runs a model imports it here."""

from __future__ import annotations

import sys

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
import openvino as openvino  # noqa: E402
