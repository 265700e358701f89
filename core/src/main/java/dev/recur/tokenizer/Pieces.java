package dev.recur.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// Byte-pair encoding: frequent words are one token, rare ones several pieces, and no word is
/// unknown whose letters are not. The pieces are learnt from texts.
///
///     Pieces pieces = Pieces.learn(texts, 8_000, true);
///     pieces.tokenize("lowest newest"); // [▁low, est, ▁new, est], say
///
/// Letters, digits and other characters are not joined with each other, nor what white space
/// parts. `▁` (U+2581) stands where white space was, and before a text's first piece. In each run
/// the pair that was learnt first is joined, until none is left. Immutable, and safe to share
/// between threads.
///
/// Source: Sennrich, Haddow, Birch 2016, *Neural Machine Translation of Rare Words with Subword
/// Units*, section 3.2, over characters and not bytes.
public final class Pieces implements Tokenizer {
  /// What every such tokeniser is called; [Tokenizer#named] knows none.
  public static final String NAME = "pieces";

  private final List<String> merges;
  private final boolean lower;
  private final Cutter cutter;

  private Pieces(List<String> merges, boolean lower) {
    this.merges = List.copyOf(merges);
    this.lower = lower;
    this.cutter = new PieceCutter(this.merges, lower);
  }

  /// Learns pieces from texts: the same texts give the same pieces, and in any order where they
  /// have less than a million different words. Memory is for no more: at a million the rarest so
  /// far are forgotten, so that at most half remain. Takes about a second for a hundred thousand
  /// short texts.
  ///
  /// @param size how many pieces there are to be, single characters included. At least half are
  ///   joined, also where the texts have more characters than the rest; there are fewer where no
  ///   two neighbours occur twice
  /// @param lower whether letters are put in lower case first; a [Field] with such pieces has
  ///   `lower(true)` as well
  public static Pieces learn(Iterable<String> texts, int size, boolean lower) {
    if (size < 2) {
      throw new IllegalArgumentException("size must be at least 2, got " + size);
    }
    return new Pieces(PieceLearner.learn(texts, size, lower), lower);
  }

  /// Pieces as [#merges] gave them.
  ///
  /// @throws IllegalArgumentException for a line that is no pair, or one that is there twice
  public static Pieces of(List<String> merges, boolean lower) {
    return new Pieces(merges, lower);
  }

  /// The pairs that become pieces, in the order in which they were learnt, which is the order in
  /// which they are joined: left part, a space, right part.
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
