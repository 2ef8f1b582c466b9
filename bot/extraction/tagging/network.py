"""A network in an ONNX file, opened the way both taggers run theirs: on one core."""

from __future__ import annotations

from pathlib import Path

import onnxruntime


def open_network(file: Path, *, keeps_memory: bool) -> onnxruntime.InferenceSession:
    """Return the network, ready to run.

    With ``keeps_memory`` it holds on to what its largest input took, which is faster; for inputs
    that are bounded in size.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keeps_memory
    # A pattern would be kept for every length of input, and none is worth its memory.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
