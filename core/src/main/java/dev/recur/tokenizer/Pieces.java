package dev.recur.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// Byte-pair encoding: a tokenizer whose subwords ("pieces") are learnt from texts. Frequent words
/// are one token and rare ones several, and no word is unknown unless one of its letters is.
///
/// {@snippet class="TokenizerExamples" region="pieces"}
///
/// A piece never crosses white space, nor a border between letters, digits and other characters.
/// `▁` (U+2581) takes the place of white space, and is put before the first piece of a text. Within
/// a run, the pair that was learnt first is joined first, until no learnt pair is left. Immutable,
/// and safe to share between threads.
///
/// Source: Sennrich, Haddow, Birch 2016, *Neural Machine Translation of Rare Words with Subword
/// Units*, section 3.2, over characters and not bytes.
public final class Pieces implements Tokenizer {
  /// The name of every such tokenizer. [Tokenizer#named] does not find it, because pieces are
  /// learnt.
  public static final String NAME = "pieces";

  private final List<String> merges;
  private final boolean lower;
  private final Cutter cutter;

  private Pieces(List<String> merges, boolean lower) {
    this.merges = List.copyOf(merges);
    this.lower = lower;
    this.cutter = new PieceCutter(this.merges, lower);
  }

  /// Learns pieces from texts. The same texts give the same pieces, and their order does not matter
  /// as long as they have fewer than a million distinct words. To limit memory, the rarest words so
  /// far are forgotten when there are a million, so that at most half of them remain. This takes
  /// about a second for a hundred thousand short texts.
  ///
  /// @param size the number of pieces to learn, including single characters. At least half of them
  ///   are pairs, even if the texts have more distinct characters than that leaves room for. There
  ///   are fewer if no pair of adjacent pieces occurs twice
  /// @param lower whether texts are put in lower case first; a `Field` with such pieces should have
  ///   `lower(true)`, too
  public static Pieces learn(Iterable<String> texts, int size, boolean lower) {
    if (size < 2) {
      throw new IllegalArgumentException("size must be at least 2, got " + size);
    }
    return new Pieces(PieceLearner.learn(texts, size, lower), lower);
  }

  /// Pieces from their [#merges].
  ///
  /// @throws IllegalArgumentException for a string that is not a pair, or for a pair that occurs
  ///   twice
  public static Pieces of(List<String> merges, boolean lower) {
    return new Pieces(merges, lower);
  }

  /// The pairs that are joined, in the order in which they were learnt, which is their priority.
  /// Each is its left part, a space and its right part.
  public List<String> merges() {
    return merges;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return cutter.version();
  }

  @Override
  public List<String> tokenize(String text) {
    return cutter.tokenize(text);
  }

  @Override
  public List<Span> spans(String text) {
    return cutter.spans(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pieces pieces && pieces.lower == lower && pieces.merges.equals(merges);
  }

  @Override
  public int hashCode() {
    return merges.hashCode();
  }

  @Override
  public String toString() {
    List<String> shown = new ArrayList<>(merges.subList(0, Math.min(8, merges.size())));
    return "Pieces of %s pairs: %s%s"
        .formatted(
            merges.size(), String.join(", ", shown), merges.size() > shown.size() ? " …" : "");
  }
}
