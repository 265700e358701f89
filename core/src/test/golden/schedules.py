"""Learning rates: the value of lr before the first step of a schedule, then after each step."""

import torch
from torch.optim import lr_scheduler as s

from golden import Case, camel, write


def optimiser(lr):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)


def schedule(name, kind, lr, steps, **options):
    shown = {camel(key): value for key, value in options.items() if key != "cycle_momentum"}
    case = Case(name, schedule=kind.__name__, lr=lr, **shown)
    opt = optimiser(lr)
    schedule = kind(opt, **options)
    values = [opt.param_groups[0]["lr"]]
    for _ in range(steps):
        opt.step()
        schedule.step()
        values.append(opt.param_groups[0]["lr"])
    case.expect("lr", values)
    return case


def plateau(name, lr, metrics, **options):
    """The rate after each metric."""
    shown = {camel(key): value for key, value in options.items()}
    case = Case(name, schedule="ReduceLROnPlateau", lr=lr, **shown)
    case.give("metrics", metrics, exact=True)
    opt = optimiser(lr)
    schedule = s.ReduceLROnPlateau(opt, **options)
    values = []
    for metric in case.given["metrics"].tolist():
        schedule.step(metric)
        values.append(opt.param_groups[0]["lr"])
    case.expect("lr", values)
    return case


def one_cycle(name, **options):
    more = dict(max_lr=0.5, total_steps=24, cycle_momentum=False) | options
    return schedule(name, s.OneCycleLR, 0.1, more["total_steps"] - 1, **more)


def main():
    falling = [1.0, 0.9, 0.8, 0.85, 0.81, 0.79995, 0.82, 0.7, 0.7, 0.7, 0.7, 0.69999, 0.7, 0.6]
    falling += [0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65]
    cases = [
        schedule("step", s.StepLR, 0.8, 22, step_size=4, gamma=0.5),
        schedule("step_every", s.StepLR, 0.3, 20, step_size=1, gamma=0.1),
        schedule("exponential", s.ExponentialLR, 0.8, 22, gamma=0.9),
        schedule("cosine", s.CosineAnnealingLR, 1.0, 24, T_max=10),
        schedule("cosine_floor", s.CosineAnnealingLR, 0.3, 20, T_max=20, eta_min=0.01),
        schedule("linear", s.LinearLR, 0.8, 20, start_factor=0.1, total_iters=8),
        schedule("linear_default", s.LinearLR, 0.8, 20),
        schedule(
            "linear_down", s.LinearLR, 0.8, 20, start_factor=1.0, end_factor=0.2, total_iters=15
        ),
        one_cycle("one_cycle_cos", anneal_strategy="cos"),
        one_cycle("one_cycle_linear", anneal_strategy="linear"),
        one_cycle("one_cycle_short", pct_start=0.1, div_factor=10.0, final_div_factor=100.0),
        one_cycle("one_cycle_long", total_steps=40, pct_start=0.5, max_lr=0.01),
        plateau("plateau_constant", 1.0, [1.0] * 22, patience=2),
        plateau("plateau_falling", 0.5, falling, patience=1, factor=0.5),
        plateau("plateau_cooldown", 0.5, falling, patience=1, factor=0.5, cooldown=2, min_lr=0.1),
        plateau("plateau_max", 0.5, [-v for v in falling], mode="max", patience=0, factor=0.2),
        plateau("plateau_abs", 0.5, falling, patience=1, threshold=0.05, threshold_mode="abs"),
        plateau("plateau_eps", 1e-7, [1.0] * 20, patience=0, factor=0.5),
    ]
    write("schedules.txt", "schedules.py", "Learning rates over the steps of a schedule.", cases)


if __name__ == "__main__":
    main()
