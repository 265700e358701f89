"""The network of bench/compare predict as a graph of ONNX, with the weights that PyTorch has.

    ids (T, 1) -> Gather (T, 1, E) -> RNN, GRU or LSTM -> the last state (1, H) -> Gemm -> Softmax

ONNX orders the gates in another way than PyTorch and keeps both biases in one tensor. Needs onnx.
"""

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

# The index in PyTorch of each block in ONNX's order: i o f c from i f g o, z r h from r z n.
BLOCKS = {"RNN": [0], "GRU": [1, 0, 2], "LSTM": [0, 3, 1, 2]}
OPSET, IR = 17, 8


def in_order(cell, weight):
    """The gates' rows in ONNX's order, with a first dimension for the directions."""
    blocks = weight.chunk(len(BLOCKS[cell]))
    return torch.cat([blocks[b] for b in BLOCKS[cell]]).unsqueeze(0)


def write(path, cell, weights):
    hidden = weights["rnn.weight_hh_l0"].shape[1]
    classes = weights["linear.weight"].shape[0]
    biases = [in_order(cell, weights[f"rnn.bias_{side}_l0"]) for side in ("ih", "hh")]
    constants = {
        "embedding": weights["embedding.weight"],
        "W": in_order(cell, weights["rnn.weight_ih_l0"]),
        "R": in_order(cell, weights["rnn.weight_hh_l0"]),
        "B": torch.cat(biases, dim=1),
        "first": torch.tensor([0]),
        "weight": weights["linear.weight"],
        "bias": weights["linear.bias"],
    }
    options = {"hidden_size": hidden}
    if cell == "GRU":
        options["linear_before_reset"] = 1
    nodes = [
        helper.make_node("Gather", ["embedding", "ids"], ["x"]),
        helper.make_node(cell, ["x", "W", "R", "B"], ["", "states"], **options),
        helper.make_node("Squeeze", ["states", "first"], ["h"]),
        helper.make_node("Gemm", ["h", "weight", "bias"], ["scores"], transB=1),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "classifier",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["steps", 1])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, classes])],
        [numpy_helper.from_array(t.numpy(), name) for name, t in constants.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)
