FROM python:3.11-slim
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY ontology ontology
COPY graph graph
COPY queries queries
COPY ingest ingest
COPY visuals visuals
COPY api api
RUN pip install --no-deps --no-build-isolation . && useradd --create-home liantu && install -d -o liantu /home/liantu/.liantu
USER liantu
WORKDIR /home/liantu
EXPOSE 8000
# The container's own loopback is unreachable from outside it; docker-compose.yml publishes the port on 127.0.0.1 only.
CMD ["liantu", "serve", "--host", "0.0.0.0", "--port", "8000"]
