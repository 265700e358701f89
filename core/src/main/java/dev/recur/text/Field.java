package dev.recur.text;

import dev.recur.tokenizer.LowerCase;
import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recipe that turns a column of texts into rows of numbers, before any data has been seen.
///
/// {@snippet class="TextExamples" region="field"}
///
/// A text goes through these steps, in torchtext's order: trailing newlines are dropped, it is
/// normalised to Unicode NFC (if requested) and split into tokens, these are put in lower case,
/// stop words are removed, `maxLength` keeps both ends, and `preprocessing` comes last. Columns
/// that share one `Field` share its vocabulary. Fields are compared by identity, not by their
/// options.
public final class Field implements Recipe {
  private final FieldOptions options;

  Field(FieldOptions options) {
    this.options = options;
  }

  /// Starts a field for texts, with torchtext's defaults.
  public static FieldBuilder text() {
    return new FieldBuilder(FieldOptions.DEFAULTS);
  }

  /// The options of this field.
  public FieldOptions options() {
    return options;
  }

  @Override
  public boolean isTarget() {
    return options.isTarget();
  }

  /// Starts a new field with the options of this one.
  public FieldBuilder but() {
    return new FieldBuilder(options);
  }

  @Override
  public List<String> preprocess(String cell) {
    String text = withoutNewlinesAtTheEnd(cell);
    List<String> tokens =
        !options.sequential()
            ? kept(List.of(normal(cell)))
            : options.maxLength().isEmpty()
                ? tokens(text)
                : HeadAndTail.of(
                    text,
                    options.maxLength().getAsInt(),
                    (from, to) -> tokens(text.substring(from, to)));
    return options.preprocessing().isPresent()
        ? options.preprocessing().get().apply(new ArrayList<>(tokens))
        : tokens;
  }

  private List<String> tokens(String text) {
    return kept(options.tokenize().tokenize(normal(text)));
  }

  private String normal(String text) {
    return options.normalize() ? Composed.text(text) : text;
  }

  private List<String> kept(List<String> tokens) {
    if (!options.lower() && !dropsStopWords()) {
      return tokens;
    }
    List<String> kept = new ArrayList<>(tokens.size());
    for (String token : tokens) {
      String cased = options.lower() ? LowerCase.of(token) : token;
      if (!isDropped(cased)) {
        kept.add(cased);
      }
    }
    return kept;
  }

  private boolean dropsStopWords() {
    return options.sequential() && options.useVocab() && !options.stopWords().isEmpty();
  }

  private boolean isDropped(String token) {
    return dropsStopWords() && options.stopWords().contains(token);
  }

  /// The tokens of [#preprocess], each with its position in `cell`.
  ///
  /// @throws IllegalStateException if the field has `preprocessing`, which reports no positions, or
  ///   is not sequential
  public List<Span> spans(String cell) {
    if (options.preprocessing().isPresent() || !options.sequential()) {
      throw new IllegalStateException(
          "tokens have positions in the text only in a sequential field without preprocessing");
    }
    String text = withoutNewlinesAtTheEnd(cell);
    return options.maxLength().isEmpty()
        ? spans(text, 0, text.length())
        : HeadAndTail.of(text, options.maxLength().getAsInt(), (from, to) -> spans(text, from, to));
  }

  private List<Span> spans(String text, int from, int to) {
    String original = text.substring(from, to);
    Composed composed = options.normalize() ? Composed.of(original) : Composed.same(original);
    List<Span> kept = new ArrayList<>();
    for (Span span : options.tokenize().spans(composed.text())) {
      String cased = options.lower() ? LowerCase.of(span.token()) : span.token();
      if (!isDropped(cased)) {
        Span placed = composed.inOriginal(span).moved(from);
        kept.add(new Span(cased, placed.start(), placed.end()));
      }
    }
    return kept;
  }

  private static String withoutNewlinesAtTheEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  /// Fits the field with a vocabulary of every token in `data`.
  public FittedField buildVocab(TokenSource data) {
    return buildVocab(data, Vocab.UNLIMITED, 1);
  }

  /// Fits the field with a vocabulary of the `maxSize` most frequent tokens that occur at least
  /// `minFreq` times; the special tokens are not counted by `maxSize`.
  public FittedField buildVocab(TokenSource data, int maxSize, int minFreq) {
    return new FittedField(this, vocabOf(data, maxSize, minFreq), Optional.empty());
  }

  /// Like [#buildVocab(TokenSource, int, int)], and also takes each token's vector from `vectors`;
  /// for several sets see [Vectors#concat].
  public FittedField buildVocab(TokenSource data, int maxSize, int minFreq, Vectors vectors) {
    Vocab vocab = vocabOf(data, maxSize, minFreq);
    return new FittedField(this, vocab, Optional.of(vectors.table(vocab)));
  }

  /// Fits a field whose tokens are already numbers.
  ///
  /// @throws IllegalStateException unless `useVocab` is false
  public FittedField withoutVocab() {
    if (options.useVocab()) {
      throw new IllegalStateException(
          "this field maps tokens to numbers, so it needs buildVocab (or useVocab(false))");
    }
    return new FittedField(this, FittedField.noVocab(), Optional.empty());
  }

  /// Fits the field with an existing vocabulary, such as one from a model file.
  public FittedField withVocab(Vocab vocab) {
    return options.useVocab() ? new FittedField(this, vocab, Optional.empty()) : withoutVocab();
  }

  private Vocab vocabOf(TokenSource data, int maxSize, int minFreq) {
    if (!options.useVocab()) {
      throw new IllegalStateException(
          "with useVocab(false) tokens are already numbers, so there is no vocabulary to build:"
              + " call withoutVocab()");
    }
    List<String> specials = new ArrayList<>(List.of(options.unkToken()));
    if (options.sequential()) {
      specials.add(options.padToken());
    }
    options.initToken().ifPresent(specials::add);
    options.eosToken().ifPresent(specials::add);
    return Vocab.of(
        data.tokenCounts(this), maxSize, minFreq, specials, Optional.of(options.unkToken()));
  }

  /// The options as text, for a model file; [#fromSettings(Map)] reads them back.
  ///
  /// @throws IllegalStateException if an option is a function, which has no name
  public Map<String, String> toSettings() {
    return FieldSettings.write(options);
  }

  /// The field with the options from [#toSettings].
  ///
  /// @throws IllegalArgumentException for an unknown option, an invalid value, or a tokenizer that
  ///   is missing or has another version
  public static Field fromSettings(Map<String, String> settings) {
    return new Field(FieldSettings.read(settings, Tokenizer::named));
  }

  /// The field with the options from [#toSettings], and with a tokenizer that cannot be found by
  /// name, such as learnt [dev.recur.tokenizer.Pieces]. If the options name another tokenizer than
  /// `own`, that one is used.
  ///
  /// @throws IllegalArgumentException like [#fromSettings(Map)]
  public static Field fromSettings(Map<String, String> settings, Tokenizer own) {
    return new Field(
        FieldSettings.read(
            settings, name -> name.equals(own.name()) ? own : Tokenizer.named(name)));
  }
}
