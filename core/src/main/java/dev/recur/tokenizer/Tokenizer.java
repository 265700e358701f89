package dev.recur.tokenizer;

import java.util.List;
import java.util.function.Function;

/// What cuts a text into tokens, found by name so that a model file can say which one it was.
///
/// A tokeniser from another module is a class with a public constructor without arguments, named in
/// a service file (or `provides dev.recur.tokenizer.Tokenizer`). It must be safe to share between
/// threads and must give the same tokens for the same text for as long as its version is the same.
public interface Tokenizer {

  /// The name by which [#named] finds it, such as `whitespace`; empty for a bare function.
  String name();

  /// Changes whenever the same text could give other tokens; written to the model beside the name.
  String version();

  /// The tokens of `text`, in order; none for a text that has none.
  List<String> tokenize(String text);

  /// The tokens of `text`, in order, each with where it stands, so that it can be shown there.
  ///
  /// What is written here looks for the tokens in the text, one behind the other, and so suits a
  /// tokeniser that changes no more than their case; others say it themselves.
  default List<Span> spans(String text) {
    return Tokenizers.find(tokenize(text), text);
  }

  /// Cuts at Unicode white space, as Python's `str.split()` does; runs of it count once.
  static Tokenizer whitespace() {
    return Tokenizers.WHITESPACE;
  }

  /// torchtext's `basic_english`: lower case; `. , ( ) ! ? '` stand alone; `"` vanishes; `; :` and
  /// `<br />` are spaces.
  static Tokenizer basicEnglish() {
    return Tokenizers.BASIC_ENGLISH;
  }

  /// Every Unicode code point, white space included, is a token.
  static Tokenizer characters() {
    return Tokenizers.CHARACTERS;
  }

  /// Words, marks of punctuation and emoji as Java's `BreakIterator` finds them, in every script;
  /// white space is dropped. Its version changes with a JDK that cuts otherwise.
  static Tokenizer words() {
    return Tokenizers.WORDS;
  }

  /// Korean syllables as the conjoining letters that Unicode's NFD makes of them (각 as three: ᄀ ᅡ
  /// ᆨ); everything else, letters that stand alone included, by code point.
  static Tokenizer jamo() {
    return Tokenizers.JAMO;
  }

  /// Every match of `pattern` is a token (`\w+` finds Korean words too); what lies between matches
  /// is dropped.
  static Tokenizer regex(String pattern) {
    return Tokenizers.regex(pattern);
  }

  /// A function of one's own. It has no name, so a field with it cannot be saved in a model file.
  static Tokenizer of(Function<String, List<String>> function) {
    return new Tokenizers.Nameless(function);
  }

  /// The tokeniser called `name`: `whitespace`, `basic_english`, `characters`, `jamo`, `words`,
  /// `regex:PATTERN`, or one that another module provides. Not [Pieces], which are learnt.
  static Tokenizer named(String name) {
    return Tokenizers.named(name);
  }
}
