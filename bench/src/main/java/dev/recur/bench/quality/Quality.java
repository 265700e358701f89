package dev.recur.bench.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The entry point of `bench/quality`: the model and its baselines, from a hundred rows to whole
/// sets.
final class Quality {
  private static final String HELP =
      """
      bench/quality DIR [OPTION VALUE]...

        DIR                       the folder of the sets: mr/rt-polarity.pos and .neg,
                                  sms-spam/sms.tsv, nsmc/ratings_train.txt and ratings_test.txt,
                                  names/*.txt; the library has WordNet. Without DIR, the table of
                                  what the file of --raw holds
        --sets mr,sms,nsmc,surnames,wordnet
        --rows 100,300,1000,3000,10000,whole
                                  rows to learn from; sizes that a set does not have are left out
        --draws N                 draws of each size; by default 20 up to 300 rows, 10 up to 3,000,
                                  3 above. Of whole sets: seeds, of MR, SMS and surnames by ten
                                  folds each
        --tune                    tests on other rows of the training part, never on the test part:
                                  to choose settings
        --set NAME=VALUE          a setting of recur train classify that is not the default
        --raw FILE                keeps each finished draw in a line of FILE, and computes only draws
                                  that it does not have; one version of the program needs one file
        --parallel N              draws computed at the same time, with a thread each; by default
                                  one, with all threads. Only the seconds depend on it
        --svg FILE                draws the learning curves
      """;

  private Quality() {}

  /// Computes the draws and prints the table. Prints a sentence and exits with status 2 for wrong
  /// arguments, 1 for any other failure.
  public static void main(String[] args) {
    if (args.length == 0 || List.of(args).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      run(QualityOptions.parse(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println("quality: " + e.getMessage() + " (--help lists the options)");
      System.exit(2);
    } catch (IllegalStateException | IOException e) {
      System.err.println("quality: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(QualityOptions options) throws IOException {
    RawFile raw = new RawFile(options.raw());
    if (options.folder().isPresent()) {
      new Draws(options, raw).compute();
    }
    List<Result> shown =
        raw.results().stream().filter(result -> options.includes(result.key())).toList();
    List<Cell> cells = Cell.of(shown);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("there are no results of these sets, sizes and settings");
    }
    new Findings(cells).print(System.out);
    if (options.svg().isPresent()) {
      Files.writeString(options.svg().get(), Curves.of(cells).svg());
    }
  }
}
