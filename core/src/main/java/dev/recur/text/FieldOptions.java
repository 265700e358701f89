package dev.recur.text;

import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// What a [Field] does with a text, option by option; the names and meanings are torchtext's.
///
/// @param sequential whether the text is cut into tokens; if not, the whole text is one token
/// @param useVocab whether tokens are words to be numbered; if not, they are whole numbers already
/// @param initToken put before every text
/// @param eosToken put after every text
/// @param fixLength the length of every row that [FittedField#pad] gives, `initToken` and
///   `eosToken` included; longer texts are cut
/// @param preprocessing changes the tokens, last of all steps before they are numbered
/// @param postprocessing changes a row's numbers, given the vocabulary (with `useVocab(false)` one
///   that has no tokens)
/// @param lower whether tokens are put in lower case, the same way in every locale
/// @param tokenize what cuts the text
/// @param batchFirst whether [FittedField#pad] gives rows × steps; if not, steps × rows
/// @param padToken what fills a row up
/// @param unkToken what stands for words that are not in the vocabulary
/// @param padFirst whether the filling stands before the text
/// @param truncateFirst whether a text that is too long loses its beginning, not its end
/// @param stopWords tokens that are left out; only where texts are sequential and use a vocabulary
/// @param isTarget whether a model has to find this text, not read it
/// @param normalize whether the text is brought to Unicode's normal form C first, in which "é" is
///   the same however it was typed; not torchtext's
/// @param maxLength how many tokens of a text are kept, from both of its ends (three quarters from
///   the beginning and the rest from the end), before `initToken` and `eosToken` are put around
///   them; not torchtext's
public record FieldOptions(
    boolean sequential,
    boolean useVocab,
    Optional<String> initToken,
    Optional<String> eosToken,
    OptionalInt fixLength,
    Optional<UnaryOperator<List<String>>> preprocessing,
    Optional<BiFunction<int[], Vocab, int[]>> postprocessing,
    boolean lower,
    Tokenizer tokenize,
    boolean batchFirst,
    String padToken,
    String unkToken,
    boolean padFirst,
    boolean truncateFirst,
    Set<String> stopWords,
    boolean isTarget,
    boolean normalize,
    OptionalInt maxLength) {

  /// Every option as it is where nothing is said.
  public static final FieldOptions DEFAULTS =
      new FieldOptions(
          true,
          true,
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Tokenizer.whitespace(),
          false,
          "<pad>",
          "<unk>",
          false,
          false,
          Set.of(),
          false,
          false,
          OptionalInt.empty());

  /// Refuses what cannot be meant.
  public FieldOptions {
    stopWords = Set.copyOf(stopWords);
    int frame = (initToken.isPresent() ? 1 : 0) + (eosToken.isPresent() ? 1 : 0);
    if (fixLength.isPresent() && fixLength.getAsInt() <= frame) {
      throw new IllegalArgumentException(
          "fixLength counts initToken and eosToken, so with %s of them it must be at least %s, got"
                  .formatted(frame, frame + 1)
              + " "
              + fixLength.getAsInt());
    }
    if (!sequential && (frame > 0 || fixLength.isPresent() || maxLength.isPresent())) {
      throw new IllegalArgumentException(
          "initToken, eosToken, fixLength and maxLength act on sequences, so they need"
              + " sequential(true)");
    }
    if (maxLength.isPresent() && maxLength.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "maxLength must be at least 1, got " + maxLength.getAsInt());
    }
    if (useVocab && unkToken.equals(padToken)) {
      throw new IllegalArgumentException(
          "unkToken and padToken must differ, got \"%s\" for both".formatted(padToken));
    }
    if (!useVocab) {
      requireNumber("padToken", padToken);
      initToken.ifPresent(token -> requireNumber("initToken", token));
      eosToken.ifPresent(token -> requireNumber("eosToken", token));
    }
  }

  private static void requireNumber(String option, String token) {
    try {
      Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "useVocab(false) says that tokens are whole numbers, so %s must be one too, got \"%s\""
              .formatted(option, token),
          e);
    }
  }
}
