"""Cells stepped in a loop, over the whole sequence and truncated by detaching the state."""

import torch

from golden import Case, write
from reference import GATES, Weights, step

NETS = {"rnn_tanh": torch.nn.RNNCell, "rnn_relu": torch.nn.RNNCell}
NETS |= {"lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}


def stepped(cell, net, weights, x, h, c, kinks):
    """One step of a batch through torch's own cell; row by row for the GRU with reset before."""
    if cell == "gru_before":
        w = Weights({name + "_l0": value for name, value in weights.items()}, "_l0")
        return torch.stack([step(cell, w, *row, None, kinks)[0] for row in zip(x, h)]), c
    if cell == "rnn_relu":
        a = x @ weights["weight_ih"].T + h @ weights["weight_hh"].T
        a = a + weights["bias_ih"] + weights["bias_hh"] if "bias_ih" in weights else a
        kinks.append(a.detach().abs().min().item())
    state = (h, c) if cell == "lstm" else h
    after = torch.func.functional_call(net, weights, (x, state))
    return after if cell == "lstm" else (after, c)


def build(name, salt, cell, bias, rows, steps, detach_every):
    inputs, hidden = 3 + rows % 2, 2 + salt % 4
    settings = dict(cell=cell, bias=bias, inputSize=inputs, hiddenSize=hidden)
    case = Case(name, salt, **settings, detachEvery=detach_every)
    x = case.fill("x", steps, rows, inputs, wanted=True)
    h = case.fill("h_0", rows, hidden, scale=0.9, wanted=True)
    c = case.fill("c_0", rows, hidden, scale=0.9, wanted=True) if cell == "lstm" else None
    size, scale, weights = GATES[cell] * hidden, round(hidden**-0.5, 2), {}
    weights["weight_ih"] = case.fill("weight_ih", size, inputs, scale=scale, wanted=True)
    weights["weight_hh"] = case.fill("weight_hh", size, hidden, scale=scale, wanted=True)
    for kind in ["bias_ih", "bias_hh"] if bias else []:
        weights[kind] = case.fill(kind, size, scale=scale, wanted=True)
    dy = case.fill("dy", steps, rows, hidden)
    dc = case.fill("dc_n", rows, hidden) if cell == "lstm" else None

    extra = {"nonlinearity": cell[4:]} if cell.startswith("rnn") else {}
    net = None if cell == "gru_before" else NETS[cell](inputs, hidden, bias=bias, **extra)
    loss, ys, kinks = torch.zeros(()), [], []
    for t in range(steps):
        if detach_every and t > 0 and t % detach_every == 0:
            h, c = h.detach(), (c.detach() if cell == "lstm" else None)
        h, c = stepped(cell, net, weights, x[t], h, c, kinks)
        ys.append(h)
        loss = loss + (h * dy[t]).sum()
    if kinks and min(kinks) < 1.5e-3:
        return None
    (loss if dc is None else loss + (c * dc).sum()).backward()
    case.expect("y", torch.stack(ys))
    if cell == "lstm":
        case.expect("c_n", c)
    case.expect_gradients()
    return case


def main():
    cases = []
    for cell in GATES:
        for bias in [True, False]:
            for detach in [None, 2]:
                n, made, attempt = len(cases), None, 0
                while made is None:
                    salt = 1001 + 17 * n + 68 * attempt
                    made = build(f"{cell}-{n:02d}", salt, cell, bias, 1 + n % 3, 4 + n % 2, detach)
                    attempt += 1
                cases.append(made)
    write("cells.txt", "cells.py", "Cells stepped by hand; detachEvery: the state is cut.", cases)


if __name__ == "__main__":
    main()
