package dev.recur.task.text;

import dev.recur.nn.RecurrentOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.task.CellKind;
import java.util.OptionalInt;

/// The architecture of a network for texts.
///
/// {@snippet class="TaskTextExamples" region="network"}
///
/// @param cell the recurrent cell
/// @param layers the number of stacked recurrent layers
/// @param hidden the hidden units of each layer and direction
/// @param embedding the size of a token's vector; `auto` is that of the pretrained vectors, or 100
///   without any
/// @param bidirectional whether a second direction reads each text from its end
/// @param pool how the outputs of all steps become one vector
/// @param dropout the fraction of values dropped from embeddings, between layers and before the
///   output
public record NetworkSettings(
    @Setting(help = "The recurrent cell.", byDefault = "gru") CellKind cell,
    @Setting(help = "The number of stacked recurrent layers.", byDefault = "1") int layers,
    @Setting(help = "Hidden units of each layer and direction.", byDefault = "128") int hidden,
    @Setting(
            help = "The size of a token's vector; auto is that of {vectors}, or 100 without.",
            byDefault = "auto")
        OptionalInt embedding,
    @Setting(help = "Read each text in both directions.", byDefault = "true") boolean bidirectional,
    @Setting(help = "How the outputs of all steps become one vector.", byDefault = "max")
        PoolKind pool,
    @Setting(
            help =
                "The share of values dropped from embeddings, between layers and before the"
                    + " output.",
            byDefault = "0.5")
        double dropout) {

  /// The size of a token's vector by default.
  static final int EMBEDDING = 100;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public NetworkSettings {
    Bounds.atLeast("layers", 1, layers);
    Bounds.between("hidden", 1, RecurrentOptions.MOST_UNITS, hidden);
    Bounds.atLeast("embedding", 0, embedding);
    embedding = embedding.orElse(0) == 0 ? OptionalInt.empty() : embedding; // as 0 once meant auto
    Bounds.share("dropout", dropout);
  }

  /// The same settings with another size of a token's vector.
  public NetworkSettings withEmbedding(int numbers) {
    return new NetworkSettings(
        cell, layers, hidden, OptionalInt.of(numbers), bidirectional, pool, dropout);
  }
}
