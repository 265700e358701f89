"""The numbers that the project's sheet of numeric semantics quotes in C5, C6 and C9.

They were typed in from the sheet, not computed here. Before it writes them, this script checks
that torch agrees to the last digit quoted.
"""

import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import Case, dims, write

X = [[[0.5, -1.0, 2.0]], [[1.0, 0.0, -0.5]], [[-0.25, 0.75, 0.1]]]

NETS = {
    "rnn_tanh": (
        torch.nn.RNN(3, 2),
        "-.074859691 .781806358 -.853163922 .805220484 -.744657448 .326784743",
        "1.851964262 1.661900354",
    ),
    "rnn_relu": (torch.nn.RNN(3, 2, nonlinearity="relu"), "0 1.05 0 1.19 0 .412", "0 3.69"),
    "lstm": (
        torch.nn.LSTM(3, 2),
        "-.038260395 -.121604433 .001160578 -.132643257 .109730340 -.009641636",
        ".061629094 -.047552065 -.039533184 -.137911252 .382831325 .894120918 .032319679"
        " -.159732757",
    ),
    "gru": (
        torch.nn.GRU(3, 2),
        "-.249631099 -.304825919 -.168401012 -.019294642 -.104181611 .264605724",
        "-.109594455 -.01778012 .28220718 -.008066462 .540342346 .687459816",
    ),
    "lstm_projected": (
        torch.nn.LSTM(3, 2, proj_size=1),
        "-.054460365 -.028752199 .034910171",
        ".013854184 -.023558625 -.004654515 -.050838083 .071930171 .335226203 .009353854"
        " -.048537864",
    ),
}

BOTH_Y = (
    ".093995145 -.002585517 .076621880 -.132658 .159275477 -.019290288 .063384889 -.091843303"
    " .191606257 -.027256363 .047351243 -.037963875 .112661508 -.023572104 .065850428 -.071882238"
    " .165450283 -.022064053 .039084188 -.048672657 0 0 0 0"
)
BOTH_H = (
    ".10973034 -.009641636 .10612146 -.010687393 .060003166 -.115372158 .070609633 .05238477"
    " .191606257 -.027256363 .165450283 -.022064053 .07662188 -.132658 .065850428 -.071882238"
)


def quoted(case, name, text, computed, digits=9):
    """Expects the numbers that the sheet quotes."""
    values = torch.tensor([float(n) for n in text.split()])
    difference = (values - computed.detach().flatten()).abs().max().item()
    assert difference <= 0.51 * 10**-digits, f"{case.name} {name}: differs by {difference}"
    case.lines.append(f"expect {name} {dims(computed.shape)} {' '.join(text.split())}")


def filled(case, net):
    """Parameters in registration order, v_j = (((j·7) mod 23) - 11)/20, j over the whole net."""
    j = 0
    for name, parameter in net.named_parameters():
        values = [((k * 7) % 23 - 11) / 20 for k in range(j, j + parameter.numel())]
        j += parameter.numel()
        given = case.give(name, torch.tensor(values).reshape(parameter.shape), exact=True)
        parameter.data.copy_(given)


def c9(cell, net, y_text, bias_text):
    kind = "lstm" if cell.startswith("lstm") else cell
    case = Case(
        f"c9_{cell}",
        cell=kind,
        layers=1,
        directions=1,
        bias=True,
        batchFirst=False,
        inputSize=3,
        hiddenSize=2,
        projSize=getattr(net, "proj_size", 0),
    )
    x = case.give("x", X, exact=True)
    filled(case, net)
    y, _ = net(x)
    case.give("dy", torch.ones_like(y))
    y.sum().backward()
    quoted(case, "y", y_text, y)
    quoted(case, "dbias_hh_l0", bias_text, net.bias_hh_l0.grad)
    return case


def both_directions():
    """Two layers, both directions, rows of 3 and 2 steps; row 2 is row 1 reversed and halved."""
    net = torch.nn.LSTM(3, 2, num_layers=2, bidirectional=True)
    case = Case(
        "c9_lstm_both",
        cell="lstm",
        layers=2,
        directions=2,
        bias=True,
        batchFirst=True,
        inputSize=3,
        hiddenSize=2,
        projSize=0,
        lengths=[3, 2],
    )
    row = torch.tensor(X)[:, 0]
    x = case.give("x", torch.stack([row, row.flip(0) * 0.5]), exact=True)
    filled(case, net)
    packed = pack_padded_sequence(x, [3, 2], batch_first=True, enforce_sorted=False)
    y, (h, _) = net(packed)
    quoted(case, "y", BOTH_Y, pad_packed_sequence(y, batch_first=True)[0])
    quoted(case, "h_n", BOTH_H, h)
    return case


def cross_entropy():
    cases = []
    table = [
        ("plain", False, 0.0, "mean", ".265126344"),
        ("weights", True, 0.0, "mean", ".384671808"),
        ("smoothing", False, 0.1, "mean", ".423459677"),
        ("both", True, 0.1, "mean", ".540949753"),
        ("weighted_sum", True, 0.0, "sum", ".96167952"),
    ]
    for name, weighted, smoothing, reduction, value in table:
        settings = dict(loss="cross_entropy", labelSmoothing=smoothing, reduction=reduction)
        case = Case("c9_cross_entropy_" + name, **settings)
        x = case.give("logits", [[1, 2, 0.5], [0, -1, 3], [0.2, 0.1, 0.3]], exact=True)
        w = case.give("weight", [1, 2, 0.5]) if weighted else None
        t = case.give("targets", [1, 2, -100]).long()
        loss = F.cross_entropy(x, t, w, label_smoothing=smoothing, reduction=reduction)
        quoted(case, "loss", value, loss)
        cases.append(case)
    return cases


def c5():
    case = Case("c5_log_softmax", layer="log_softmax")
    x = case.give("x", [[1000, 0]])
    quoted(case, "y", "0 -1000", F.log_softmax(x, 1))
    return [case]


def stepped(name, maker, start, gradient, expected, **options):
    case = Case(name, optimiser=name.split("_")[1], lr=[0.1], **options)
    parameter = torch.nn.Parameter(case.give("p0.0", start, exact=True).clone())
    optimiser = maker([parameter], lr=0.1, **options)
    for t in range(len(expected)):
        parameter.grad = case.give(f"g{t + 1}.0", gradient, exact=True).clone()
        optimiser.step()
        quoted(case, f"p{t + 1}.0", expected[t], parameter, digits=7)
    return case


def rates(case, schedule, optimiser, text, digits, metric=None):
    values = [] if metric is not None else [optimiser.param_groups[0]["lr"]]
    while len(values) < len(text.split()):
        optimiser.step()
        schedule.step(*([] if metric is None else [metric]))
        values.append(optimiser.param_groups[0]["lr"])
    quoted(case, "lr", text, torch.tensor(values), digits)
    return case


def c6():
    sgd, adamw = torch.optim.SGD, torch.optim.AdamW
    cases = [
        stepped("c6_sgd", sgd, [1.0], [0.5], [".95", ".88"], momentum=0.9, dampening=0.5),
        stepped("c6_adamw", adamw, [1.0, 1.0], [0.5, 3.0], [".899 .899"]),
    ]
    clip = Case("c6_clip_norm", maxNorm=1.0)
    parameter = torch.nn.Parameter(torch.zeros(2))
    parameter.grad = clip.give("g.0", [3, 4]).clone()
    clip.expect("norm", torch.nn.utils.clip_grad_norm_([parameter], 1.0))
    quoted(clip, "clipped.0", ".6 .8", parameter.grad, digits=6)

    opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    case = Case("c6_cosine", schedule="CosineAnnealingLR", lr=1.0, TMax=4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=4)
    cases += [clip, rates(case, schedule, opt, "1 .853553 .5 .146447 0 .146447", 6)]

    opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    case = Case("c6_plateau", schedule="ReduceLROnPlateau", lr=1.0, patience=2)
    case.give("metrics", [1.0] * 9)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, patience=2)
    cases.append(rates(case, schedule, opt, "1 1 1 .1 .1 .1 .01 .01 .01", 9, metric=1.0))

    case = Case("c6_by_frequency", layer="embedding", lengths=[3], scaleGradByFreq=True)
    weight = torch.nn.Parameter(case.give("weight", [[1.0], [2.0], [3.0]]).clone())
    ids = case.give("ids", [1, 1, 2]).long()
    F.embedding(ids, weight, scale_grad_by_freq=True).backward(case.give("dy", torch.ones(3, 1)))
    quoted(case, "dweight", "0 1 1", weight.grad)
    return cases + [case]


def main():
    cases = [c9(cell, *rest) for cell, rest in NETS.items()] + [both_directions()]
    cases += cross_entropy() + c5() + c6()
    write("semantics.txt", "semantics.py", "Quoted in the sheet of numeric semantics.", cases)


if __name__ == "__main__":
    main()
