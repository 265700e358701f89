package dev.recur.task.text;

import dev.recur.nn.RecurrentOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.task.CellKind;
import java.util.OptionalInt;

/// What a network looks like.
///
/// @param cell the recurrent cell
/// @param layers how many recurrent layers are stacked
/// @param hidden how many hidden units each layer and direction has
/// @param embedding how many numbers stand for a token; `auto` is as many as the pretrained vectors
///   have, and 100 without any
/// @param bidirectional whether a second network reads each text from its end
/// @param pool what turns the outputs of all steps into one vector
/// @param dropout the share that is dropped of embeddings, between layers and before the output
public record NetworkSettings(
    @Setting(help = "The recurrent cell.", byDefault = "gru") CellKind cell,
    @Setting(help = "How many recurrent layers are stacked.", byDefault = "1") int layers,
    @Setting(help = "Hidden units of each layer and direction.", byDefault = "128") int hidden,
    @Setting(
            help =
                "How many numbers stand for a token; auto is as many as {vectors} has, 100 without.",
            byDefault = AUTO)
        String embedding,
    @Setting(help = "Read each text from both ends.", byDefault = "true") boolean bidirectional,
    @Setting(help = "What makes one vector of all steps.", byDefault = "max") PoolKind pool,
    @Setting(
            help = "The share dropped of embeddings, between layers and before the output.",
            byDefault = "0.5")
        double dropout) {

  private static final String AUTO = "auto";

  /// How many numbers stand for a token by default.
  static final int EMBEDDING = 100;

  /// Refuses values that are not possible.
  public NetworkSettings {
    Bounds.atLeast("layers", 1, layers);
    Bounds.between("hidden", 1, RecurrentOptions.MOST_UNITS, hidden);
    embedding = embedding.equals("0") ? AUTO : embedding; // as it was once written
    if (!embedding.equals(AUTO)) {
      Bounds.atLeast("embedding", 0, number(embedding));
    }
    Bounds.share("dropout", dropout);
  }

  private static int number(String embedding) {
    try {
      return Integer.parseInt(embedding);
    } catch (NumberFormatException e) {
      throw new SettingException(
          Sentence.of(
              "%s must be auto or a whole number, got \"%s\"", Mention.of("embedding"), embedding),
          e);
    }
  }

  /// How many numbers stand for a token; nothing where the vectors decide.
  public OptionalInt width() {
    return embedding.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(number(embedding));
  }

  /// The same network with as many numbers for a token.
  public NetworkSettings withEmbedding(int numbers) {
    return new NetworkSettings(
        cell, layers, hidden, Integer.toString(numbers), bidirectional, pool, dropout);
  }
}
