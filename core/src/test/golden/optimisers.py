"""Optimisers, ten steps on two groups with different learning rates, and gradient clipping.

The gradient of parameter p at step t is given as g<t>.<p>, and the parameter after that step is
expected as p<t>.<p>. Parameters 0 and 1 are the first group, parameter 2 is the second.
"""

import torch

from golden import Case, camel, write

STEPS = 10
SHAPES = [(3, 2), (2,), (4,)]


def case_of(name, salt, maker, lrs, shown, **options):
    settings = {"optimiser": name.split("_")[0], "lr": lrs, **shown}
    case = Case(name, salt, **settings)
    parameters = [
        torch.nn.Parameter(case.fill(f"p0.{p}", *shape).clone()) for p, shape in enumerate(SHAPES)
    ]
    groups = [
        {"params": parameters[:2], "lr": lrs[0]},
        {"params": parameters[2:], "lr": lrs[1]},
    ]
    optimiser = maker(groups, **options)
    for t in range(1, STEPS + 1):
        for p, parameter in enumerate(parameters):
            parameter.grad = case.fill(f"g{t}.{p}", *SHAPES[p], scale=1.5).clone()
        optimiser.step()
        for p, parameter in enumerate(parameters):
            case.expect(f"p{t}.{p}", parameter)
    return case


def optimisers():
    o = torch.optim
    table = [
        ("sgd_plain", o.SGD, [0.1, 0.02], {}),
        ("sgd_momentum", o.SGD, [0.1, 0.02], {"momentum": 0.9}),
        ("sgd_dampening", o.SGD, [0.1, 0.02], {"momentum": 0.9, "dampening": 0.5}),
        ("sgd_nesterov", o.SGD, [0.1, 0.02], {"momentum": 0.8, "nesterov": True}),
        ("sgd_decay", o.SGD, [0.1, 0.02], {"weight_decay": 0.05}),
        ("sgd_all", o.SGD, [0.1, 0.02], {"momentum": 0.7, "nesterov": True, "weight_decay": 0.05}),
        ("adam_plain", o.Adam, [0.01, 0.1], {}),
        ("adam_betas", o.Adam, [0.01, 0.1], {"betas": (0.8, 0.95), "eps": 1e-6}),
        ("adam_decay", o.Adam, [0.01, 0.1], {"weight_decay": 0.1}),
        ("adam_amsgrad", o.Adam, [0.01, 0.1], {"amsgrad": True, "betas": (0.8, 0.7)}),
        ("adamw_plain", o.AdamW, [0.01, 0.1], {}),
        ("adamw_decay", o.AdamW, [0.01, 0.1], {"weight_decay": 0.3, "betas": (0.7, 0.9)}),
        ("adamw_amsgrad", o.AdamW, [0.01, 0.1], {"amsgrad": True, "betas": (0.8, 0.7)}),
        ("rmsprop_plain", o.RMSprop, [0.01, 0.03], {}),
        ("rmsprop_momentum", o.RMSprop, [0.01, 0.03], {"momentum": 0.9, "alpha": 0.9}),
        ("rmsprop_centered", o.RMSprop, [0.01, 0.03], {"centered": True, "alpha": 0.9}),
        (
            "rmsprop_all",
            o.RMSprop,
            [0.01, 0.03],
            {"centered": True, "alpha": 0.9, "momentum": 0.5, "weight_decay": 0.05, "eps": 1e-6},
        ),
        ("adagrad_plain", o.Adagrad, [0.1, 0.5], {}),
        ("adagrad_decay", o.Adagrad, [0.1, 0.5], {"weight_decay": 0.05, "lr_decay": 0.1}),
        ("adagrad_keras", o.Adagrad, [0.1, 0.5], {"initial_accumulator_value": 0.1, "eps": 1e-7}),
        ("adadelta_plain", o.Adadelta, [1.0, 0.3], {}),
        ("adadelta_all", o.Adadelta, [1.0, 0.3], {"rho": 0.8, "eps": 1e-4, "weight_decay": 0.05}),
    ]
    return [
        case_of(name, 100 * n % 1700, maker, lrs, {camel(k): v for k, v in more.items()}, **more)
        for n, (name, maker, lrs, more) in enumerate(table)
    ]


def clipping():
    cases = []
    for n, (name, limit, scale) in enumerate(
        [("clip_norm", 1.0, 1.5), ("clip_norm_idle", 50.0, 1.5), ("clip_value", 0.5, 1.5)]
    ):
        case = Case(name, 1800 + 10 * n, **{"maxNorm" if "norm" in name else "clipValue": limit})
        parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in SHAPES]
        for p, parameter in enumerate(parameters):
            parameter.grad = case.fill(f"g.{p}", *SHAPES[p], scale=scale).clone()
        if "norm" in name:
            case.expect("norm", torch.nn.utils.clip_grad_norm_(parameters, limit))
        else:
            torch.nn.utils.clip_grad_value_(parameters, limit)
        for p, parameter in enumerate(parameters):
            case.expect(f"clipped.{p}", parameter.grad)
        cases.append(case)
    return cases


def main():
    cases = optimisers() + clipping()
    write("optimisers.txt", "optimisers.py", "Optimisers step by step, and clipping.", cases)


if __name__ == "__main__":
    main()
