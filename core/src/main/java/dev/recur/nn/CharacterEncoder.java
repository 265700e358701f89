package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A vector for each word, computed from its characters: the last output of a forward LSTM and that
/// of a backward one. So unknown words have vectors, too.
///
///     e_n = embedding[id_n]          of each character
///     h   = Lstm(e)                  in both directions
///     y   = [h_last, h_0 reverse]    of each word
///
/// Shapes: W words with N characters in all · e packed (N, E) · h packed (N, 2H) · y (W, 2H).
///
/// Source: Ling et al. 2015, *Finding Function in Form*, section 3; Lample et al. 2016, *Neural
/// Architectures for Named Entity Recognition*, section 4.1. Derivation: docs/maths/crf.md.
///
/// {@snippet class="TaggingExamples" region="characters"}
public final class CharacterEncoder implements Layer {
  private final Embedding embedding;
  private final Lstm lstm;
  private final LastPooling last = new LastPooling(true);

  /// An encoder for characters with the ids 0 to characters − 1.
  ///
  /// @param characters the number of different characters
  /// @param embeddingDim the size of a character's vector: E
  /// @param hidden the hidden units of each direction: H
  public CharacterEncoder(int characters, int embeddingDim, int hidden, Seed seed) {
    embedding = new Embedding(characters, embeddingDim, seed.split("embedding"));
    RecurrentOptions options = RecurrentOptions.of(embeddingDim, hidden).withBidirectional(true);
    lstm = new Lstm(options, seed.split("lstm"));
  }

  /// The size of a word's vector: 2H.
  public int outputs() {
    return lstm.outputFeatures();
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    return new LinkedHashMap<>(
        Layer.join(Map.entry("embedding", embedding), Map.entry("lstm", lstm)));
  }

  /// Returns a vector for each word, shape (W, 2H).
  ///
  /// @param words the characters of each word, one word a row
  public Tensor forward(Tape tape, Tokens words) {
    return last.forward(lstm.forward(embedding.forward(tape, words)).output());
  }

  /// Returns the vector of each step's word; a word that occurs at several steps is read once.
  ///
  /// @param words the characters of each distinct word, one word a row
  /// @param wordOfStep which of these words each step of the packed batch has
  /// @param packing the steps of the batch
  public PackedSequence forward(Tape tape, Tokens words, int[] wordOfStep, Packing packing) {
    if (wordOfStep.length != packing.total()) {
      throw new IllegalArgumentException(
          "expected a word for each of %s steps, got %s"
              .formatted(packing.total(), wordOfStep.length));
    }
    return new PackedSequence(forward(tape, words).rows(wordOfStep), packing);
  }
}
