package dev.recur.task.tag;

import static dev.recur.task.text.RecurrentMemory.inArena;

import dev.recur.settings.Switch;
import dev.recur.task.CellKind;
import dev.recur.task.text.RecurrentMemory;

/// The floats that a network will take for a batch of sentences, computed before the network
/// exists: those of the layers that read characters and words, and what the other layers allocate
/// on the tape.
///
/// N words in B sentences, W of them distinct, with M characters · vectors of words (N, E), from
/// characters (N, 2H') · F outputs of the recurrent layers · C tags.
///
/// @param network the architecture, with the size of a word's vector known
/// @param read whether words are also read character by character
/// @param vectors how many words have a vector
/// @param letters the different characters
/// @param tags C
/// @param frozen whether the vectors are not trained
record WordBatchMemory(
    TaggerSettings network,
    boolean read,
    double vectors,
    double letters,
    double tags,
    boolean frozen) {
  private static final double GROUPS = 16; // of rows whose transitions a CRF counts together

  private RecurrentMemory characters() {
    return new RecurrentMemory(
        CellKind.LSTM, network.charEmbedding(), 1, network.charHidden(), true, false);
  }

  private RecurrentMemory rnn() {
    return new RecurrentMemory(
        network.cell(),
        (int) (e() + spelt()),
        network.layers(),
        network.hidden(),
        network.bidirectional(),
        dropped());
  }

  private double e() {
    return network.embedding().orElseThrow();
  }

  /// 2H', or 0.
  private double spelt() {
    return read ? characters().outputs() : 0;
  }

  private double f() {
    return rnn().outputs();
  }

  private boolean dropped() {
    return network.dropout() > 0;
  }

  private boolean crf() {
    return network.crf() == Switch.TRUE;
  }

  /// The weights of the embedding of words.
  double embeddingWeights() {
    return vectors * e();
  }

  /// The weights of all other parameters.
  double otherWeights() {
    double spelling = read ? letters * network.charEmbedding() + characters().weights() : 0;
    double transitions = crf() ? tags * (tags + 2) : 0;
    return spelling + rnn().weights() + (f() + 1) * tags + transitions;
  }

  /// Floats of a step of training.
  double training(LongestSentences.Size of) {
    RecurrentMemory rnn = rnn();
    double n = of.words();
    double b = of.sentences();
    double passing = rnn.passing(n, b);
    double spelling = 0;
    if (read) {
      RecurrentMemory characters = characters();
      passing = Math.max(passing, characters.passing(of.characters(), of.distinct()));
      spelling = characters.training(of.characters(), of.distinct());
    }
    return inArena(rnn.training(n, b) + passing + spelling + around(of)) + chains(n);
  }

  /// Floats of a step of training on a device.
  double trainingOnDevice(LongestSentences.Size of) {
    double spelling = read ? characters().trainingOnDevice(of.characters(), of.distinct()) : 0;
    double words = rnn().trainingOnDevice(of.words(), of.sentences());
    double mask = dropped() ? of.words() * f() : 0; // of the outputs, which is computed again
    return inArena(words + spelling + around(of) - mask);
  }

  /// What is not in recurrent layers: their inputs; the last output for each distinct word, and its
  /// gradient; dropout of the outputs, and their gradients; scores and the loss.
  private double around(LongestSentences.Size of) {
    double n = of.words();
    double outputs = (dropped() ? 4 : 1) * n * f();
    double head = (crf() ? 2 : 3) * n * tags;
    return inputs(of) + outputs + head;
  }

  private double inputs(LongestSentences.Size of) {
    double n = of.words();
    if (!read) {
      return rnn().lookedUp(n, Math.min(vectors, of.distinct()), !frozen);
    }
    double spelling =
        characters().lookedUp(of.characters(), letters, true)
            + spelt() * (of.characters() + 2 * (of.distinct() + n));
    return (frozen ? 1 : 2) * n * e() + spelling + rnn().inputs(n, true);
  }

  /// What a CRF keeps of its sums over paths, in double precision, and not in an arena.
  double chains(double n) {
    return crf() ? 2 * (2 * n * tags + (GROUPS + 2) * tags * tags) : 0;
  }

  /// Floats of a batch that is only evaluated.
  double evaluation(LongestSentences.Size of, int threads) {
    double spelling = read ? characters().evaluation(of.characters(), of.distinct(), threads) : 0;
    double words = rnn().evaluation(of.words(), of.sentences(), threads);
    return inArena(words + spelling + aroundEvaluation(of)) + chains(of.words());
  }

  /// Floats of a batch that is only evaluated on a device.
  double evaluationOnDevice(LongestSentences.Size of) {
    double spelling = read ? characters().evaluationOnDevice(of.characters(), of.distinct()) : 0;
    double words = rnn().evaluationOnDevice(of.words(), of.sentences());
    return inArena(words + spelling + aroundEvaluation(of));
  }

  private double aroundEvaluation(LongestSentences.Size of) {
    double n = of.words();
    double head = (crf() ? 1 : 3) * n * tags;
    if (!read) {
      return rnn().lookedUp(n, Math.min(vectors, of.distinct())) + head;
    }
    double spelling =
        characters().lookedUp(of.characters(), letters) + spelt() * (of.distinct() + n);
    return n * e() + spelling + n * rnn().inputs() + head;
  }
}
