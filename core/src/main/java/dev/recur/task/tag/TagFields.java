package dev.recur.task.tag;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.reading.TokenCell;
import dev.recur.span.Scheme;
import dev.recur.span.Span;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// How sentences become numbers: their words, the characters of these, and their tags.
///
/// The network learns the tags of the scheme BIOES if the data encodes spans in any scheme, because
/// ends and single words are then learnt as well; what it answers is written in the scheme of the
/// data.
///
/// @param settings how words become numbers
/// @param words the words of training; the first ones have a vector of their own
/// @param letters their characters
/// @param tags the tags that the network learns
/// @param scheme how the tags of the data encode spans
record TagFields(
    WordSettings settings, FittedField words, FittedField letters, TagNames tags, Scheme scheme) {
  static final String WORDS = "words";
  static final String LETTERS = "letters";
  static final String TAGS = "tags";

  /// The first characters of a word that are read, and the last.
  private static final int ENDS = 16;

  private static final int LEAST_LETTERS = 2; // so that unknown ones are learnt
  private static final int SPECIALS = 2; // <unk>, <pad>
  private static final String OUTSIDE = "O"; // so that every sentence has permitted tags
  private static final String END = "\u001F"; // of a word

  /// Builds the vocabularies of training sentences.
  static TagFields fit(
      List<Sentence> train, WordSettings settings, Scheme scheme, Workers workers) {
    Field words = words(settings);
    Field letters = letters(settings);
    TokenizedDataset cut =
        Dataset.of(
                Columns.of(WORDS, words).and(LETTERS, letters),
                train.stream()
                    .map(sentence -> TokenCell.of(sentence.words()))
                    .map(cell -> List.of(cell, cell))
                    .toList())
            .tokenize(workers);
    return new TagFields(
        settings,
        words.buildVocab(cut),
        letters.buildVocab(cut, Vocab.UNLIMITED, LEAST_LETTERS),
        TagNames.of(
            train.stream().map(sentence -> learnt(sentence.tags(), scheme)).toList(),
            scheme == Scheme.NONE ? List.of() : List.of(OUTSIDE)),
        scheme);
  }

  static Field words(WordSettings settings) {
    return Field.text()
        .tokenize(Tokenizer.of(TokenCell::tokens))
        .lower(settings.lower())
        .normalize(settings.normalize())
        .build();
  }

  static Field letters(WordSettings settings) {
    boolean jamo = settings.charLetters() == WordSettings.LetterKind.JAMO;
    return Field.text()
        .tokenize(Tokenizer.of(cell -> letters(TokenCell.tokens(cell), jamo)))
        .padToken(END) // so that the vocabulary always has it
        .normalize(settings.normalize())
        .build();
  }

  /// The characters of all words, with a mark after each word.
  private static List<String> letters(List<String> words, boolean jamo) {
    Tokenizer cutter = jamo ? Tokenizer.jamo() : Tokenizer.characters();
    List<String> all = new ArrayList<>();
    for (String word : words) {
      List<String> letters = cutter.tokenize(word);
      int n = letters.size();
      if (n <= 2 * ENDS) {
        all.addAll(letters);
      } else {
        all.addAll(letters.subList(0, ENDS));
        all.addAll(letters.subList(n - ENDS, n));
      }
      all.add(END);
    }
    return all;
  }

  /// The number of the mark after a word.
  int endOfWord() {
    return letters.vocab().index(END);
  }

  /// The scheme that the network learns.
  static Scheme learnt(Scheme scheme) {
    return scheme == Scheme.NONE ? Scheme.NONE : Scheme.BIOES;
  }

  private static List<String> learnt(List<String> tags, Scheme scheme) {
    return scheme.convert(tags, learnt(scheme));
  }

  /// Tags of the data as the network learns them.
  List<String> learnt(List<String> given) {
    return learnt(given, scheme);
  }

  /// Tags of the network as the data has them.
  List<String> written(List<String> learnt) {
    return learnt(scheme).convert(learnt, scheme);
  }

  /// The right tags of a sentence as the data has them, but for those that the network does not
  /// know.
  List<String> right(int... tags) {
    String unknown = scheme == Scheme.NONE ? TagNames.OTHER : "S-" + TagNames.OTHER;
    return written(
        tags().of(tags).stream().map(tag -> tag.equals(TagNames.OTHER) ? unknown : tag).toList());
  }

  /// The tags that the network can answer, in the scheme of the data.
  List<String> writtenTags() {
    if (scheme == learnt(scheme)) {
      return tags.names();
    }
    SequencedSet<String> all = new LinkedHashSet<>();
    for (String tag : tags.names()) {
      List<Span> spans = learnt(scheme).spans(List.of(tag));
      String type = spans.isEmpty() ? "" : spans.getFirst().type();
      all.addAll( // a span of three words, and one right after it
          spans.isEmpty()
              ? List.of(tag)
              : scheme.tags(List.of(new Span(0, 3, type), new Span(3, 4, type)), 4));
    }
    return List.copyOf(all);
  }

  /// The number of words that have a vector of their own, the special ones included.
  int vectors() {
    Vocab vocab = words.vocab();
    if (settings.hasVectors()) {
      return vocab.size();
    }
    int most = settings.maxSize() == 0 ? vocab.size() : SPECIALS + settings.maxSize();
    int known = SPECIALS;
    while (known < Math.min(most, vocab.size()) && vocab.count(known) >= settings.minFreq()) {
      known++;
    }
    return known;
  }

  /// Sentences as numbers, with their tags.
  EncodedDataset encode(List<Sentence> sentences, Workers workers) {
    Field numbers =
        Field.text()
            .tokenize(Tokenizer.of(TokenCell::tokens))
            .useVocab(false)
            .padToken("0")
            .isTarget(true)
            .build();
    Columns columns =
        Columns.of(WORDS, words.recipe()).and(LETTERS, letters.recipe()).and(TAGS, numbers);
    return Dataset.of(columns, sentences.stream().map(this::cells).toList())
        .tokenize(workers)
        .encode(words, letters, numbers.withoutVocab());
  }

  private List<String> cells(Sentence sentence) {
    String cell = TokenCell.of(sentence.words());
    List<String> ids =
        learnt(sentence.tags()).stream().map(tag -> Integer.toString(tags.index(tag))).toList();
    return List.of(cell, cell, TokenCell.of(ids));
  }
}
