package dev.recur.tokenizer;

import java.util.List;
import java.util.function.Function;

/// Splits a text into tokens. A tokenizer has a name by which it is found again, so that a model
/// file can name the one it was trained with.
///
/// {@snippet class="TokenizerExamples" region="tokenizer"}
///
/// A tokenizer from another module is a class with a public constructor without parameters,
/// declared in a service file (or with `provides dev.recur.tokenizer.Tokenizer`). It must be safe
/// to share between threads, and return the same tokens for the same text as long as its version is
/// the same.
public interface Tokenizer {

  /// The name by which [#named] finds it, such as `whitespace`; empty for one made by [#of].
  String name();

  /// A version that changes whenever the same text could give other tokens. Model files contain it
  /// next to the name.
  String version();

  /// Returns the tokens of `text`, in order; an empty list if it has none.
  List<String> tokenize(String text);

  /// Returns the tokens of `text`, in order, each with its position in the text.
  ///
  /// The default implementation searches the text for one token after another, so it suits
  /// tokenizers that change at most the case; others should override it.
  default List<Span> spans(String text) {
    return Tokenizers.find(tokenize(text), text);
  }

  /// Splits at runs of Unicode white space, like Python's `str.split()`.
  static Tokenizer whitespace() {
    return Tokenizers.WHITESPACE;
  }

  /// torchtext's `basic_english`: lower case; each of `. , ( ) ! ? '` is a token; `"` is removed;
  /// `; :` and `<br />` separate tokens like spaces.
  static Tokenizer basicEnglish() {
    return Tokenizers.BASIC_ENGLISH;
  }

  /// Every Unicode code point is a token, including white space.
  static Tokenizer characters() {
    return Tokenizers.CHARACTERS;
  }

  /// Words, punctuation marks and emoji in every script, with the word boundaries of Java's
  /// `BreakIterator`; white space is dropped. Its version changes with a JDK that has other
  /// boundaries.
  static Tokenizer words() {
    return Tokenizers.WORDS;
  }

  /// Splits Korean syllables into the conjoining jamo of Unicode NFD (각 into three: ᄀ ᅡ ᆨ), and
  /// everything else, including jamo that are not part of a syllable, into code points.
  static Tokenizer jamo() {
    return Tokenizers.JAMO;
  }

  /// Every match of `pattern` is a token, and the text between matches is dropped. `\w` matches
  /// letters of every script.
  ///
  /// @throws IllegalArgumentException if the pattern is not a regular expression; gives the
  ///   position
  static Tokenizer regex(String pattern) {
    return Tokenizers.regex(pattern);
  }

  /// A tokenizer from a function. It has no name, so a field with it cannot be saved in a model
  /// file.
  static Tokenizer of(Function<String, List<String>> function) {
    return new Tokenizers.Nameless(function);
  }

  /// Finds a tokenizer by name: `whitespace`, `basic_english`, `characters`, `jamo`, `words`,
  /// `regex:PATTERN`, or one that another module provides. It does not find [Pieces], which are
  /// learnt.
  ///
  /// @throws IllegalArgumentException for an unknown name; lists the known ones
  static Tokenizer named(String name) {
    return Tokenizers.named(name);
  }
}
