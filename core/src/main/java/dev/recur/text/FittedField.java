package dev.recur.text;

import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// A field with its vocabulary: converts texts to rows of numbers, and back. Immutable, and safe to
/// share between threads if the tokenizer and the functions of its recipe are.
///
/// {@snippet class="TextExamples" region="field"}
public final class FittedField implements Fitted {
  private static final int NONE = -1;

  private final Field recipe;
  private final Vocab vocab;
  private final Optional<Tensor> vectors;
  private final int[] init;
  private final int[] eos;
  private final int pad;
  private final int budget; // how many tokens of the text itself fit in a row

  FittedField(Field recipe, Vocab vocab, Optional<Tensor> vectors) {
    this.recipe = recipe;
    this.vocab = vocab;
    this.vectors = vectors;
    FieldOptions options = recipe.options();
    this.init = frame(options.initToken());
    this.eos = frame(options.eosToken());
    this.pad = options.sequential() ? special(options.padToken()) : NONE;
    if (options.useVocab()) {
      special(options.unkToken());
    }
    this.budget = options.fixLength().orElse(Integer.MAX_VALUE) - init.length - eos.length;
  }

  static Vocab noVocab() {
    return Vocab.of(Map.of(), Vocab.UNLIMITED, 1, List.of(), Optional.empty());
  }

  private int[] frame(Optional<String> token) {
    return token.isPresent() ? new int[] {special(token.get())} : new int[0];
  }

  private int special(String token) {
    if (!recipe.options().useVocab()) {
      return Integer.parseInt(token);
    }
    if (!vocab.contains(token)) {
      throw new IllegalArgumentException(
          "the field's special token \"%s\" is not in the vocabulary (does it belong to another"
                  .formatted(token)
              + " field?)");
    }
    return vocab.index(token);
  }

  @Override
  public Field recipe() {
    return recipe;
  }

  /// The tokens and their numbers; empty if the recipe has `useVocab(false)`.
  public Vocab vocab() {
    return vocab;
  }

  /// The vector of each token, (V, D), if the vocabulary was built with vectors.
  public Optional<Tensor> vectors() {
    return vectors;
  }

  /// The number that pads rows.
  ///
  /// @throws IllegalStateException if the recipe is not sequential, because then nothing is padded
  public int padIndex() {
    if (pad == NONE) {
      throw new IllegalStateException("a field that is not sequential has no padding");
    }
    return pad;
  }

  /// Encodes a text as a row of numbers: cut to `fixLength`, with the initial and end tokens, not
  /// padded. A row is never empty: a text without tokens becomes one unknown word, or with
  /// `useVocab(false)` one padding number.
  public int[] encode(String text) {
    return encode(recipe.preprocess(text));
  }

  /// Encodes a text that is already split into tokens.
  public int[] encode(List<String> tokens) {
    return encode(tokens.size(), i -> number(tokens.get(i)));
  }

  /// Encodes a text from the numbers of its tokens.
  ///
  /// @param tokens how many tokens the text has
  /// @param number gives the [#number] of the token at a position; not called for tokens that are
  ///   cut
  public int[] encode(int tokens, IntUnaryOperator number) {
    int kept = Math.min(tokens, budget);
    int first = recipe.options().truncateFirst() ? tokens - kept : 0;
    int[] row = Arrays.copyOf(init, init.length + kept + eos.length);
    for (int i = 0; i < kept; i++) {
      row[init.length + i] = number.applyAsInt(first + i);
    }
    System.arraycopy(eos, 0, row, init.length + kept, eos.length);
    if (recipe.options().postprocessing().isPresent()) {
      row = recipe.options().postprocessing().get().apply(row, vocab);
    }
    return row.length == 0 ? new int[] {ofNothing()} : row;
  }

  private int ofNothing() {
    // Recurrent layers need at least one step, like PyTorch's packed sequences.
    return recipe.options().useVocab() ? vocab.index(recipe.options().unkToken()) : pad;
  }

  /// The number of a token: its index in the vocabulary, or with `useVocab(false)` its own value.
  ///
  /// @throws IllegalArgumentException if, with `useVocab(false)`, it is not a whole number
  public int number(String token) {
    if (recipe.options().useVocab()) {
      return vocab.index(token);
    }
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a whole number, because the field has useVocab(false), got \"%s\""
              .formatted(token),
          e);
    }
  }

  /// Pads rows to `fixLength`, or to the longest of them. Returns rows × steps if the recipe has
  /// `batchFirst`, else steps × rows. No layer needs this: batches contain rows with their lengths.
  public int[][] pad(List<int[]> rows) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int width = recipe.options().fixLength().orElse(longest);
    if (longest > width) {
      throw new IllegalArgumentException(
          "a row of %s numbers is longer than the field's fixLength of %s (encode cuts rows)"
              .formatted(longest, width));
    }
    boolean batchFirst = recipe.options().batchFirst();
    int[][] padded = new int[batchFirst ? rows.size() : width][batchFirst ? width : rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      int[] row = rows.get(r);
      int start = recipe.options().padFirst() ? width - row.length : 0;
      for (int t = 0; t < width; t++) {
        boolean real = t >= start && t < start + row.length;
        padded[batchFirst ? r : t][batchFirst ? t : r] = real ? row[t - start] : pad;
      }
    }
    return padded;
  }

  /// The length of each row before [#pad].
  public int[] lengths(List<int[]> rows) {
    return rows.stream().mapToInt(row -> row.length).toArray();
  }

  /// The tokens of a row of numbers, including the special ones.
  public List<String> decode(int[] row) {
    List<String> tokens = new ArrayList<>(row.length);
    for (int number : row) {
      tokens.add(recipe.options().useVocab() ? vocab.token(number) : String.valueOf(number));
    }
    return tokens;
  }
}
