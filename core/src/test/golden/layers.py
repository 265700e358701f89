"""Embedding, Linear, Softmax, LogSoftmax, and the pooling of a sequence into one vector.

Sequences of unequal length are written as the rows of one matrix, one after another, unpadded;
the setting lengths has the length of each.
"""

import torch
import torch.nn.functional as F

from golden import Case, write

LENGTHS = [2, 4, 1, 3]


def backward(case, y, dy=None):
    """Expects y and the gradients for an upstream gradient dy by formula."""
    dy = case.fill("dy", *y.shape) if dy is None else dy
    y.backward(dy)
    case.expect("y", y)
    case.expect_gradients()
    return case


def embedding(name, salt, ids, lengths, padding=None, max_norm=None, freq=False):
    """Tokens of all rows in one line; with maxNorm, also the table as the forward pass left it."""
    case = Case(
        name,
        salt,
        layer="embedding",
        lengths=lengths,
        paddingIdx=padding,
        maxNorm=max_norm,
        scaleGradByFreq=freq,
    )
    table = case.fill("weight", 7, 4, scale=1.5)
    case.give("ids", ids)
    weight = torch.nn.Parameter(table.clone())
    y = F.embedding(
        torch.tensor(ids),
        weight,
        padding_idx=padding,
        max_norm=max_norm,
        scale_grad_by_freq=freq,
    )
    y.backward(case.fill("dy", *y.shape))
    case.expect("y", y)
    if max_norm:
        case.expect("weightAfter", weight)
    case.expect("dweight", weight.grad)
    return case


def pretrained():
    """from_pretrained keeps the padding row as given and, if not frozen, gives it no gradient."""
    shown = dict(layer="embedding", lengths=[3, 2], paddingIdx=1, pretrained=True)
    case = Case("from_pretrained", 90, **shown)
    table = case.fill("weight", 5, 3)
    ids = case.give("ids", [1, 4, 0, 2, 1]).long()
    net = torch.nn.Embedding.from_pretrained(table.clone(), freeze=False, padding_idx=1)
    y = net(ids)
    y.backward(case.fill("dy", *y.shape))
    case.expect("y", y)
    case.expect("dweight", net.weight.grad)
    return case


def embeddings():
    ids, lengths = [3, 0, 6, 3, 1, 3, 5, 0, 2], [4, 2, 3]
    make = lambda n, name, **more: embedding("embedding_" + name, 10 * n, ids, lengths, **more)
    return [
        make(0, "plain"),
        make(1, "padding", padding=0),
        make(2, "max_norm", max_norm=1.25),
        make(4, "by_frequency", freq=True),
        make(5, "by_frequency_with_padding", padding=3, freq=True),
        make(6, "max_norm_with_padding", padding=3, max_norm=0.9),
        pretrained(),
    ]


def linear(name, salt, rows, inputs, outputs, bias):
    case = Case(name, salt, layer="linear", inFeatures=inputs, outFeatures=outputs, bias=bias)
    x = case.fill("x", rows, inputs, wanted=True)
    weight = case.fill("weight", outputs, inputs, scale=0.6, wanted=True)
    b = case.fill("bias", outputs, scale=0.6, wanted=True) if bias else None
    return backward(case, F.linear(x, weight, b))


def softmax(name, salt, log, x):
    case = Case(name, salt, layer="log_softmax" if log else "softmax")
    if x is None:
        x = case.fill("x", 4, 5, scale=3.0, wanted=True)
    else:
        x = case.give("x", x, wanted=True)
    return backward(case, F.log_softmax(x, 1) if log else F.softmax(x, 1))


EXTREME = [[1000, 0, 0], [-1000, -1000, -1000], [80, 81, -90], [0, 1e-3, -1e-3]]


def pooling(name, salt, mode, lengths=LENGTHS, directions=1, features=3):
    """The last real step joins a forward half at the row's end and a reverse half at its start."""
    case = Case(name, salt, layer="pool", mode=mode, lengths=lengths, directions=directions)
    x = case.fill("x", sum(lengths), directions * features, wanted=True)
    out = []
    for seq in torch.split(x, lengths):
        if mode == "last":
            halves = [seq[-1, :features]] + ([seq[0, features:]] if directions == 2 else [])
            out.append(torch.cat(halves))
        else:
            out.append(seq.mean(0) if mode == "mean" else seq.max(0).values)
    return backward(case, torch.stack(out))


def attention(name, salt, lengths, features, hidden):
    """score = v · tanh(W·x + b), softmax over the row's real steps, weighted sum."""
    case = Case(name, salt, layer="pool", mode="attention", lengths=lengths, directions=1)
    x = case.fill("x", sum(lengths), features, wanted=True)
    weight = case.fill("weight", hidden, features, scale=0.7, wanted=True)
    bias = case.fill("bias", hidden, scale=0.5, wanted=True)
    v = case.fill("v", hidden, wanted=True)
    weights, out = [], []
    for seq in torch.split(x, lengths):
        a = torch.softmax(torch.tanh(seq @ weight.T + bias) @ v, 0)
        weights.append(a)
        out.append(a @ seq)
    case.expect("attention", torch.cat(weights))
    return backward(case, torch.stack(out))


def main():
    cases = embeddings() + [
        linear("linear", 200, 4, 5, 3, True),
        linear("linear_without_bias", 210, 3, 4, 6, False),
        linear("linear_of_one_row", 220, 1, 17, 2, True),
        softmax("softmax", 230, False, None),
        softmax("softmax_extreme", 235, False, EXTREME),
        softmax("log_softmax", 240, True, None),
        softmax("log_softmax_extreme", 245, True, EXTREME),
        pooling("pool_last", 300, "last"),
        pooling("pool_last_both_directions", 305, "last", directions=2),
        pooling("pool_mean", 310, "mean"),
        pooling("pool_max", 315, "max"),
        pooling("pool_mean_of_one_row", 320, "mean", lengths=[5]),
        attention("pool_attention", 330, LENGTHS, 4, 4),
        attention("pool_attention_of_equal_lengths", 340, [3, 3], 3, 3),
    ]
    what = "Embedding, Linear, Softmax, LogSoftmax and pooling, with gradients."
    write("layers.txt", "layers.py", what, cases)


if __name__ == "__main__":
    main()
