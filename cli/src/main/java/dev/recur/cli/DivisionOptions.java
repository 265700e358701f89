package dev.recur.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a run chooses its best epoch by and what it tests on.
final class DivisionOptions {
  /// The parts that are taken where nothing is said.
  static final String VALID = "0.05";

  static final String TEST = "0.1";

  @Option(
      names = "--valid",
      paramLabel = "RATIO|FILE",
      description =
          "What the best epoch is chosen by: a part of FILE's rows, or a file that is read as FILE"
              + " is. (default: "
              + VALID
              + ")")
  String valid = VALID;

  @Option(
      names = "--test",
      paramLabel = "RATIO|FILE",
      description = "What is held out for the test, likewise. (default: " + TEST + ")")
  @Nullable String test;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Cross-validation instead: each of K parts of FILE is the test of a network of its own;"
              + " the last one's is saved.")
  @Nullable Integer folds;

  /// How many folds there are; 0 without cross-validation.
  int folds() {
    if (folds == null) {
      return 0;
    }
    if (folds < 2) {
      throw new IllegalArgumentException("--folds must be at least 2, got " + folds);
    }
    if (test != null) {
      throw new IllegalArgumentException(
          "--folds tests on each part of the file in turn, so --test cannot be given with it");
    }
    return folds;
  }

  Optional<BigDecimal> validRatio() {
    return ratio("--valid", valid);
  }

  Optional<BigDecimal> testRatio() {
    return ratio("--test", testSaid());
  }

  Optional<Path> validFile() {
    return validRatio().isPresent() ? Optional.empty() : Optional.of(Path.of(valid));
  }

  Optional<Path> testFile() {
    return testRatio().isPresent() ? Optional.empty() : Optional.of(Path.of(testSaid()));
  }

  private String testSaid() {
    return test == null ? TEST : test;
  }

  /// The files that are named.
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    validFile().ifPresent(files::add);
    testFile().ifPresent(files::add);
    return files;
  }

  /// Refuses what cannot be meant, before anything is read.
  void check() {
    BigDecimal together =
        validRatio().orElse(BigDecimal.ZERO).add(testRatio().orElse(BigDecimal.ZERO));
    if (folds() == 0 && together.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "--valid %s and --test %s leave nothing to train on".formatted(valid, testSaid()));
    }
  }

  private static Optional<BigDecimal> ratio(String option, String word) {
    if (word.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must be a file, or a ratio above 0 and below 1, got nothing".formatted(option));
    }
    if (!word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)")) {
      return Optional.empty();
    }
    BigDecimal ratio = new BigDecimal(word);
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "%s must be a file, or a ratio above 0 and below 1, got %s".formatted(option, word));
    }
    return Optional.of(ratio);
  }

  /// The options that say all of it again.
  List<String> arguments() {
    return folds == null
        ? List.of("--valid=" + valid, "--test=" + testSaid())
        : List.of("--valid=" + valid, "--folds=" + folds);
  }
}
