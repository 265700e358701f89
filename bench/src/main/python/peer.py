"""The PyTorch side of bench/compare: a process that answers each line with one line.

    threads N                   how many threads PyTorch computes with
    load FILE                   weights and batches, a safetensors file that Recur wrote
    model NAME OPTIMISER SHAPE  a network with these weights; adam or fused; dense, packed or padded
    cuda                        -> how many GPUs PyTorch sees, 0 without CUDA
    device NAME DEVICE TF32     moves a network and its batches to cuda or cuda:N, where its later
                                requests compute and wait for the device; TF32 is 1 for PyTorch's
                                default, in which cuDNN may round the terms of products, or 0 for
                                float32 everywhere
    check NAME                  -> the loss of the first batch, then its scores
    train NAME STEPS            -> the seconds and the loss of each training step, in turns
    infer NAME STEPS            -> the seconds of each forward pass without gradient
    predict COUNT               -> the seconds of this many answers of the newest model, one text each:
                                ids in, the classes' probabilities out
    probabilities COUNT         -> these probabilities, for the first COUNT texts
    export FILE                 writes the loaded weights as a network in ONNX, which needs the
                                package onnx
    stream FILE                 weights of an LSTM cell and inputs, for the two below
    state STEPS                 -> h after this many steps from zeros
    step COUNT                  -> the seconds of this many further steps
    sentences FILE              weights of a tagger and sentences (tagging.py), for the one below; it
                                is checked, trained and asked by check, train and infer, too
    tagger NAME OPTIMISER       a tagger with these weights; adam or fused
    forget                      drops what was loaded; the models keep their own weights
    peak                        -> the peak memory of this process, in KiB

An answer begins with "ok", or with "error" and what went wrong. Needs only PyTorch, except for
export.
"""

import json
import sys
import time
import warnings

try:
    import torch
except ImportError:
    print("error PyTorch is not installed there", flush=True)
    sys.exit(1)

warnings.filterwarnings("ignore")  # about missing NumPy, which is not needed here

LAYERS = {"RNN": torch.nn.RNN, "GRU": torch.nn.GRU, "LSTM": torch.nn.LSTM}
TYPES = {"F32": torch.float32, "I64": torch.int64}


def read_safetensors(path):
    """The metadata and the tensors by name, copied out of the file."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        part = torch.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = part.reshape(entry["shape"]).clone()
    return metadata, tensors


class Network(torch.nn.Module):
    """Embedding, recurrent layers, the last real step, a linear layer."""

    def __init__(self, cell, weights, shape):
        super().__init__()
        self.shape = shape
        hidden = weights["rnn.weight_hh_l0"].shape[1]
        layers = sum(name.startswith("rnn.weight_hh_l") for name in weights)
        self.embedding = torch.nn.Embedding(*weights["embedding.weight"].shape)
        # Steps first: faster than batch_first=True, by a fifth for the forward pass of an RNN.
        self.rnn = LAYERS[cell](self.embedding.embedding_dim, hidden, layers)
        self.linear = torch.nn.Linear(hidden, weights["linear.weight"].shape[0])
        self.load_state_dict(weights)

    def forward(self, tokens, lengths):
        x = self.embedding(tokens)
        if self.shape == "packed":
            x = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
            _, state = self.rnn(x)
            h = state[0] if isinstance(state, tuple) else state
            return self.linear(h[-1])
        y, _ = self.rnn(x)
        if self.shape == "padded":
            return self.linear(y[lengths - 1, torch.arange(len(lengths))])
        return self.linear(y[-1])


class Model:
    """A network with its optimiser, which uses the batches in turn."""

    def __init__(self, cell, weights, batches, optimiser, shape):
        self.network = Network(cell, weights, shape)
        self.batches = batches
        self.next = 0
        self.fused = True if optimiser == "fused" else None
        self.optimise()
        self.device = None
        self.tf32 = True

    def optimise(self):
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=1e-3, fused=self.fused)

    def move(self, device, tf32):
        self.device = torch.device(device)
        self.tf32 = tf32
        self.network.to(self.device)
        self.optimise()  # so that its state is there, too
        self.batches = [
            (tokens.to(self.device), lengths, labels.to(self.device))
            for tokens, lengths, labels in self.batches
        ]

    def begin(self):
        """Chooses the arithmetic, which is a setting of the whole process."""
        if self.device is not None:
            torch.backends.cudnn.allow_tf32 = self.tf32
            torch.backends.cuda.matmul.allow_tf32 = False  # the default

    def finish(self):
        if self.device is not None:
            torch.cuda.synchronize(self.device)

    def batch(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        return batch

    def train(self):
        self.begin()
        tokens, lengths, labels = self.batch()
        self.optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(self.network(tokens, lengths), labels)
        loss.backward()
        self.optimiser.step()
        value = loss.item()
        self.finish()
        return value

    def infer(self):
        self.begin()
        tokens, lengths, _ = self.batch()
        with torch.inference_mode():
            self.network(tokens, lengths)
        self.finish()

    def answer(self, ids):
        with torch.inference_mode():
            scores = self.network(torch.tensor(ids).unsqueeze(1), None)
            return torch.softmax(scores, dim=1)[0].tolist()

    def check(self):
        self.begin()
        tokens, lengths, labels = self.batches[0]
        with torch.no_grad():
            scores = self.network(tokens, lengths)
            loss = torch.nn.functional.cross_entropy(scores, labels)
        return [loss.item()] + scores.flatten().tolist()


class Peer:
    """The requests: a method for each first word."""

    def __init__(self):
        self.models = {}

    def threads(self, n):
        torch.set_num_threads(int(n))

    def load(self, path):
        self.models.clear()
        self.metadata, tensors = read_safetensors(path)
        columns = [tensors.pop(name) for name in ("tokens", "lengths", "labels")]
        self.batches = [
            (tokens[:, : lengths.max()].t().contiguous(), lengths, labels)
            for tokens, lengths, labels in zip(*columns)
        ]
        self.weights = tensors
        self.texts = [tokens[:, 0].tolist() for tokens, _, _ in self.batches]
        self.asked = 0

    def model(self, name, optimiser, shape):
        self.models[name] = Model(
            self.metadata["cell"], self.weights, self.batches, optimiser, shape
        )

    def cuda(self):
        if not torch.cuda.is_available():
            return [0]
        torch.ones(1, device="cuda").add(1).item()  # fails if it cannot compute there
        return [torch.cuda.device_count()]

    def device(self, name, device, tf32):
        self.models[name].move(device, tf32 == "1")

    def sentences(self, path):
        import tagging

        self.models.clear()
        self.metadata, tensors = read_safetensors(path)
        columns = {n: tensors.pop(n) for n in ("words", "tags", "letters", "lengths", "batches")}
        self.batches = tagging.read_batches(columns, int(self.metadata["end"]))
        self.weights = tensors

    def tagger(self, name, optimiser):
        import tagging

        self.models[name] = tagging.Tagger(self.weights, self.batches, self.metadata, optimiser)

    def forget(self):
        self.weights.clear()

    def check(self, name):
        return self.models[name].check()

    def train(self, name, steps):
        answer = []
        for _ in range(int(steps)):
            begin = time.perf_counter()
            loss = self.models[name].train()
            answer += [time.perf_counter() - begin, loss]
        return answer

    def infer(self, name, steps):
        answer = []
        for _ in range(int(steps)):
            begin = time.perf_counter()
            self.models[name].infer()
            answer.append(time.perf_counter() - begin)
        return answer

    def predict(self, count):
        model = list(self.models.values())[-1]
        answer = []
        for _ in range(int(count)):
            ids = self.texts[self.asked % len(self.texts)]
            self.asked += 1
            begin = time.perf_counter()
            model.answer(ids)
            answer.append(time.perf_counter() - begin)
        return answer

    def probabilities(self, count):
        model = list(self.models.values())[-1]
        return [p for ids in self.texts[: int(count)] for p in model.answer(ids)]

    def export(self, path):
        import onnx_graph

        onnx_graph.write(path, self.metadata["cell"], self.weights)

    def stream(self, path):
        _, tensors = read_safetensors(path)
        self.inputs = tensors.pop("inputs").unsqueeze(1)
        hidden = tensors["weight_hh"].shape[1]
        self.cell = torch.nn.LSTMCell(self.inputs.shape[2], hidden)
        self.cell.load_state_dict(tensors)
        self.hc = (torch.zeros(1, hidden), torch.zeros(1, hidden))
        self.taken = 0

    def state(self, steps):
        self.step(steps)
        return self.hc[0][0].tolist()

    def step(self, count):
        answer = []
        with torch.inference_mode():
            for _ in range(int(count)):
                x = self.inputs[self.taken % len(self.inputs)]
                self.taken += 1
                begin = time.perf_counter()
                self.hc = self.cell(x, self.hc)
                answer.append(time.perf_counter() - begin)
        return answer

    def peak(self):
        with open("/proc/self/status", encoding="ascii") as status:
            return [line.split()[1] for line in status if line.startswith("VmHWM")]


def main():
    peer = Peer()
    print("ok PyTorch", torch.__version__, flush=True)
    for line in sys.stdin:
        words = line.rstrip("\n").split("\t")
        try:
            answer = getattr(peer, words[0])(*words[1:])
            print("ok", *(answer or []), flush=True)
        except Exception as error:  # the other side reports it and ends
            print("error", repr(error).replace("\n", " "), flush=True)


main()
