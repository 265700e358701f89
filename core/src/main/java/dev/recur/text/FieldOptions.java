package dev.recur.text;

import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The options of a [Field]. Names and meanings are torchtext's, except `normalize` and
/// `maxLength`, which torchtext does not have.
///
/// {@snippet class="TextExamples" region="options"}
///
/// @param sequential whether the text is split into tokens; if not, the whole text is one token
/// @param useVocab whether tokens are mapped to numbers by a vocabulary; if not, they must already
///   be whole numbers
/// @param initToken the token that is put before every text
/// @param eosToken the token that is put after every text
/// @param fixLength the length of every row of [FittedField#pad], including `initToken` and
///   `eosToken`; longer texts are cut
/// @param preprocessing changes the tokens, as the last step before they become numbers
/// @param postprocessing changes the numbers of a row, given the vocabulary (which is empty with
///   `useVocab(false)`)
/// @param lower whether tokens are put in lower case, in the same way in every locale
/// @param tokenize the tokenizer that splits the text
/// @param batchFirst whether [FittedField#pad] returns rows × steps; if not, steps × rows
/// @param padToken the token that pads a row
/// @param unkToken the token for words that are not in the vocabulary
/// @param padFirst whether the padding comes before the text
/// @param truncateFirst whether a text longer than `fixLength` is cut at its beginning, not at its
///   end
/// @param stopWords tokens that are removed, if the field is sequential and uses a vocabulary
/// @param isTarget whether a model has to predict this text, not read it
/// @param normalize whether the text is normalised to Unicode NFC first, in which "é" is the same
///   however it was typed
/// @param maxLength the maximum number of tokens that are kept: three quarters from the beginning
///   of the text and the rest from its end. `initToken` and `eosToken` are added after that
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

  /// The default of every option.
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

  /// Refuses combinations that make no sense.
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
          "initToken, eosToken, fixLength and maxLength apply to sequences, so they need"
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
          "with useVocab(false) tokens are whole numbers, so %s must be one, too, got \"%s\""
              .formatted(option, token),
          e);
    }
  }
}
