package dev.recur.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.ml.maxent.GISTrainer;
import opennlp.tools.ml.perceptron.PerceptronTrainer;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSSample;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTaggerFactory;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.Version;

/// The part-of-speech tagger of Apache OpenNLP with its defaults: 100 iterations, features that
/// occur at least five times, a beam of three, no dictionary of tags.
final class OpenNlp {
  private static final String LANGUAGE = "en"; // only a name in the model

  /// How it learns.
  enum Kind {
    /// Maximum entropy, its default; it can use several threads.
    MAXENT(GISTrainer.MAXENT_VALUE, "maximum entropy"),
    /// A perceptron, with one thread.
    PERCEPTRON(PerceptronTrainer.PERCEPTRON_VALUE, "perceptron");

    private final String algorithm;
    private final String title;

    Kind(String algorithm, String title) {
      this.algorithm = algorithm;
      this.title = title;
    }
  }

  private OpenNlp() {}

  /// Its name and version.
  static String name() {
    return "OpenNLP " + Version.currentVersion();
  }

  /// Trains a tagger.
  static WordTagger train(Kind kind, List<Treebank.Sentence> sentences, int threads)
      throws IOException {
    List<POSSample> samples =
        sentences.stream().map(s -> new POSSample(array(s.words()), array(s.tags()))).toList();
    TrainingParameters parameters = TrainingParameters.defaultParams();
    parameters.put(TrainingParameters.ALGORITHM_PARAM, kind.algorithm);
    if (kind == Kind.MAXENT) {
      parameters.put(TrainingParameters.THREADS_PARAM, threads);
    }
    long begin = System.nanoTime();
    POSModel model =
        POSTaggerME.train(
            LANGUAGE,
            ObjectStreamUtils.createObjectStream(samples),
            parameters,
            new POSTaggerFactory());
    double seconds = (System.nanoTime() - begin) * 1e-9;
    POSTaggerME tagger = new POSTaggerME(model, POSTagFormat.CUSTOM); // tags as they were learnt
    return new WordTagger("OpenNLP, " + kind.title, seconds, words -> tags(tagger, words));
  }

  /// Its lists would have to allow a search for null, which `List.of` does not.
  private static String[] array(List<String> words) {
    return words.toArray(String[]::new);
  }

  private static List<List<String>> tags(POSTaggerME tagger, List<List<String>> sentences) {
    List<List<String>> all = new ArrayList<>();
    for (List<String> words : sentences) {
      all.add(List.of(tagger.tag(array(words))));
    }
    return all;
  }
}
