package dev.recur.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The state of training, by name: arrays of floats, and words. The names in a part are prefixed
/// with that of the part and a dot, so each part can write as if it were alone.
public final class State {
  private final SequencedMap<String, float[]> arrays;
  private final SequencedMap<String, String> words;
  private final String prefix;

  /// An empty state.
  public State() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), "");
  }

  /// A state that was written before, such as one from a file.
  public State(Map<String, float[]> arrays, Map<String, String> words) {
    this(new LinkedHashMap<>(arrays), new LinkedHashMap<>(words), "");
  }

  private State(
      SequencedMap<String, float[]> arrays, SequencedMap<String, String> words, String prefix) {
    this.arrays = arrays;
    this.words = words;
    this.prefix = prefix;
  }

  /// The part of this name: what is put there is in this state, too.
  public State part(String name) {
    return new State(arrays, words, prefix + name + ".");
  }

  /// Keeps an array, which nobody may change from now on.
  public void put(String name, float... values) {
    arrays.put(prefix + name, values);
  }

  /// Keeps a word.
  public void put(String name, String word) {
    words.put(prefix + name, word);
  }

  /// Keeps a number exactly.
  public void put(String name, double number) {
    put(name, Double.toString(number));
  }

  /// A word.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public String word(String name) {
    String word = words.get(prefix + name);
    if (word == null) {
      throw new IllegalArgumentException(
          "the saved state has no \"%s%s\"; was it saved by another training?"
              .formatted(prefix, name));
    }
    return word;
  }

  /// A number.
  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /// The arrays of this part, by their names in it.
  public SequencedMap<String, float[]> arrays() {
    return under(arrays);
  }

  /// The words of this part, by their names in it.
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
