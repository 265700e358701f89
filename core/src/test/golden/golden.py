"""The file format of the golden numbers: cases of named arrays, given by formula or expected.

README.md in this folder describes the format; GoldenFile.java reads it.
Every input is rounded to float32 first, so that the float32 code under test and the float64
reference start from the same numbers and only the computation differs.
"""

from pathlib import Path

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "dev" / "recur" / "golden"
PERIOD = 2003  # a prime that is 2 modulo 3: cubing permutes the residues
FOLD = 16


def formula(count, salt, scale):
    """Numbers in [-scale, scale] that look random: ((m³ mod 2003) - 1001) / 1001 · scale."""
    m = (np.arange(count, dtype=np.int64) + 211 * salt + 97) % PERIOD
    unit = (m * m * m % PERIOD - 1001) / 1001.0
    return (unit * scale).astype(np.float32).astype(np.float64)


def number(value):
    """Nine significant digits, without a leading zero: float32 has a little over seven."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    text = f"{value:.9g}"
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return "0" if text == "-0" else text


def dims(shape):
    return "x".join(str(n) for n in shape) if len(shape) else "1"


class Case:
    """A case under construction: the lines that describe it, and its input tensors."""

    def __init__(self, name, salt=0, **settings):
        shown = {key: value for key, value in settings.items() if value is not None}
        self.name, self.salt, self.given = name, salt, {}
        self.lines = [" ".join(["case", name] + [f"{k}={setting(v)}" for k, v in shown.items()])]

    def fill(self, name, *shape, scale=1.0, wanted=False):
        """An input tensor by formula, with a salt of its own; wanted: its gradient is computed."""
        values = formula(int(np.prod(shape)), self.salt, scale)
        self.lines.append(f"fill {name} {dims(shape)} {self.salt} {scale}")
        self.salt += 1
        return self._keep(name, torch.from_numpy(values).reshape(shape), wanted)

    def give(self, name, values, wanted=False, exact=False):
        """An input tensor by explicit numbers, rounded to float32 unless exact."""
        tensor = torch.as_tensor(values, dtype=torch.float64).detach().clone()
        tensor = tensor if exact else tensor.float().double()
        self.lines.append(row("given", name, tensor))
        return self._keep(name, tensor, wanted)

    def _keep(self, name, tensor, wanted):
        tensor.requires_grad_(wanted)
        self.given[name] = tensor
        return tensor

    def expect(self, name, values, folded=False):
        values = torch.as_tensor(values, dtype=torch.float64).detach()
        if folded and values.numel() >= 2 * FOLD:
            self.lines.append(fold(name, values))
        else:
            self.lines.append(row("expect", name, values))

    def expect_gradients(self, folded=False):
        """Expects the gradient of every wanted input tensor, under the name d + its name."""
        for name, tensor in self.given.items():
            if tensor.requires_grad:
                gradient = torch.zeros_like(tensor) if tensor.grad is None else tensor.grad
                self.expect("d" + name, gradient, folded)


def camel(name):
    """The Java spelling of a Python option: weight_decay is weightDecay."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def setting(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ",".join(str(v) for v in value)
    return str(value)


def row(verb, name, tensor):
    numbers = " ".join(number(v) for v in tensor.detach().numpy().ravel())
    return f"{verb} {name} {dims(tensor.shape)} {numbers}"


def fold(name, tensor):
    """The largest |v|, then the weighted means of 16 neighbours each, weights (2 + formula)/3."""
    flat = tensor.numpy().ravel()
    weighted = flat * (2.0 + formula(flat.size, 0, 1.0)) / 3.0
    means = [weighted[at : at + FOLD].mean() for at in range(0, flat.size, FOLD)]
    numbers = " ".join(number(v) for v in [np.abs(flat).max(), *means])
    return f"folded {name} {dims(tensor.shape)} {numbers}"


def write(file, script, what, cases):
    """Writes the cases to one resource and prints how many."""
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), "two cases of one name"
    torch_version = torch.__version__.split("+")[0]
    source = f"# Written by src/test/golden/{script} with torch {torch_version} in float64."
    blocks = [[f"# {what}", source], *(case.lines for case in cases)]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / file).write_text(text, encoding="utf-8", newline="\n")
    print(f"{file}: {len(cases)} cases, {len(text.encode()) / 1024:.0f} KiB")
