package dev.recur.text;

import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// A field with its vocabulary: turns texts into rows of numbers, and back. Immutable, and safe to
/// share between threads if the tokeniser and the functions of its recipe are.
public final class FittedField implements Fitted {
  private static final int NONE = -1;

  private final Field recipe;
  private final Vocab vocab;
  private final Optional<Tensor> vectors;
  private final int[] init;
  private final int[] eos;
  private final int pad;
  private final int budget; // how many tokens of the text itself a row may hold

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

  /// The tokens and their numbers; without tokens where the recipe has `useVocab(false)`.
  public Vocab vocab() {
    return vocab;
  }

  /// The vector of each token, (V, D), where the vocabulary was built with vectors.
  public Optional<Tensor> vectors() {
    return vectors;
  }

  /// The number that fills rows up.
  ///
  /// @throws IllegalStateException if the recipe is not sequential, as nothing is padded then
  public int padIndex() {
    if (pad == NONE) {
      throw new IllegalStateException("a field that is not sequential has no padding");
    }
    return pad;
  }

  /// The row of numbers of a text: cut to `fixLength`, with the initial and end tokens, and not
  /// padded. It always has at least one: a text without a token becomes one unknown word.
  public int[] encode(String text) {
    return encode(recipe.preprocess(text));
  }

  /// The row of numbers of a text that has been cut into tokens.
  public int[] encode(List<String> tokens) {
    return encode(tokens.size(), i -> number(tokens.get(i)));
  }

  /// The row of numbers of a text of so many tokens, given the number of each, which is what
  /// [#number] says. Those that are cut off are not asked for.
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
    // Recurrent layers have no answer for no step at all, as PyTorch's packing has none.
    return recipe.options().useVocab() ? vocab.index(recipe.options().unkToken()) : pad;
  }

  /// The number of a token: its place in the vocabulary, or what it says with `useVocab(false)`.
  ///
  /// @throws IllegalArgumentException if it should say a whole number and does not
  public int number(String token) {
    if (recipe.options().useVocab()) {
      return vocab.index(token);
    }
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a whole number, as the field has useVocab(false), got \"%s\"".formatted(token),
          e);
    }
  }

  /// Rows of numbers, filled up to `fixLength` or the longest of them; rows × steps if the recipe
  /// has `batchFirst`, else steps × rows. No layer needs it: batches carry rows with their lengths.
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

  /// How many numbers each row has: what is not padding in what [#pad] gives.
  public int[] lengths(List<int[]> rows) {
    return rows.stream().mapToInt(row -> row.length).toArray();
  }

  /// The tokens behind a row's numbers, the special ones included.
  public List<String> decode(int[] row) {
    List<String> tokens = new ArrayList<>(row.length);
    for (int number : row) {
      tokens.add(recipe.options().useVocab() ? vocab.token(number) : String.valueOf(number));
    }
    return tokens;
  }
}
