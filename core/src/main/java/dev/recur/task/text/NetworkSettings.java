package dev.recur.task.text;

import dev.recur.nn.RecurrentOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.task.CellKind;

/// What a network looks like.
///
/// @param cell the recurrent cell
/// @param layers how many recurrent layers are stacked
/// @param hidden how many hidden units each layer and direction has
/// @param embedding how many numbers stand for a token; 0 is as many as the pretrained vectors
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
                "How many numbers stand for a token; 0 is as many as {vectors} has, 100 without.",
            byDefault = "0")
        int embedding,
    @Setting(help = "Read each text from both ends.", byDefault = "true") boolean bidirectional,
    @Setting(help = "What makes one vector of all steps.", byDefault = "max") PoolKind pool,
    @Setting(
            help = "The share dropped of embeddings, between layers and before the output.",
            byDefault = "0.5")
        double dropout) {

  /// How many numbers stand for a token by default.
  static final int EMBEDDING = 100;

  /// Refuses values that are not possible.
  public NetworkSettings {
    Bounds.atLeast("layers", 1, layers);
    Bounds.between("hidden", 1, RecurrentOptions.MOST_UNITS, hidden);
    Bounds.atLeast("embedding", 0, embedding);
    Bounds.share("dropout", dropout);
  }

  /// The same network with as many numbers for a token.
  public NetworkSettings withEmbedding(int numbers) {
    return new NetworkSettings(cell, layers, hidden, numbers, bidirectional, pool, dropout);
  }
}
