package dev.recur.source;

import dev.recur.settings.Mention;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How the rows of a run are split: which rows choose the best epoch and which are held out for the
/// test, each a ratio of the data or other data.
///
/// {@snippet class="SourceExamples" region="divide"}
///
/// @param valid the rows that choose the best epoch: a ratio above 0 and below 1, or a name for
///   [Sources]; `auto` is 5 to 20 % of the rows that are not held out, the fewer there are
/// @param test the rows that are held out, in the same form; `auto` is a tenth, or with folds each
///   fold in turn
/// @param folds how many networks a cross-validation trains, at least 2; empty for no
///   cross-validation
public record DivisionSettings(
    @Setting(
            help =
                "The rows that choose the best epoch: a ratio of FILE's rows, or another file in"
                    + " the same format; auto depends on how many rows there are.",
            byDefault = AUTO,
            label = "RATIO|FILE")
        String valid,
    @Setting(
            help =
                "The rows that are held out for the test: a ratio of FILE's rows, or another file"
                    + " in the same format.",
            byDefault = AUTO,
            defaultHelp = TEST,
            label = "RATIO|FILE")
        String test,
    @Setting(
            help =
                "Cross-validation: K networks are trained, each tested on a different part of FILE;"
                    + " the last one is saved.",
            byDefault = "",
            label = "K")
        String folds) {
  private static final String AUTO = "auto";
  private static final String TEST = "0.1";

  /// Refuses settings that are mutually exclusive, and ratios that leave nothing to train on.
  public DivisionSettings {
    BigDecimal held = ratio("valid", valid).orElse(BigDecimal.ZERO);
    held = held.add(ratio("test", tested(test)).orElse(BigDecimal.ZERO));
    if (!folds.isEmpty()) {
      check(folds, test);
    } else if (held.compareTo(BigDecimal.ONE) >= 0) {
      throw SettingException.of(
          "%s and %s leave nothing to train on",
          Mention.of("valid", valid), Mention.of("test", tested(test)));
    }
  }

  /// The defaults: a tenth of the rows is held out for the test, and some of the others choose the
  /// best epoch.
  public static DivisionSettings usual() {
    return Settings.create(DivisionSettings.class, Map.of());
  }

  private static void check(String folds, String test) {
    if (!folds.strip().matches("[-+]?\\d{1,9}")) {
      throw SettingException.of(
          "%s must be a whole number, got \"%s\"", Mention.of("folds"), folds);
    }
    if (Integer.parseInt(folds.strip()) < 2) {
      throw SettingException.of("%s must be at least 2, got %s", Mention.of("folds"), folds);
    }
    if (!test.equals(AUTO)) {
      throw SettingException.of(
          "%s tests on each part of the file in turn, so %s cannot be given with it",
          Mention.of("folds"), Mention.of("test"));
    }
  }

  private static String tested(String test) {
    return test.equals(AUTO) ? TEST : test;
  }

  /// How many folds there are; 0 without cross-validation.
  int foldCount() {
    return folds.isEmpty() ? 0 : Integer.parseInt(folds.strip());
  }

  /// The ratio of rows that chooses the best epoch; empty if that is other data.
  ///
  /// @param rows how many rows are divided; of a fold, those that are not its test
  Optional<BigDecimal> validRatio(int rows) {
    if (!valid.equals(AUTO)) {
      return ratio("valid", valid);
    }
    BigDecimal tested = foldCount() > 0 ? BigDecimal.ZERO : testRatio().orElse(BigDecimal.ZERO);
    BigDecimal rest = BigDecimal.ONE.subtract(tested);
    double share = ValidRule.share((int) Math.round(rest.doubleValue() * rows));
    return Optional.of(rest.multiply(BigDecimal.valueOf(share)));
  }

  /// Why so many rows choose the best epoch, such as `5 % would be only 27`; empty if their ratio
  /// was given or is the usual one.
  ///
  /// @param rows how many rows are not held out for the test
  public String whyValid(int rows) {
    return valid.equals(AUTO) ? ValidRule.reason(rows) : "";
  }

  Optional<BigDecimal> testRatio() {
    return ratio("test", tested(test));
  }

  Optional<String> validFile() {
    boolean isRatio = valid.equals(AUTO) || ratio("valid", valid).isPresent();
    return isRatio ? Optional.empty() : Optional.of(valid);
  }

  Optional<String> testFile() {
    return testRatio().isPresent() ? Optional.empty() : Optional.of(test);
  }

  /// The names of other data, for validation or the test.
  public List<String> files() {
    List<String> files = new ArrayList<>();
    validFile().ifPresent(files::add);
    testFile().ifPresent(files::add);
    return List.copyOf(files);
  }

  /// The settings as words, with defaults filled in.
  public SequencedMap<String, String> words() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    words.put("valid", valid);
    if (folds.isEmpty()) {
      words.put("test", tested(test));
    } else {
      words.put("folds", folds.strip());
    }
    return words;
  }

  private static Optional<BigDecimal> ratio(String setting, String word) {
    if (word.isEmpty()) {
      throw SettingException.of(
          "%s must be a file, or a ratio above 0 and below 1, got nothing", Mention.of(setting));
    }
    if (!word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)")) {
      return Optional.empty();
    }
    BigDecimal ratio = new BigDecimal(word);
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) >= 0) {
      throw SettingException.of(
          "%s must be a file, or a ratio above 0 and below 1, got %s", Mention.of(setting), word);
    }
    return Optional.of(ratio);
  }
}
