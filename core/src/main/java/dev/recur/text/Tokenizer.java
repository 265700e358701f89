package dev.recur.text;

import java.util.List;
import java.util.function.Function;

/// What cuts a text into tokens, found by name so that a model file can say which one it was.
///
/// A tokeniser from another module is a class with a public constructor without arguments, named in
/// a service file (or `provides dev.recur.text.Tokenizer`). It must be safe to share between
/// threads and must give the same tokens for the same text for as long as its version is the same.
public interface Tokenizer {

  /// The name by which [#named] finds it, such as `whitespace`; empty for a bare function.
  String name();

  /// Changes whenever the same text could give other tokens; written to the model beside the name.
  String version();

  /// The tokens of `text`, in order; none for a text that has none.
  List<String> tokenize(String text);

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

  /// Every match of `pattern` is a token (`\w+` finds Korean words too); what lies between matches
  /// is dropped.
  static Tokenizer regex(String pattern) {
    return Tokenizers.regex(pattern);
  }

  /// A function of one's own. It has no name, so a field with it cannot be saved in a model file.
  static Tokenizer of(Function<String, List<String>> function) {
    return new Tokenizers.Nameless(function);
  }

  /// The tokeniser called `name`: `whitespace`, `basic_english`, `characters`, `regex:PATTERN`, or
  /// one that another module provides.
  static Tokenizer named(String name) {
    return Tokenizers.named(name);
  }
}
