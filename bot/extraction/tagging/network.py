"""A network in an ONNX file, opened the way both taggers run theirs: one core, no memory kept."""

from __future__ import annotations

from pathlib import Path

import onnxruntime


def open_network(file: Path) -> onnxruntime.InferenceSession:
    """Return the network, ready to run on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # An arena would keep the memory of the longest text for good.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
