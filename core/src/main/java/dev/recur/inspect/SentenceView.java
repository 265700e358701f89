package dev.recur.inspect;

import dev.recur.reading.TokenCell;
import dev.recur.score.Block;
import dev.recur.task.tag.Tagged;
import dev.recur.task.tag.Tagger;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the recurrent layers of a tagger do with a sentence.
///
/// {@snippet class="InspectExamples" region="tagger"}
///
/// @param answer the tagger's answer
/// @param tokens the words, and whether each has a vector of its own
/// @param layers what each layer and direction does, those of layer 0 first
public record SentenceView(Tagged answer, List<TokenView> tokens, List<LayerView> layers) {
  /// Copies the lists.
  public SentenceView {
    tokens = List.copyOf(tokens);
    layers = List.copyOf(layers);
  }

  /// Looks into a tagger that reads a sentence.
  ///
  /// @param words of the sentence, as [Tagger#tag(List)] takes them
  /// @param workers compute
  /// @throws IllegalArgumentException if there is no word
  public static SentenceView of(Tagger model, List<String> words, Workers workers) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "the sentence has no words, so there is nothing to look into");
    }
    NetworkLayers layers = model.layers();
    Tensor inputs = model.inputs(words);
    int[] ids = model.field().encode(TokenCell.of(words));
    int vectors = layers.embedding().options().numEmbeddings();
    int unknown = model.field().number(model.field().recipe().options().unkToken());
    List<TokenView> tokens = new ArrayList<>();
    for (int t = 0; t < ids.length; t++) {
      boolean known = ids[t] != unknown && ids[t] < vectors;
      tokens.add(new TokenView(words.get(t), ids[t], known, Optional.empty()));
    }
    return new SentenceView(
        model.tag(words), tokens, LayerViews.of(layers.recurrent(), inputs, workers));
  }

  /// Returns the view for people, as tables and sentences; all values of states and gates are only
  /// in [#layers].
  public List<Block> blocks() {
    return ViewBlocks.of(this);
  }

  /// Returns the view as maps, lists, strings and numbers, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("answer", answer.cells());
    all.put("tokens", tokens.stream().map(TokenView::details).toList());
    all.put("layers", layers.stream().map(LayerView::details).toList());
    return all;
  }
}
