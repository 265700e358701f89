package dev.recur.task;

import dev.recur.text.Tokenizer;

/// How texts become numbers.
///
/// @param tokenizer the name of what cuts a text into tokens
/// @param lower whether tokens are put in lower case
/// @param maxSize how many different tokens the vocabulary holds at most; 0 is no limit
/// @param minFreq how often a token must occur in the training texts to be in the vocabulary
/// @param maxLength how many tokens of a text are read; 0 is all
public record TextSettings(
    @Setting(
            help = "What cuts a text into tokens.",
            byDefault = "basic_english",
            values = "whitespace, basic_english, characters, regex:PATTERN")
        String tokenizer,
    @Setting(help = "Put tokens in lower case.", byDefault = "true") boolean lower,
    @Setting(
            help = "The most frequent tokens that the vocabulary holds; 0 is no limit.",
            byDefault = "0")
        int maxSize,
    @Setting(
            help = "How often a token must occur in the training texts to be known.",
            byDefault = "2")
        int minFreq,
    @Setting(help = "How many tokens of a text are read; 0 is all.", byDefault = "0")
        int maxLength) {

  /// Refuses what cannot be meant, by the flag's name.
  public TextSettings {
    try {
      Tokenizer.named(tokenizer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--tokenizer: " + e.getMessage(), e);
    }
    Bounds.atLeast("--max-size", 0, maxSize);
    Bounds.atLeast("--min-freq", 1, minFreq);
    Bounds.atLeast("--max-length", 0, maxLength);
  }
}
