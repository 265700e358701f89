package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten small models, trained by the command with every setting given, are to the bit what they were
/// when `unmoved.txt` was written: their tensors, their vocabulary with labels and pieces, their
/// decisions about some texts, their metadata, and the figures of the run. A change that is not
/// meant to move any of these leaves that file alone. If metadata or figures are added, only their
/// two columns change. [Kept] says how to regenerate the file.
class UnmovedTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "the",
          "An old rose, planted in the lawn.",
          "never again: broken, late & rude!",
          "the soup boiled over and the storm cleared 7",
          "오늘 비가 아주 춥다",
          "밥이 정말 맛있다.",
          "a long-tailed animal that eats fruit and lives in trees",
          "unheard-of wörds Ǻ 🙂 only");

  @TempDir static Path folder;

  @BeforeAll
  static void write_the_texts() throws IOException {
    UnmovedRuns.write(folder);
  }

  @Test
  void ten_models_have_the_tensors_words_decisions_metadata_and_figures_of_before()
      throws IOException {
    StringBuilder all = new StringBuilder("# run tensors words decisions metadata figures\n");
    for (Map.Entry<String, String> run : UnmovedRuns.lines().entrySet()) {
      String name = run.getKey();
      String line = "train classify " + run.getValue() + " --out=DIR/" + name + ".recur";
      Typed typed = Typed.run(folder, line);
      assertEquals(0, typed.code(), typed::err);
      everySettingWasSaid(name, line);
      ModelFile model = ModelFile.read(folder.resolve(name + ".recur"));
      all.append(name)
          .append(tensors(model).hex())
          .append(words(model).hex())
          .append(decisions(folder.resolve(name + ".recur")).hex())
          .append(metadata(model).hex())
          .append(figures(Files.readString(folder.resolve(name + ".metrics.jsonl"))).hex())
          .append('\n');
    }
    Kept.check("unmoved.txt", all.toString());
  }

  /// No default decides: the file that repeats the run names no option that was not typed.
  private static void everySettingWasSaid(String name, String line) throws IOException {
    List<String> typed = Arrays.stream(line.split(" ")).map(UnmovedTest::option).toList();
    List<String> unsaid =
        Files.readAllLines(folder.resolve(name + ".run.args")).stream()
            .filter(argument -> argument.startsWith("--"))
            .map(UnmovedTest::option)
            .filter(option -> !typed.contains(option))
            .toList();
    assertEquals(List.of(), unsaid, name);
  }

  private static String option(String argument) {
    return argument.replaceFirst("=.*", "").replaceFirst("^--no-", "--");
  }

  private static Hash tensors(ModelFile model) {
    Hash hash = new Hash();
    new TreeMap<>(model.arrays())
        .forEach(
            (name, array) -> {
              if (array.dtype() == NamedArray.Dtype.F32) {
                hash.add(name).add(Arrays.toString(array.shape()));
                for (float value : array.floats()) {
                  hash.add(Float.floatToRawIntBits(value));
                }
              }
            });
    return hash;
  }

  private static Hash words(ModelFile model) throws IOException {
    Hash hash = new Hash();
    for (String list : List.of("vocab", "labels", "pieces")) {
      if (model.arrays().containsKey(list + ".bytes")) {
        List<String> strings = model.strings(list);
        hash.add(list).add(strings.size());
        strings.forEach(hash::add);
      }
    }
    return hash;
  }

  /// The only place that calls the model as a program would.
  private static Hash decisions(Path model) throws IOException {
    Hash hash = new Hash();
    Classifier classifier = Classifier.load(model);
    for (Prediction prediction : classifier.predict(TEXTS)) {
      for (Prediction.Label label : prediction.labels()) {
        hash.add(label.name()).add(Double.doubleToRawLongBits(label.probability()));
      }
      hash.add(prediction.unsure() + " " + prediction.empty());
    }
    return hash.add(Double.doubleToRawLongBits(classifier.threshold()))
        .add(Double.doubleToRawLongBits(classifier.minConfidence()));
  }

  private static Hash metadata(ModelFile model) {
    return new Hash().add(lines(new TreeMap<>(model.metadata())));
  }

  private static String lines(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// The run's output for machines, without times, the names of its files, and advice in words.
  private static Hash figures(String metrics) {
    return new Hash()
        .add(
            Kept.timeless(metrics)
                .replaceAll(
                    "\"(model|arguments|metrics|report|kept|advice)\":\"(\\\\.|[^\"\\\\])*\",", "")
                .replaceAll("\"(learningRate|gradientNorm|updateNorm|paddingShare)\":[^,]*,", ""));
  }
}
