"""The tagger of bench/compare tagging in PyTorch: the network of `recur train tag` with its weights,
on the batches that Recur has made.

    words (N) -> Embedding (N, E) ⊕ LSTM in both directions over the characters of each distinct
    word, its last states (N, 2H') -> dropout -> LSTM in both directions (N, 2H) -> dropout
    -> Linear (N, C)

N words of all sentences of a batch, packed: step after step, longer sentences first. Dropout has one
mask for all words of a sentence; some words are replaced by the unknown word while training.
"""

import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence

UNKNOWN = 0


def words_of(letters, end):
    """The characters of each word, as tuples; an empty word is its mark."""
    words, word = [], []
    for letter in letters:
        if letter == end:
            words.append(tuple(word) or (end,))
            word = []
        else:
            word.append(letter)
    return words


class Batch:
    """Some sentences, and the characters of each distinct word once."""

    def __init__(self, sentences):
        sentences = sorted(sentences, key=lambda sentence: -len(sentence[0]))
        packed = pack_sequence([words for words, _, _ in sentences])
        self.words, self.batch_sizes = packed.data, packed.batch_sizes
        self.tags = pack_sequence([tags for _, tags, _ in sentences]).data
        self.sentences = len(sentences)
        self.sentence_of_step = pack_sequence(
            [torch.full_like(words, i) for i, (words, _, _) in enumerate(sentences)]
        ).data
        numbers = {}
        self.word_of_step = pack_sequence(
            [
                torch.tensor([numbers.setdefault(word, len(numbers)) for word in letters])
                for _, _, letters in sentences
            ]
        ).data
        distinct = [torch.tensor(word) for word in numbers]
        self.letters = pack_sequence(distinct, enforce_sorted=False)


def read_batches(tensors, end):
    """The batches of a file: all words, their tags and characters, one sentence after another."""
    words, tags = tensors["words"], tensors["tags"]
    letters = words_of(tensors["letters"].tolist(), end)
    sentences, at = [], 0
    for length in tensors["lengths"].tolist():
        to = at + length
        sentences.append((words[at:to], tags[at:to], letters[at:to]))
        at = to
    batches, at = [], 0
    for size in tensors["batches"].tolist():
        batches.append(Batch(sentences[at : at + size]))
        at += size
    return batches


class Network(nn.Module):
    """The network, with the names that the weights have."""

    def __init__(self, weights, dropout, word_dropout):
        super().__init__()
        self.dropout, self.word_dropout = dropout, word_dropout
        hidden = weights["rnn.weight_hh_l0"].shape[1]
        letters = weights["characters.lstm.weight_hh_l0"].shape[1]
        self.embedding = nn.Embedding(*weights["embedding.weight"].shape)
        self.characters = nn.ModuleDict(
            {
                "embedding": nn.Embedding(*weights["characters.embedding.weight"].shape),
                "lstm": nn.LSTM(
                    weights["characters.embedding.weight"].shape[1], letters, bidirectional=True
                ),
            }
        )
        width = self.embedding.embedding_dim + 2 * letters
        self.rnn = nn.LSTM(width, hidden, bidirectional=True)
        self.linear = nn.Linear(2 * hidden, weights["linear.weight"].shape[0])
        self.load_state_dict(weights)

    def forward(self, batch):
        words = batch.words
        if self.training and self.word_dropout > 0:
            dropped = torch.rand(words.shape) < self.word_dropout
            words = words.masked_fill(dropped, UNKNOWN)
        letters = batch.letters
        read = letters._replace(data=self.characters["embedding"](letters.data))
        _, (h, _) = self.characters["lstm"](read)
        spelt = torch.cat([h[0], h[1]], dim=1)[batch.word_of_step]
        x = self.locked(torch.cat([self.embedding(words), spelt], dim=1), batch)
        y, _ = self.rnn(PackedSequence(x, batch.batch_sizes))
        return self.linear(self.locked(y.data, batch))

    def locked(self, x, batch):
        """Dropout with one mask for all words of a sentence."""
        if not self.training or self.dropout == 0:
            return x
        mask = torch.rand(batch.sentences, x.shape[1]) >= self.dropout
        return x * (mask / (1 - self.dropout))[batch.sentence_of_step]


class Tagger:
    """A network with its optimiser, which uses the batches in turn."""

    def __init__(self, weights, batches, settings, optimiser):
        self.network = Network(
            weights, float(settings["dropout"]), float(settings["wordDropout"])
        )
        self.batches = batches
        self.clip = float(settings["clip"])
        self.next = 0
        self.optimiser = torch.optim.Adam(
            self.network.parameters(),
            lr=float(settings["lr"]),
            fused=True if optimiser == "fused" else None,
        )

    def batch(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        return batch

    def train(self):
        batch = self.batch()
        self.network.train()
        self.optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(self.network(batch), batch.tags)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.clip)
        self.optimiser.step()
        return loss.item()

    def infer(self):
        batch = self.batch()
        self.network.eval()
        with torch.inference_mode():
            return self.network(batch).argmax(dim=1)

    def check(self):
        """The loss of the first batch without dropout, and the share of right tags."""
        batch = self.batches[0]
        self.network.eval()
        with torch.no_grad():
            scores = self.network(batch)
            loss = nn.functional.cross_entropy(scores, batch.tags)
            right = (scores.argmax(dim=1) == batch.tags).double().mean()
        return [loss.item(), right.item()]
