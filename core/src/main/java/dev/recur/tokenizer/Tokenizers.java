package dev.recur.tokenizer;

import dev.recur.reading.Blank;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The tokenizers of the library, and the lookup of all tokenizers by name.
final class Tokenizers {
  static final Tokenizer WHITESPACE = new BuiltIn("whitespace", Tokenizers::splitAtWhitespace);
  static final Tokenizer BASIC_ENGLISH = new BuiltIn("basic_english", BasicEnglish::cut);
  static final Tokenizer CHARACTERS = new BuiltIn("characters", Tokenizers::codePoints);
  static final Tokenizer JAMO = new BuiltIn("jamo", Jamo::cut);
  static final Tokenizer WORDS = new WordsTokenizer();

  private static final List<Tokenizer> BUILT_IN =
      List.of(WHITESPACE, BASIC_ENGLISH, CHARACTERS, JAMO, WORDS);
  private static final String REGEX = "regex:";

  private Tokenizers() {}

  private record BuiltIn(String name, BiConsumer<String, TokenSink> cutter) implements Cutter {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public void cut(String text, TokenSink sink) {
      cutter.accept(text, sink);
    }
  }

  /// Its version depends on the JDK, and is computed on first use.
  private record WordsTokenizer() implements Cutter {
    @Override
    public String name() {
      return "words";
    }

    @Override
    public String version() {
      return Words.Version.VALUE;
    }

    @Override
    public void cut(String text, TokenSink sink) {
      Words.cut(text, sink);
    }
  }

  record Nameless(Function<String, List<String>> function) implements Tokenizer {
    @Override
    public String name() {
      return "";
    }

    @Override
    public String version() {
      return "";
    }

    @Override
    public List<String> tokenize(String text) {
      return function.apply(text);
    }
  }

  static Tokenizer named(String name) {
    for (Tokenizer tokenizer : BUILT_IN) {
      if (tokenizer.name().equals(name)) {
        return tokenizer;
      }
    }
    if (name.startsWith(REGEX)) {
      return regex(name.substring(REGEX.length()));
    }
    if (name.equals(Pieces.NAME)) {
      throw new IllegalArgumentException(
          "the tokenizer \"pieces\" is learnt from texts, so it cannot be found by name: use"
              + " Pieces.learn");
    }
    TreeSet<String> known = new TreeSet<>();
    BUILT_IN.forEach(tokenizer -> known.add(tokenizer.name()));
    for (Tokenizer tokenizer : ServiceLoader.load(Tokenizer.class)) {
      if (tokenizer.name().equals(name)) {
        return tokenizer;
      }
      known.add(tokenizer.name());
    }
    throw new IllegalArgumentException(
        "there is no tokenizer \"%s\"; there are %s and regex:PATTERN (is the module that provides"
                .formatted(name, String.join(", ", known))
            + " it missing?)");
  }

  static Tokenizer regex(String pattern) {
    Pattern compiled;
    try {
      // As in Python, \w and \b cover letters of every script, not only ASCII.
      compiled = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern \"%s\" of the regex tokenizer is invalid at position %s: %s"
              .formatted(pattern, e.getIndex(), e.getDescription()),
          e);
    }
    return new BuiltIn(REGEX + pattern, (text, sink) -> matches(compiled, text, sink));
  }

  private static void matches(Pattern pattern, String text, TokenSink sink) {
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      if (matcher.end() > matcher.start()) {
        sink.token(matcher.group(), matcher.start(), matcher.end());
      }
    }
  }

  private static void splitAtWhitespace(String text, TokenSink sink) {
    int start = -1;
    for (int i = 0; i < text.length(); i++) { // all white space is in the Basic Multilingual Plane
      boolean space = Blank.is(text.charAt(i));
      if (space && start >= 0) {
        sink.token(text.substring(start, i), start, i);
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      sink.token(text.substring(start), start, text.length());
    }
  }

  private static void codePoints(String text, TokenSink sink) {
    for (int i = 0, next; i < text.length(); i = next) {
      next = text.offsetByCodePoints(i, 1);
      sink.token(text.substring(i, next), i, next);
    }
  }

  /// Finds tokens in the text that they came from, one after another, ignoring case if necessary. A
  /// token that is not found gets the position where the one before it ends.
  static List<Span> find(List<String> tokens, String text) {
    List<Span> spans = new ArrayList<>(tokens.size());
    int from = 0;
    for (String token : tokens) {
      int start = text.indexOf(token, from);
      for (int i = from; start < 0 && i + token.length() <= text.length(); i++) {
        start = text.regionMatches(true, i, token, 0, token.length()) ? i : -1;
      }
      int end = start < 0 ? from : start + token.length();
      spans.add(new Span(token, start < 0 ? from : start, end));
      from = end;
    }
    return spans;
  }
}
