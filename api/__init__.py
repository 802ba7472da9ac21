"""The surfaces of Liantu: FastAPI application and command line."""
