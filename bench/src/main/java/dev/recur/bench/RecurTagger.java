package dev.recur.bench;

import dev.recur.reading.TokenCell;
import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.task.Baseline;
import dev.recur.task.Model;
import dev.recur.task.tag.TagJob;
import dev.recur.task.tag.Tagged;
import dev.recur.task.tag.Tagger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Recur's tagger, trained by a run as of `recur train tag`, with the command's defaults.
final class RecurTagger {
  private static final double NEARLY = 1e-9;

  private final Finished<Model> finished;
  private final double seconds;

  private RecurTagger(Finished<Model> finished, double seconds) {
    this.finished = finished;
    this.seconds = seconds;
  }

  /// Trains it.
  static RecurTagger train(Treebank bank, TaggingOptions options) throws IOException {
    Map<String, String> words = new TreeMap<>(options.settings());
    words.putAll(Map.of("format", "conllu", "words", "form", "tags", "upos"));
    words.put("valid", bank.valid().toString());
    words.put("test", bank.test().toString());
    words.put("threads", Integer.toString(options.threads()));
    RunPlan plan = RunPlan.of(new TagJob().name(), bank.train().toString(), words);
    Clock clock = new Clock();
    Finished<Model> finished = Runs.run(plan, Sources.files(), List.of(), clock::hear);
    return new RecurTagger(finished, clock.seconds);
  }

  /// The time from sentences in memory to a model: vocabulary, epochs, validation.
  private static final class Clock {
    private long began;
    private double seconds;

    void hear(RunEvent event) {
      if (event instanceof RunEvent.FoldBegan) {
        began = System.nanoTime();
      } else if (event instanceof RunEvent.Trained) {
        seconds = (System.nanoTime() - began) * 1e-9;
      }
    }
  }

  /// The simpler taggers that the report has.
  List<Baseline> baselines() {
    return finished.report().baselines();
  }

  /// The tagger, which is given this many sentences at a time.
  WordTagger tagger(int together) {
    String title = together == 1 ? "Recur" : "Recur, %s sentences at a time".formatted(together);
    return new WordTagger(title, seconds, sentences -> tags(sentences, together));
  }

  private List<List<String>> tags(List<List<String>> sentences, int together) {
    Tagger tagger = (Tagger) finished.model();
    List<List<String>> all = new ArrayList<>();
    for (int from = 0; from < sentences.size(); from += together) {
      int to = Math.min(from + together, sentences.size());
      List<List<String>> rows =
          sentences.subList(from, to).stream().map(words -> List.of(TokenCell.of(words))).toList();
      tagger.answer(rows).stream().map(Tagged::tags).forEach(all::add);
    }
    return all;
  }

  /// Checks that the answers are as good as the report says.
  ///
  /// @throws IllegalStateException if they are not
  void check(WordTagger.Accuracy counted) {
    double reported = finished.report().test().figure("accuracy").value();
    if (!(Math.abs(counted.all() - reported) <= NEARLY)) {
      throw new IllegalStateException(
          "the report of Recur says an accuracy of %s, its answers have %s"
              .formatted(reported, counted.all()));
    }
  }
}
