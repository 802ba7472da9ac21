"""Training of the name tagger from the pretrained encoder; needs the `train` group (torch, onnx), nothing else does."""
