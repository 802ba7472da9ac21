lock:
	.venv/bin/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --group build --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
