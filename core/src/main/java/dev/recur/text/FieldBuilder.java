package dev.recur.text;

import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Builds a [Field] from options. Options that are not set keep their values: those of
/// [FieldOptions#DEFAULTS], or of the field that [Field#but] starts from. [FieldOptions] describes
/// each option.
///
/// {@snippet class="TextExamples" region="options"}
public final class FieldBuilder {
  private boolean sequential;
  private boolean useVocab;
  private Optional<String> initToken;
  private Optional<String> eosToken;
  private OptionalInt fixLength;
  private Optional<UnaryOperator<List<String>>> preprocessing;
  private Optional<BiFunction<int[], Vocab, int[]>> postprocessing;
  private boolean lower;
  private Tokenizer tokenize;
  private boolean batchFirst;
  private String padToken;
  private String unkToken;
  private boolean padFirst;
  private boolean truncateFirst;
  private Set<String> stopWords;
  private boolean isTarget;
  private boolean normalize;
  private OptionalInt maxLength;

  FieldBuilder(FieldOptions from) {
    sequential = from.sequential();
    useVocab = from.useVocab();
    initToken = from.initToken();
    eosToken = from.eosToken();
    fixLength = from.fixLength();
    preprocessing = from.preprocessing();
    postprocessing = from.postprocessing();
    lower = from.lower();
    tokenize = from.tokenize();
    batchFirst = from.batchFirst();
    padToken = from.padToken();
    unkToken = from.unkToken();
    padFirst = from.padFirst();
    truncateFirst = from.truncateFirst();
    stopWords = from.stopWords();
    isTarget = from.isTarget();
    normalize = from.normalize();
    maxLength = from.maxLength();
  }

  /// Builds the field.
  public Field build() {
    return new Field(
        new FieldOptions(
            sequential,
            useVocab,
            initToken,
            eosToken,
            fixLength,
            preprocessing,
            postprocessing,
            lower,
            tokenize,
            batchFirst,
            padToken,
            unkToken,
            padFirst,
            truncateFirst,
            stopWords,
            isTarget,
            normalize,
            maxLength));
  }

  /// Whether the text is split into tokens.
  public FieldBuilder sequential(boolean value) {
    sequential = value;
    return this;
  }

  /// Whether tokens are mapped to numbers by a vocabulary.
  public FieldBuilder useVocab(boolean value) {
    useVocab = value;
    return this;
  }

  /// The token that is put before every text.
  public FieldBuilder initToken(String token) {
    initToken = Optional.of(token);
    return this;
  }

  /// The token that is put after every text.
  public FieldBuilder eosToken(String token) {
    eosToken = Optional.of(token);
    return this;
  }

  /// The length of every padded row; longer texts are cut.
  public FieldBuilder fixLength(int length) {
    fixLength = OptionalInt.of(length);
    return this;
  }

  /// A function that changes the tokens before they become numbers.
  public FieldBuilder preprocessing(UnaryOperator<List<String>> function) {
    preprocessing = Optional.of(function);
    return this;
  }

  /// A function that changes the numbers of a row.
  public FieldBuilder postprocessing(BiFunction<int[], Vocab, int[]> function) {
    postprocessing = Optional.of(function);
    return this;
  }

  /// Whether tokens are put in lower case.
  public FieldBuilder lower(boolean value) {
    lower = value;
    return this;
  }

  /// The tokenizer that splits the text.
  public FieldBuilder tokenize(Tokenizer tokenizer) {
    tokenize = tokenizer;
    return this;
  }

  /// The tokenizer that splits the text, by its name for [Tokenizer#named].
  public FieldBuilder tokenize(String name) {
    return tokenize(Tokenizer.named(name));
  }

  /// Whether padded batches are rows × steps, not steps × rows.
  public FieldBuilder batchFirst(boolean value) {
    batchFirst = value;
    return this;
  }

  /// The token that pads a row.
  public FieldBuilder padToken(String token) {
    padToken = token;
    return this;
  }

  /// The token for unknown words.
  public FieldBuilder unkToken(String token) {
    unkToken = token;
    return this;
  }

  /// Whether the padding comes before the text.
  public FieldBuilder padFirst(boolean value) {
    padFirst = value;
    return this;
  }

  /// Whether a text that is too long is cut at its beginning.
  public FieldBuilder truncateFirst(boolean value) {
    truncateFirst = value;
    return this;
  }

  /// Tokens that are removed.
  public FieldBuilder stopWords(Set<String> words) {
    stopWords = words;
    return this;
  }

  /// Whether a model has to predict this text.
  public FieldBuilder isTarget(boolean value) {
    isTarget = value;
    return this;
  }

  /// Whether the text is normalised to Unicode NFC first.
  public FieldBuilder normalize(boolean value) {
    normalize = value;
    return this;
  }

  /// The maximum number of tokens that are kept, from both ends of the text.
  public FieldBuilder maxLength(int length) {
    maxLength = OptionalInt.of(length);
    return this;
  }
}
