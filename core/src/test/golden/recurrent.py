"""The grid of recurrent layers: every cell with every option of torch.nn, thinned by half.

Of the 96 combinations of layers, directions, bias, batchFirst, given states and lengths, each cell
takes the 48 of one parity, so that any four options still occur in every combination.

A case on which float32 could not distinguish right from wrong is made again from other numbers: a
relu too close to its kink, or a gradient that is the small remainder of large terms (see fragile).
"""

import itertools

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import reference
from golden import Case, formula, write

KINDS = ["rnn_tanh", "rnn_relu", "lstm", "lstm_projected", "gru", "gru_before"]
LENGTHS = {1: [2], 2: [2, 4], 3: [4, 1, 3], 4: [2, 5, 5, 1]}  # unequal, in no order


def module(cell, settings, input_size, hidden, projection):
    kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}.get(cell, torch.nn.RNN)
    extra = {"nonlinearity": cell[4:]} if cell.startswith("rnn") else {}
    extra |= {"proj_size": projection} if cell == "lstm" else {}
    return kind(
        input_size,
        hidden,
        num_layers=settings["layers"],
        bias=settings["bias"],
        batch_first=settings["batchFirst"],
        bidirectional=settings["directions"] == 2,
        **extra,
    )


def parameters(case, cell, settings, input_size, hidden, projection):
    """All parameters by formula, in the order in which PyTorch registers them."""
    gates, directions = reference.GATES[cell], settings["directions"]
    out, scale, made = projection or hidden, round(hidden**-0.5, 2), {}
    for layer, reverse in itertools.product(range(settings["layers"]), range(directions)):
        width = input_size if layer == 0 else directions * out
        shapes = {
            "weight_ih": (gates * hidden, width),
            "weight_hh": (gates * hidden, out),
            "weight_hr": (out, hidden),
        }
        for name in reference.names(cell, layer, reverse, settings["bias"], projection > 0):
            shape = shapes.get(name[:9], (gates * hidden,))
            made[name] = case.fill(name, *shape, scale=scale, wanted=True)
    return made


def through_torch(net, weights, x, state, lengths, total):
    """y, h_n and, for an LSTM, c_n of torch's own layer, packed if lengths are given."""
    call = torch.func.functional_call
    if lengths is None:
        y, state = call(net, weights, (x, state))
    else:
        first = net.batch_first
        packed = pack_padded_sequence(x, lengths, batch_first=first, enforce_sorted=False)
        y, state = call(net, weights, (packed, state))
        y, _ = pad_packed_sequence(y, batch_first=first, total_length=total)
    return (y, *state) if isinstance(state, tuple) else (y, state)


def second_opinion(cell, settings, given, lengths, zeros):
    """y, h_n, c_n and the distances to the kinks from the implementation in reference.py."""
    first, x = settings["batchFirst"], given["x"]
    x = x.transpose(0, 1) if first else x
    y, h, c, kinks = reference.run(
        cell,
        settings["layers"],
        settings["directions"],
        given,
        x,
        lengths or [x.shape[0]] * x.shape[1],
        given.get("h_0", zeros[0]),
        given.get("c_0", zeros[1]),
    )
    return y.transpose(0, 1) if first else y, h, c, kinks


def loss(given, y, h, c):
    total = (y * given["dy"]).sum() + (h * given["dh_n"]).sum()
    return total + (c * given["dc_n"]).sum() if "dc_n" in given else total


def fragile(case, loss_of):
    """Whether half a unit in the last place of the given numbers moves a gradient by more than a
    quarter of the tolerance: then large terms cancel, and a float32 computation, which rounds a
    dozen times on the way, may miss the tolerance although every term is right."""
    for attempt in range(6):
        shaken = {}
        for name, tensor in case.given.items():
            signs = torch.from_numpy(formula(tensor.numel(), attempt, 1.0)).sign()
            moved = tensor.detach() * (1 + signs.reshape(tensor.shape) * 2.0**-24)
            shaken[name] = moved.requires_grad_(tensor.requires_grad)
        loss_of(shaken).backward()
        for name, tensor in case.given.items():
            if tensor.grad is not None:
                moved = (shaken[name].grad - tensor.grad).abs().max()
                if moved > 0.25e-5 * tensor.grad.abs().max():
                    return True
    return False


def build(name, salt, kind, settings, sizes, folded=False):
    """One case; None if float32 could not meet it: a relu near its kink (1.5e-3), or fragile."""
    input_size, hidden, rows, steps = sizes
    projected = kind == "lstm_projected"
    cell, projection = ("lstm" if projected else kind), (max(1, hidden // 2) if projected else 0)
    lengths = LENGTHS.get(rows, [steps - i * 3 % steps for i in range(rows)])
    lengths = [min(n, steps) for n in lengths] if settings["lengths"] else None
    states = settings["layers"] * settings["directions"]
    shown = {k: v for k, v in settings.items() if k not in ("states", "lengths")}
    shown |= dict(inputSize=input_size, hiddenSize=hidden, projSize=projection, lengths=lengths)
    case = Case(name, salt, cell=cell, **shown)

    shape = (rows, steps) if settings["batchFirst"] else (steps, rows)
    x = case.fill("x", *shape, input_size, wanted=True)
    h0 = c0 = None
    if settings["states"]:
        h0 = case.fill("h_0", states, rows, projection or hidden, scale=0.9, wanted=True)
        if cell == "lstm":
            c0 = case.fill("c_0", states, rows, hidden, scale=0.9, wanted=True)
    weights = parameters(case, cell, settings, input_size, hidden, projection)
    case.fill("dy", *shape, settings["directions"] * (projection or hidden))
    case.fill("dh_n", states, rows, projection or hidden)
    if cell == "lstm":
        case.fill("dc_n", states, rows, hidden)

    zeros = torch.zeros(states, rows, projection or hidden), torch.zeros(states, rows, hidden)
    own = lambda given: second_opinion(cell, settings, given, lengths, zeros)
    y, h, c, kinks = own(case.given)
    if kinks and min(kinks) < 1.5e-3:
        return None
    if cell != "gru_before":
        net = module(cell, settings, input_size, hidden, projection)
        state = None if h0 is None else (h0, c0) if cell == "lstm" else h0
        theirs = through_torch(net, weights, x, state, lengths, steps)
        for mine, other in zip((y, h, c), theirs):
            assert torch.allclose(mine, other, rtol=1e-11, atol=1e-12), name
        y, h, c = theirs if cell == "lstm" else (*theirs, None)
    loss(case.given, y, h, c).backward()
    if fragile(case, lambda given: loss(given, *own(given)[:3])):
        return None

    case.expect("y", y, folded)
    case.expect("h_n", h, folded)
    if cell == "lstm":
        case.expect("c_n", c, folded)
    case.expect_gradients(folded)
    return case


def sound(name, salt, *rest, **more):
    for attempt in range(60):
        case = build(name, salt + 37 * attempt, *rest, **more)
        if case is not None:
            return case
    raise AssertionError(name + ": no salt makes a case that float32 can meet")


def grid(kind):
    keys = ["layers", "directions", "bias", "batchFirst", "states", "lengths"]
    flags = [False, True]
    cases = []
    for values in itertools.product([1, 2, 3], [1, 2], flags, flags, flags, flags):
        settings = dict(zip(keys, values))
        if sum(map(int, values)) % 2 == KINDS.index(kind) % 2:
            continue
        n = len(cases)
        deep = settings["layers"] * settings["directions"] > 2
        hidden = 2 + n % 2 if deep else 3 + n % 4
        rows = 2 + n // 2 % 3 if settings["lengths"] else 1 + n // 2 % 4
        steps = 5 + n % 2 if settings["lengths"] else 1 + n // 3 % 6
        sizes = (3 + n // 3 % 3, hidden, rows, steps)
        name = f"{kind}-{n:02d}"
        salt = 41 * n + 300 * KINDS.index(kind)
        cases.append(sound(name, salt, kind, settings, sizes, folded=deep))
    return cases


def large(kind):
    plain = dict(layers=1, directions=1, bias=True, batchFirst=False, states=False, lengths=False)
    stack = dict(layers=2, directions=2, bias=True, batchFirst=True, states=True, lengths=True)
    return [
        sound(f"{kind}-large-33", 5, kind, plain, (21, 33, 5, 6), folded=True),
        sound(f"{kind}-large-17", 11, kind, stack, (9, 17, 5, 7), folded=True),
    ]


def main():
    files = {"rnn.txt": KINDS[:2], "lstm.txt": KINDS[2:4], "gru.txt": KINDS[4:]}
    for file, kinds in files.items():
        cases = [case for kind in kinds for case in grid(kind) + large(kind)]
        write(file, "recurrent.py", "Recurrent layers: every option, gradients included.", cases)


if __name__ == "__main__":
    main()
