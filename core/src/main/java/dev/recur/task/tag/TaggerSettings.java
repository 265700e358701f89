package dev.recur.task.tag;

import dev.recur.nn.RecurrentOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.settings.Switch;
import dev.recur.task.CellKind;
import java.util.OptionalInt;

/// The architecture of a network that tags words.
///
/// {@snippet class="TagExamples" region="settings"}
///
/// @param cell the recurrent cell
/// @param layers the number of stacked recurrent layers
/// @param hidden the hidden units of each layer and direction
/// @param embedding the size of a word's vector; `auto` is that of the pretrained vectors, or 100
/// @param charEmbedding the size of a character's vector
/// @param charHidden the hidden units of each direction of the layer that reads characters
/// @param bidirectional whether a second direction reads each sentence from its end
/// @param crf whether a conditional random field chooses the tags of a sentence together; `auto` is
///   true for tags that encode spans
/// @param dropout the share of values dropped from the inputs and the outputs of the layers, the
///   same ones at all steps of a sentence
public record TaggerSettings(
    @Setting(help = "The recurrent cell.", byDefault = "lstm") CellKind cell,
    @Setting(help = "The number of stacked recurrent layers.", byDefault = "1") int layers,
    @Setting(help = "Hidden units of each layer and direction.", byDefault = "200") int hidden,
    @Setting(
            help = "The size of a word's vector; auto is that of {vectors}, or 100 without.",
            byDefault = "auto")
        OptionalInt embedding,
    @Setting(help = "The size of a character's vector.", byDefault = "32") int charEmbedding,
    @Setting(
            help = "Hidden units of each direction of the layer that reads characters.",
            byDefault = "64")
        int charHidden,
    @Setting(help = "Read each sentence in both directions.", byDefault = "true")
        boolean bidirectional,
    @Setting(
            help = "Choose the tags of a sentence together, with a conditional random field.",
            byDefault = "auto",
            defaultHelp = "for spans, such as names",
            off = "Choose the tag of each word on its own.")
        Switch crf,
    @Setting(
            help =
                "The share of values dropped from the inputs and outputs of the recurrent layers,"
                    + " the same units at every word of a sentence (locked dropout).",
            byDefault = "0.6")
        double dropout) {

  /// The size of a word's vector by default.
  static final int EMBEDDING = 100;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public TaggerSettings {
    Bounds.atLeast("layers", 1, layers);
    Bounds.between("hidden", 1, RecurrentOptions.MOST_UNITS, hidden);
    Bounds.atLeast("embedding", 1, embedding);
    Bounds.atLeast("charEmbedding", 1, charEmbedding);
    Bounds.between("charHidden", 1, RecurrentOptions.MOST_UNITS, charHidden);
    Bounds.share("dropout", dropout);
  }

  /// The same settings with what the data has decided.
  TaggerSettings with(int width, boolean withCrf) {
    return new TaggerSettings(
        cell,
        layers,
        hidden,
        OptionalInt.of(width),
        charEmbedding,
        charHidden,
        bidirectional,
        withCrf ? Switch.TRUE : Switch.FALSE,
        dropout);
  }
}
