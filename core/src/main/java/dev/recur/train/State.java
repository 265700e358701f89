package dev.recur.train;

import dev.recur.score.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The state of training: float arrays and strings by name. The names in a part are prefixed with
/// the name of the part and a dot, so that each part can choose its names freely.
///
/// {@snippet class="TrainExamples" region="saved"}
public final class State {
  private final SequencedMap<String, float[]> arrays;
  private final SequencedMap<String, String> words;
  private final String prefix;

  /// An empty state.
  public State() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), "");
  }

  /// A state with these entries, such as one from a file.
  public State(Map<String, float[]> arrays, Map<String, String> words) {
    this(new LinkedHashMap<>(arrays), new LinkedHashMap<>(words), "");
  }

  private State(
      SequencedMap<String, float[]> arrays, SequencedMap<String, String> words, String prefix) {
    this.arrays = arrays;
    this.words = words;
    this.prefix = prefix;
  }

  /// The part with this name, a view: what is put there is also in this state.
  public State part(String name) {
    return new State(arrays, words, prefix + name + ".");
  }

  /// Puts an array, which must not be changed afterwards.
  public void put(String name, float... values) {
    arrays.put(prefix + name, values);
  }

  /// Puts a string.
  public void put(String name, String word) {
    words.put(prefix + name, word);
  }

  /// Puts a number, without rounding.
  public void put(String name, double number) {
    put(name, Double.toString(number));
  }

  /// Puts a figure.
  public void put(String name, Figure figure) {
    State part = part(name);
    part.put("title", figure.title());
    part.put("value", figure.value());
    part.put("better", figure.better().name());
    part.put("notation", figure.notation().name());
  }

  /// The figure with this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Figure figure(String name) {
    State part = part(name);
    return new Figure(
        part.word("title"),
        part.number("value"),
        Figure.Better.valueOf(part.word("better")),
        Figure.Notation.valueOf(part.word("notation")));
  }

  /// The string with this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public String word(String name) {
    String word = words.get(prefix + name);
    if (word == null) {
      throw new IllegalArgumentException(
          "the saved state has no \"%s%s\" (was it saved by other training?)"
              .formatted(prefix, name));
    }
    return word;
  }

  /// The number with this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /// The whole number with this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public int count(String name) {
    return Integer.parseInt(word(name));
  }

  /// The arrays of this part, by their names within it.
  public SequencedMap<String, float[]> arrays() {
    return under(arrays);
  }

  /// The strings of this part, by their names within it.
  public SequencedMap<String, String> words() {
    return under(words);
  }

  private <T> SequencedMap<String, T> under(SequencedMap<String, T> all) {
    SequencedMap<String, T> part = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return Collections.unmodifiableSequencedMap(part);
  }
}
