package dev.recur.task.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.reading.Blank;
import dev.recur.reading.MalformedTextException;
import dev.recur.reading.OpenFile;
import dev.recur.reading.TextLines;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.NamedFiles;
import dev.recur.task.text.ReadAgain;
import dev.recur.text.FittedLabels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The weight of each class in the loss.
///
///     balanced: w_c = n/(k·n_c)
///
/// n texts, k classes with texts, n_c texts of class c, as in scikit-learn's `class_weight="balanced"`: the
/// texts of each class then have the same weight in total. Or from a file with a line
/// `label<TAB>weight` for each label. A class without texts, known from the model that training goes
/// on from, weighs 1 if it is not given: no text counts with that weight.
final class ClassWeights {
  static final String NONE = "none";
  static final String BALANCED = "balanced";
  private static final String NAME = "classWeights";

  private final Path file;
  private final FittedLabels labels;
  private final float[] weights;

  private ClassWeights(Path file, FittedLabels labels) {
    this.file = file;
    this.labels = labels;
    this.weights = new float[labels.size()];
  }

  /// The weights by class number; empty if all classes have the same weight.
  ///
  /// @param setting `none`, `balanced` or the name of a file
  /// @throws IllegalArgumentException for a wrong file, or none; the message says where and why
  static float[] of(String setting, FittedLabels labels, NamedFiles files) {
    return switch (setting) {
      case NONE -> new float[0];
      case BALANCED -> balanced(labels);
      default -> {
        check(setting, files);
        yield new ClassWeights(files.path(setting), labels).read();
      }
    };
  }

  /// Checks, before texts are looked at, that a file of weights exists and can be read again.
  ///
  /// @throws IllegalArgumentException if it does not or cannot; the message names the setting
  static void check(String setting, NamedFiles files) {
    if (setting.equals(NONE) || setting.equals(BALANCED)) {
      return;
    }
    Path file = files.path(setting);
    if (!Files.exists(file)) {
      throw SettingException.of(
          "%s must be %s, %s or a file, got \"%s\" (%s)",
          Mention.of(NAME),
          NONE,
          BALANCED,
          setting,
          Files.isSymbolicLink(file)
              ? "it is a link to a file that does not exist"
              : "there is no such file");
    }
    ReadAgain.check(NAME, file);
  }

  private static float[] balanced(FittedLabels labels) {
    float[] weights = new float[labels.size()];
    long n = 0;
    int k = 0;
    for (int c = 0; c < weights.length; c++) {
      n += labels.count(c);
      k += labels.count(c) > 0 ? 1 : 0;
    }
    for (int c = 0; c < weights.length; c++) {
      long texts = labels.count(c);
      weights[c] = texts == 0 ? 1 : (float) ((double) n / ((double) k * texts)); // n/(k·n_c)
    }
    return weights;
  }

  private float[] read() {
    try (OpenFile open = OpenFile.of(file, "a file of weights");
        TextLines lines = TextLines.of(open, open.mark().orElse(UTF_8))) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        add(line.get(), lines.number());
      }
    } catch (MalformedTextException e) {
      throw e.fittingEncoding()
          .map(name -> "%s: expected UTF-8, got other bytes (it could be %s)".formatted(file, name))
          .map(sentence -> new IllegalArgumentException(sentence, e))
          .orElse(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int c = 0; c < weights.length; c++) {
      if (weights[c] == 0 && labels.count(c) == 0) {
        weights[c] = 1;
      }
      if (weights[c] == 0) {
        throw new IllegalArgumentException(
            "%s: there is no weight for the label \"%s\"".formatted(file, labels.label(c)));
      }
    }
    return weights;
  }

  private void add(String line, long number) {
    try {
      add(line);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          Sentence.of("%s, line %s: %s", file, number, SettingException.sentence(e)), e);
    }
  }

  private void add(String line) {
    if (Blank.is(line)) {
      return;
    }
    int tab = line.lastIndexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException(
          "expected a label, a tab and its weight, got \"%s\"".formatted(line));
    }
    int c = labels.index(line.substring(0, tab));
    if (weights[c] != 0) {
      throw new IllegalArgumentException(
          "the label \"%s\" has a weight already".formatted(labels.label(c)));
    }
    weights[c] = weight(Blank.strip(line.substring(tab + 1)));
  }

  private static float weight(String word) {
    if (word.matches(
        "\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) { // Java also accepts 1f and 0x1p0
      float weight = Float.parseFloat(word);
      if (weight > 0 && weight < Float.POSITIVE_INFINITY) {
        return weight;
      }
    }
    throw new IllegalArgumentException(
        "a weight must be a number greater than 0, got \"%s\"".formatted(word));
  }

  /// The weights as in a model's metadata.
  static String words(float... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(c -> Settings.text((double) weights[c]))
        .collect(Collectors.joining(" "));
  }
}
