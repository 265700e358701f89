package dev.recur.bench;

import dev.recur.task.Baseline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The entry point of `bench/tagging`: Recur's tagger beside that of Apache OpenNLP, trained and
/// tested on the same sentences. They tag with one thread each, in turns.
final class Tagging {
  private static final String HELP =
      """
      bench/tagging DIR [OPTION VALUE]...

        DIR                       the folder of a treebank, such as UD_English-EWT of Universal
                                  Dependencies: files that end with -train.conllu, -dev.conllu and
                                  -test.conllu. Their universal parts of speech are learnt
        --threads N               threads that train; by default one per processor
        --seconds 10              how long the speed of each tagger is measured, after a warm-up of
                                  a third of it
        --set NAME=VALUE          a setting of recur train tag that is not the default, such as
                                  seed=2 or batchSize=16

      Training is measured once, from sentences in memory to a model; OpenNLP's perceptron uses one
      thread. Tagging takes the words of the test and returns their tags, with one thread.
      """;

  private static final int TOGETHER = 32; // sentences

  private static final List<String> TITLES =
      List.of(
          "                       tagger",
          "accuracy",
          "of unknown words",
          "training s",
          "tagging words/s",
          "times Recur's");

  private Tagging() {}

  /// A row of the table: what was measured of a tagger; NaN for what was not.
  ///
  /// @param title the name of the tagger
  /// @param accuracy the shares of words that are tagged right
  /// @param seconds how long its training took
  /// @param speed the words that it tags in a second
  record Measured(String title, WordTagger.Accuracy accuracy, double seconds, double speed) {}

  /// Trains and compares the taggers, and prints the table. Prints a sentence and exits with status
  /// 2 for wrong arguments, 1 for any other failure.
  public static void main(String[] args) {
    if (args.length == 0 || List.of(args).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      run(TaggingOptions.parse(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println("tagging: " + e.getMessage() + " (--help lists the options)");
      System.exit(2);
    } catch (IllegalStateException | IOException e) {
      System.err.println("tagging: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(TaggingOptions options) throws IOException {
    Treebank bank = Treebank.in(options.folder());
    Heading.print(OpenNlp.name());
    System.out.println(sentence(bank, options.threads()));
    System.out.println();
    List<Measured> all = measured(bank, options);
    double recur = all.getLast().speed();
    Table table = new Table(System.out, TITLES);
    for (Measured one : all) {
      table.row(
          one.title(),
          percent(one.accuracy().all()),
          percent(one.accuracy().unknown()),
          one.seconds(),
          one.speed(),
          one.speed() / recur);
    }
  }

  /// What is learnt and tested on.
  private static String sentence(Treebank bank, int threads) throws IOException {
    List<Treebank.Sentence> train = Treebank.read(bank.train());
    List<Treebank.Sentence> test = Treebank.read(bank.test());
    Set<String> known = Treebank.known(train);
    long unknown =
        test.stream()
            .flatMap(sentence -> sentence.words().stream())
            .filter(word -> !known.contains(Treebank.known(word)))
            .count();
    return String.format(
        Locale.ROOT,
        "%s: %,d sentences of %,d words to learn from, with %d thread%s; %,d of %,d words to test"
            + " on, of which %,d are unknown",
        bank.train().getFileName(),
        train.size(),
        Treebank.words(train),
        threads,
        threads == 1 ? "" : "s",
        test.size(),
        Treebank.words(test),
        unknown);
  }

  /// Trains the taggers one after another, compares their answers with the right ones, then
  /// measures their speed in turns. Recur's is the last, with the sentences one by one.
  static List<Measured> measured(Treebank bank, TaggingOptions options) throws IOException {
    List<Treebank.Sentence> train = Treebank.read(bank.train());
    List<Treebank.Sentence> test = Treebank.read(bank.test());
    List<List<String>> words = test.stream().map(Treebank.Sentence::words).toList();
    List<WordTagger> taggers = new ArrayList<>();
    for (OpenNlp.Kind kind : OpenNlp.Kind.values()) {
      taggers.add(OpenNlp.train(kind, train, options.threads()));
    }
    RecurTagger recur = RecurTagger.train(bank, options);
    taggers.add(recur.tagger(TOGETHER));
    taggers.add(recur.tagger(1));
    List<WordTagger.Accuracy> accuracies = new ArrayList<>();
    for (WordTagger tagger : taggers) {
      accuracies.add(WordTagger.Accuracy.of(train, test, tagger.tagging().tags(words)));
    }
    accuracies.subList(OpenNlp.Kind.values().length, taggers.size()).forEach(recur::check);
    double[] seconds = seconds(taggers, words, options.seconds());
    List<Measured> all = new ArrayList<>();
    for (Baseline baseline : recur.baselines()) {
      var accuracy = new WordTagger.Accuracy(baseline.figure().value(), Double.NaN);
      all.add(new Measured(baseline.title(), accuracy, Double.NaN, Double.NaN));
    }
    for (int i = 0; i < seconds.length; i++) {
      WordTagger tagger = taggers.get(i);
      double speed = Treebank.words(test) / seconds[i];
      all.add(new Measured(tagger.title(), accuracies.get(i), tagger.seconds(), speed));
    }
    return all;
  }

  /// The median seconds in which each tags all sentences.
  private static double[] seconds(
      List<WordTagger> taggers, List<List<String>> words, double seconds) {
    Duel duel = new Duel(taggers.size());
    for (WordTagger tagger : taggers) {
      duel.add(() -> tagger.tagging().tags(words));
    }
    return duel.medians(seconds * taggers.size());
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
