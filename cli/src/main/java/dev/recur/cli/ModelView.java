package dev.recur.cli;

import dev.recur.inspect.Lens;
import dev.recur.inspect.LensOptions;
import dev.recur.inspect.Neighbours;
import dev.recur.inspect.SentenceView;
import dev.recur.inspect.TextView;
import dev.recur.pages.LensPage;
import dev.recur.score.Block;
import dev.recur.task.Model;
import dev.recur.task.classify.Classifier;
import dev.recur.task.tag.Tagged;
import dev.recur.task.tag.Tagger;
import dev.recur.tensor.Workers;
import dev.recur.text.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A look into a model of either kind.
///
/// @param look looks into what the model does with a text
/// @param near the words of the model
record ModelView(Function<String, Seen> look, Neighbours near) {
  private static final int NEAREST = 10;

  /// What was seen.
  ///
  /// @param blocks for people
  /// @param details for machines
  /// @param page the page under a title
  record Seen(
      List<Block> blocks, SequencedMap<String, Object> details, UnaryOperator<String> page) {}

  /// @param label the label that is explained; if empty, the answer
  static ModelView of(Model model, Optional<String> label, Workers workers) {
    return switch (model) {
      case Classifier classifier -> {
        LensOptions options = label.map(new LensOptions()::withLabel).orElse(new LensOptions());
        yield new ModelView(
            text -> seen(new Lens(classifier, workers).look(text, options)),
            Neighbours.of(classifier));
      }
      case Tagger tagger -> {
        if (label.isPresent()) {
          throw new IllegalArgumentException(
              "--label explains an answer of a classifier, and this model is a tagger");
        }
        yield new ModelView(
            text ->
                seen(
                    SentenceView.of(
                        tagger,
                        tagger.tag(text).words().stream().map(Tagged.Word::text).toList(),
                        workers)),
            Neighbours.of(tagger));
      }
      default ->
          throw new IllegalArgumentException(
              "expected a classifier or a tagger, got a model of the task \"%s\""
                  .formatted(model.metadata().get("task")));
    };
  }

  private static Seen seen(TextView view) {
    return new Seen(view.blocks(), view.details(), title -> LensPage.html(title, view));
  }

  private static Seen seen(SentenceView view) {
    return new Seen(view.blocks(), view.details(), title -> LensPage.html(title, view));
  }

  Seen look(String text) {
    return look.apply(text);
  }

  /// The words nearest to a word.
  List<Vectors.Neighbour> neighbours(String word) {
    return near.nearest(word, NEAREST);
  }

  static List<Object> details(List<Vectors.Neighbour> nearest) {
    List<Object> all = new ArrayList<>();
    for (Vectors.Neighbour each : nearest) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("word", each.token());
      one.put("cosine", each.cosine());
      all.add(one);
    }
    return all;
  }

  static Block block(String word, List<Vectors.Neighbour> nearest) {
    return new Block.Table(
        List.of(
            Block.Column.words("nearest to \"%s\"".formatted(word), 12),
            Block.Column.number("cosine")),
        nearest.stream().map(each -> List.<Object>of(each.token(), each.cosine())).toList(),
        "");
  }
}
