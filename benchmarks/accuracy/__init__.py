"""Accuracy on annotated documents that neither tagger nor confidence has seen: `python -m benchmarks.accuracy`."""
