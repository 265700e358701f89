package dev.recur.inspect;

import dev.recur.ngram.NGramShares;
import dev.recur.score.Block;
import dev.recur.task.classify.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How a classifier comes to its answer to a text.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// @param text the text
/// @param labels all labels, in the model's order
/// @param answer the model's answer
/// @param label the label that is explained
/// @param tokens the tokens that the network reads
/// @param prefixes the answer after each token
/// @param occlusions by how much each token speaks for the label, by occlusion
/// @param attribution the share of each token in the network's score of the label
/// @param ngrams the share of each n-gram in the n-grams' score of the label; empty if the model
///   has no n-grams
/// @param layers what each layer and direction does, those of layer 0 first
public record TextView(
    String text,
    List<String> labels,
    Prediction answer,
    String label,
    List<TokenView> tokens,
    List<PrefixAnswer> prefixes,
    List<Occlusion> occlusions,
    Attribution attribution,
    Optional<NGramShares> ngrams,
    List<LayerView> layers) {
  /// Copies the lists.
  public TextView {
    labels = List.copyOf(labels);
    tokens = List.copyOf(tokens);
    prefixes = List.copyOf(prefixes);
    occlusions = List.copyOf(occlusions);
    layers = List.copyOf(layers);
  }

  /// Returns the view for people, as tables and sentences; all values of states and gates are only
  /// in [#layers].
  public List<Block> blocks() {
    return ViewBlocks.of(this);
  }

  /// Returns the view as maps, lists, strings and numbers, ready for JSON. Keys and their order are
  /// stable.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("text", text);
    all.put("labels", labels);
    all.put("answer", answer.cells());
    all.put("label", label);
    all.put("tokens", tokens.stream().map(TokenView::details).toList());
    all.put("prefixes", prefixes.stream().map(PrefixAnswer::details).toList());
    all.put("occlusions", occlusions.stream().map(Occlusion::details).toList());
    all.put("attribution", attribution.details());
    ngrams.ifPresent(shares -> all.put("ngrams", shares.details()));
    all.put("layers", layers.stream().map(LayerView::details).toList());
    return all;
  }
}
