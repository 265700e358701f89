"""One epoch of `recur train classify` in PyTorch: the same table, tokens, vocabulary, network,
buckets and optimiser, with packed sequences; prints the seconds of each part.

    python nsmc_epoch.py ratings_train.txt --threads 1 [--fused] [--flush-denormal]

What differs: which rows fall into which part and batch (another generator of random numbers; the
sizes are the same), and what is not done here at all: the test, naive Bayes and the model file.
"""

import time

BEGUN = time.perf_counter()

import argparse
import collections
import csv
import random
import re

import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence, pad_packed_sequence

# The defaults of TextSettings, NetworkSettings and FitSettings.
MIN_FREQ = 2
EMBEDDING, DEVIATION, HIDDEN, DROPOUT = 100, 0.1, 128, 0.5
LR, CLIP, BATCH, POOL, EVALUATION_BATCH = 0.002, 1.0, 64, 100, 256
RATIOS = (0.85, 0.05, 0.10)
UNK, PAD = 0, 1

QUOTES = re.compile('"')
SPACED = re.compile(r"(['.,()!?])")
SPACES = re.compile(r"<br />|[;:]")


class Clock:
    """Seconds by part, in the order in which the parts ended."""

    def __init__(self, begun):
        self.last = begun
        self.parts = {}

    def tick(self, part):
        now = time.perf_counter()
        self.parts[part] = self.parts.get(part, 0) + now - self.last
        self.last = now


class Network(nn.Module):
    """Embedding, GRU in both directions, the maximum over time, a linear layer."""

    def __init__(self, words, classes):
        super().__init__()
        self.embedding = nn.Embedding(words, EMBEDDING)
        nn.init.normal_(self.embedding.weight, std=DEVIATION)
        self.rnn = nn.GRU(EMBEDDING, HIDDEN, bidirectional=True)
        self.linear = nn.Linear(2 * HIDDEN, classes)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, packed):
        x = self.dropout(self.embedding(packed.data))
        h, _ = self.rnn(PackedSequence(x, packed.batch_sizes))
        padded, _ = pad_packed_sequence(h, padding_value=float("-inf"))
        return self.linear(self.dropout(padded.max(dim=0).values))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row["document"], row["label"]) for row in csv.DictReader(file, delimiter="\t")]
    return rows


def basic_english(text):
    """torchtext's basic_english, with one regular expression for each kind of change."""
    text = SPACED.sub(r" \1 ", SPACES.sub(" ", QUOTES.sub("", text.lower())))
    return text.split()


def divide(labels, rng):
    """Indices of the rows of each part, each with all labels in proportion."""
    parts = [[] for _ in RATIOS]
    for label in sorted(set(labels)):
        rows = [i for i, other in enumerate(labels) if other == label]
        rng.shuffle(rows)
        reached, given = 0.0, 0
        for part, ratio in zip(parts, RATIOS):
            reached += ratio
            border = round(len(rows) * reached)
            part.extend(rows[given:border])
            given = border
    return [sorted(part) for part in parts]


def buckets(rows, rng):
    """Rows in random order, sorted by length within pools, cut into batches in random order."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda i: len(rows[i][0]))
        batches.extend(pool[at : at + BATCH] for at in range(0, len(pool), BATCH))
    rng.shuffle(batches)
    return batches


def collate(rows):
    """The rows packed, longest first, and their labels in that order."""
    rows = sorted(rows, key=lambda row: -len(row[0]))
    return pack_sequence([ids for ids, _ in rows]), torch.tensor([label for _, label in rows])


def train(model, optimizer, rows, rng, clock):
    loss_of = nn.CrossEntropyLoss()
    model.train()
    order = buckets(rows, rng)
    clock.tick("batching")
    for batch in order:
        packed, labels = collate([rows[i] for i in batch])
        clock.tick("batching")
        optimizer.zero_grad(set_to_none=True)
        loss_of(model(packed), labels).backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        clock.tick("training")


@torch.no_grad()
def validate(model, rows):
    model.eval()
    loss, right = 0.0, 0
    for start in range(0, len(rows), EVALUATION_BATCH):
        packed, labels = collate(rows[start : start + EVALUATION_BATCH])
        scores = model(packed)
        loss += nn.functional.cross_entropy(scores, labels, reduction="sum").item()
        right += (scores.argmax(dim=1) == labels).sum().item()
    return loss / len(rows), right / len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fused", action="store_true", help="Adam(fused=True)")
    parser.add_argument("--flush-denormal", action="store_true", help="denormal numbers become 0")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(options.flush_denormal)
    torch.manual_seed(1)
    rng = random.Random(1)
    clock = Clock(BEGUN)
    clock.tick("starting")
    table = read(options.table)
    clock.tick("reading")
    train_part, valid_part, _ = divide([label for _, label in table], rng)
    clock.tick("dividing")
    texts = [basic_english(text) for text, _ in table]
    clock.tick("tokenising")
    counts = collections.Counter(word for i in train_part for word in texts[i])
    known = sorted(
        (word for word, count in counts.items() if count >= MIN_FREQ),
        key=lambda word: (-counts[word], word),
    )
    numbers = {word: i + 2 for i, word in enumerate(known)}  # after UNK and PAD
    classes = {label: i for i, label in enumerate(sorted({label for _, label in table}))}

    def encoded(part):
        return [
            (
                torch.tensor([numbers.get(word, UNK) for word in texts[i]] or [UNK]),
                classes[table[i][1]],
            )
            for i in part
        ]

    train_rows, valid_rows = encoded(train_part), encoded(valid_part)
    clock.tick("vocabulary and encoding")
    model = Network(len(numbers) + 2, len(classes))
    optimizer = torch.optim.Adam(model.parameters(), lr=LR, fused=options.fused)
    clock.tick("starting")
    train(model, optimizer, train_rows, rng, clock)
    loss, accuracy = validate(model, valid_rows)
    clock.tick("validation")
    for part, seconds in clock.parts.items():
        print(f"{part:24} {seconds:7.2f} s")
    print(f"{'total':24} {time.perf_counter() - BEGUN:7.2f} s")
    print(f"words {len(numbers) + 2}, valid loss {loss:.4f}, valid accuracy {100 * accuracy:.1f} %")


if __name__ == "__main__":
    main()
