"""Losses with the gradients of their first argument, for every option and at the extremes."""

import itertools

import torch
import torch.nn.functional as F

from golden import Case, formula, write

REDUCTIONS = ["mean", "sum", "none"]
WEIGHT = [0.5, 2.0, 1.0, 0.25]
SOFT = [
    [1, 0, 0, 0],
    [0.5, 0.5, 0, 0],
    [0.25, 0.25, 0.25, 0.25],
    [0.125, 0.25, 0.5, 0.125],
    [0, 0, 0.75, 0.25],
]


def finish(case, loss):
    """Expects value and gradients; a loss without reduction gets an upstream gradient."""
    loss.backward(case.fill("dloss", *loss.shape) if loss.dim() else None)
    case.expect("loss", loss)
    case.expect_gradients()
    return case


def cross_entropy(n, weight, ignore, smoothing, reduction):
    targets = [1, 3, 0, 2, 3, 1] if ignore is None else [1, ignore, 0, 2, 3, ignore]
    case = Case(
        f"cross_entropy_{n:02d}",
        10 * n,
        loss="cross_entropy",
        ignoreIndex=ignore,
        labelSmoothing=smoothing,
        reduction=reduction,
    )
    x = case.fill("logits", 6, 4, scale=2.5, wanted=True)
    w = case.give("weight", WEIGHT) if weight else None
    t = case.give("targets", targets).long()
    ignored = -100 if ignore is None else ignore
    options = dict(ignore_index=ignored, label_smoothing=smoothing, reduction=reduction)
    return finish(case, F.cross_entropy(x, t, w, **options))


def soft_cross_entropy(n, weight, smoothing, reduction):
    shown = dict(loss="cross_entropy", soft=True, labelSmoothing=smoothing, reduction=reduction)
    case = Case(f"cross_entropy_soft_{n:02d}", 400 + 10 * n, **shown)
    x = case.fill("logits", 5, 4, scale=2.5, wanted=True)
    w = case.give("weight", WEIGHT) if weight else None
    t = case.give("targets", SOFT)
    options = dict(label_smoothing=smoothing, reduction=reduction)
    return finish(case, F.cross_entropy(x, t, w, **options))


def extreme_cross_entropy(name, logits, targets):
    case = Case(name, 0, loss="cross_entropy", labelSmoothing=0.0, reduction="sum")
    x = case.give("logits", logits, wanted=True)
    return finish(case, F.cross_entropy(x, case.give("targets", targets).long(), reduction="sum"))


def nll(n, weight, ignore, reduction):
    targets = [1, 3, 0, 2, 3] if ignore is None else [1, ignore, 0, 2, ignore]
    case = Case(f"nll_{n:02d}", 600 + 10 * n, loss="nll", ignoreIndex=ignore, reduction=reduction)
    x = case.fill("logProbabilities", 5, 4, scale=2.0, wanted=True)
    w = case.give("weight", WEIGHT) if weight else None
    t = case.give("targets", targets).long()
    ignored = -100 if ignore is None else ignore
    return finish(case, F.nll_loss(x, t, w, ignore_index=ignored, reduction=reduction))


def binary(n, weight, positive, reduction, logits=None):
    case = Case(f"bce_{n:02d}", 800 + 10 * n, loss="bce_with_logits", reduction=reduction)
    if logits is None:
        x = case.fill("logits", 4, 3, scale=3.0, wanted=True)
    else:
        x = case.give("logits", logits, wanted=True)
    targets = [[1, 0, 0.25], [0, 1, 1], [0.5, 0, 1], [1, 1, 0]]
    t = case.give("targets", targets)
    each = [[1, 0.5, 2], [0.25, 1, 1], [2, 2, 0], [1, 0.75, 1]]
    w = case.give("weight", each) if weight else None
    p = case.give("posWeight", [2, 0.5, 1.5]) if positive else None
    options = dict(weight=w, pos_weight=p, reduction=reduction)
    return finish(case, F.binary_cross_entropy_with_logits(x, t, **options))


def regression(name, salt, function, reduction, **options):
    """One prediction equals its target, where L1's gradient is 0, as in PyTorch."""
    case = Case(name, salt, loss=name.split("_")[0], reduction=reduction, **options)
    x = case.fill("predictions", 4, 3, scale=2.5, wanted=True)
    targets = torch.from_numpy(formula(12, salt + 1, 1.0)).reshape(4, 3)
    targets[1, 1] = x[1, 1].detach()
    return finish(case, function(x, case.give("targets", targets), reduction=reduction, **options))


def main():
    cases = []
    options = itertools.product([False, True], [None, -100, 2], [0.0, 0.1], REDUCTIONS)
    cases += [cross_entropy(n, *option) for n, option in enumerate(options)]
    options = itertools.product([False, True], [0.0, 0.2], REDUCTIONS)
    cases += [soft_cross_entropy(n, *option) for n, option in enumerate(options)]
    cases.append(extreme_cross_entropy("cross_entropy_thousand", [[1000.0, 0.0]] * 2, [0, 1]))
    cases.append(extreme_cross_entropy("cross_entropy_negative", [[-1000.0, 0.0, -999.0]], [2]))
    options = itertools.product([False, True], [None, -100], REDUCTIONS)
    cases += [nll(n, *option) for n, option in enumerate(options)]
    options = itertools.product([False, True], [False, True], REDUCTIONS)
    cases += [binary(n, *option) for n, option in enumerate(options)]
    far = [[1000, -1000, 50], [-50, 0, 1000], [-1000, 88, -88], [20, -20, 1e-3]]
    cases.append(binary(12, False, False, "sum", far))
    cases.append(binary(13, True, True, "none", far))
    for n, reduction in enumerate(REDUCTIONS):
        cases.append(regression(f"mse_{reduction}", 960 + 20 * n, F.mse_loss, reduction))
        cases.append(regression(f"l1_{reduction}", 965 + 20 * n, F.l1_loss, reduction))
        for i, delta in enumerate([1.0, 0.4]):
            name, salt = f"huber_{reduction}_{i}", 970 + 20 * n + 4 * i
            cases.append(regression(name, salt, F.huber_loss, reduction, delta=delta))
    write("losses.txt", "losses.py", "Losses and their gradients.", cases)


if __name__ == "__main__":
    main()
