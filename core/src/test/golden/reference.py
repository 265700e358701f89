"""Recurrent networks one row and one step at a time, in float64, gradients from autograd.

A second opinion on torch.nn (the grid compares the two) and the only source for the GRU that resets
before the product. It also records how far the argument of every relu is from its kink.
"""

import torch

GATES = {"rnn_tanh": 1, "rnn_relu": 1, "lstm": 4, "gru": 3, "gru_before": 3}


def names(cell, layer, reverse, bias, projected):
    """The parameters of one layer and direction under PyTorch's names, in PyTorch's order."""
    kinds = ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if bias else [])
    kinds += ["weight_hr"] if projected else []
    return [f"{kind}_l{layer}{'_reverse' if reverse else ''}" for kind in kinds]


class Weights:
    """The parameters of one layer and direction."""

    def __init__(self, parameters, suffix):
        get = parameters.get
        self.wi, self.wh = parameters["weight_ih" + suffix], parameters["weight_hh" + suffix]
        self.bi, self.bh = get("bias_ih" + suffix), get("bias_hh" + suffix)
        self.wr = get("weight_hr" + suffix)

    def x(self, x):
        return self.wi @ x if self.bi is None else self.wi @ x + self.bi

    def h(self, h):
        return self.wh @ h if self.bh is None else self.wh @ h + self.bh


def step(cell, w, x, h, c, kinks):
    """One step of one row; relu appends the distance to its kink to kinks."""
    if cell.startswith("rnn"):
        a = w.x(x) + w.h(h)
        if cell == "rnn_tanh":
            return torch.tanh(a), c
        kinks.append(a.detach().abs().min().item())
        return torch.relu(a), c
    if cell == "lstm":
        i, f, g, o = (w.x(x) + w.h(h)).chunk(4)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return (h if w.wr is None else w.wr @ h), c
    xr, xz, xn = w.x(x).chunk(3)
    hr, hz, hn = w.h(h).chunk(3)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    if cell == "gru_before":  # n = tanh(W_in·x + b_in + W_hn·(r⊙h) + b_hn)
        n = torch.tanh(xn + w.h(r * h).chunk(3)[2])
    else:  # n = tanh(W_in·x + b_in + r⊙(W_hn·h + b_hn))
        n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h, c


def run(cell, layers, directions, parameters, x, lengths, h0, c0):
    """x (T, B, I); h0, c0 (layers·D, B, ·). Returns y (T, B, D·H), h_n, c_n and the kinks."""
    steps, rows = x.shape[:2]
    kinks, ys, hns, cns = [], [], [], []
    for b in range(rows):
        inputs, h_n, c_n = [x[t, b] for t in range(lengths[b])], [], []
        for layer in range(layers):
            outputs = []
            for d in range(directions):
                w = Weights(parameters, f"_l{layer}" + ("_reverse" if d else ""))
                h, c = h0[layer * directions + d, b], c0[layer * directions + d, b]
                seen = []
                for value in inputs[::-1] if d else inputs:
                    h, c = step(cell, w, value, h, c, kinks)
                    seen.append(h)
                outputs.append(seen[::-1] if d else seen)
                h_n.append(h)
                c_n.append(c)
            inputs = [torch.cat(both) for both in zip(*outputs)]
        padding = [torch.zeros_like(inputs[0])] * (steps - len(inputs))
        ys.append(torch.stack(inputs + padding))
        hns.append(torch.stack(h_n))
        cns.append(torch.stack(c_n))
    return torch.stack(ys, 1), torch.stack(hns, 1), torch.stack(cns, 1), kinks
