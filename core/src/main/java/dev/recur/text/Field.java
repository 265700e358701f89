package dev.recur.text;

import dev.recur.tokenizer.LowerCase;
import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recipe by which a column of texts becomes rows of numbers, before any data has been seen.
///
///     Field text = Field.text().lower(true).fixLength(20).build();
///     FittedField fitted = text.buildVocab(train, 20_000, 2);
///     int[] row = fitted.encode("A film to remember");
///
/// A text goes through these steps, in torchtext's order: newlines at its end are dropped, it is
/// brought to normal form C (where that is asked for), cut into tokens, they are put in lower case,
/// stop words are left out, `maxLength` keeps both ends, `preprocessing` has the last word. Two
/// columns that share one `Field` share its vocabulary; a field is itself and no other, however
/// equal the options.
public final class Field implements Recipe {
  private final FieldOptions options;

  Field(FieldOptions options) {
    this.options = options;
  }

  /// Begins a field for texts, with torchtext's defaults.
  public static FieldBuilder text() {
    return new FieldBuilder(FieldOptions.DEFAULTS);
  }

  /// What this recipe does, option by option.
  public FieldOptions options() {
    return options;
  }

  @Override
  public boolean isTarget() {
    return options.isTarget();
  }

  /// Begins a field that is like this one but for what is said next.
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

  /// The tokens that [#preprocess] gives, each with where it stands in `cell`, so that it can be
  /// shown there.
  ///
  /// @throws IllegalStateException if the recipe has `preprocessing`, which tells of no places, or
  ///   is not sequential
  public List<Span> spans(String cell) {
    if (options.preprocessing().isPresent() || !options.sequential()) {
      throw new IllegalStateException(
          "only the tokens of a sequential field without preprocessing have places in the text");
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

  /// Fits the field with the `maxSize` most frequent tokens that occur at least `minFreq` times;
  /// the special tokens come on top of `maxSize`.
  public FittedField buildVocab(TokenSource data, int maxSize, int minFreq) {
    return new FittedField(this, vocabOf(data, maxSize, minFreq), Optional.empty());
  }

  /// The same, and looks every token's vector up in `vectors`; for several sets see
  /// [Vectors#concat].
  public FittedField buildVocab(TokenSource data, int maxSize, int minFreq, Vectors vectors) {
    Vocab vocab = vocabOf(data, maxSize, minFreq);
    return new FittedField(this, vocab, Optional.of(vectors.table(vocab)));
  }

  /// Fits a field whose tokens are numbers already.
  ///
  /// @throws IllegalStateException unless `useVocab` is false
  public FittedField withoutVocab() {
    if (options.useVocab()) {
      throw new IllegalStateException(
          "this field numbers words, so it needs buildVocab (or useVocab(false) in its recipe)");
    }
    return new FittedField(this, FittedField.noVocab(), Optional.empty());
  }

  /// Fits the field with a vocabulary read back from a model file.
  public FittedField withVocab(Vocab vocab) {
    return options.useVocab() ? new FittedField(this, vocab, Optional.empty()) : withoutVocab();
  }

  private Vocab vocabOf(TokenSource data, int maxSize, int minFreq) {
    if (!options.useVocab()) {
      throw new IllegalStateException(
          "useVocab(false) says that tokens are numbers already, so there is no vocabulary to"
              + " build: call withoutVocab()");
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

  /// The options as words that [#fromSettings] reads back; a model file keeps them.
  ///
  /// @throws IllegalStateException if an option is a function without a name
  public Map<String, String> toSettings() {
    return FieldSettings.write(options);
  }

  /// The field that [#toSettings] wrote.
  ///
  /// @throws IllegalArgumentException for a setting that is not known, a value that is not
  ///   possible, or a tokeniser that is missing or has another version
  public static Field fromSettings(Map<String, String> settings) {
    return new Field(FieldSettings.read(settings, Tokenizer::named));
  }

  /// The field that [#toSettings] wrote, with a tokeniser that has no name to be found by, as
  /// learnt [Pieces] have none; a name that is not `own`'s is looked up.
  ///
  /// @throws IllegalArgumentException as the other one
  public static Field fromSettings(Map<String, String> settings, Tokenizer own) {
    return new Field(
        FieldSettings.read(
            settings, name -> name.equals(own.name()) ? own : Tokenizer.named(name)));
  }
}
