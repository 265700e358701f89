package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.inspect.Machine;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is started with `java -cp` only, as most are: scalar kernels, the same bits.
class PlainClassPathTest {
  private static final List<String> TEXTS =
      List.of("a good film", "a bad film that goes on and on for longer than it should", "");

  @Test
  void it_answers_with_the_bits_of_the_vector_kernels(@TempDir Path folder) throws Exception {
    Path model = folder.resolve("model.recur");
    train(folder.resolve("table.csv"), model);
    List<String> here = answers(model);
    List<String> there = run(model);
    assertTrue(here.getLast().startsWith("vector"), "this test runs with the module: " + here);
    assertEquals("scalar", there.getLast());
    assertEquals(here.subList(0, here.size() - 1), there.subList(0, there.size() - 1));
  }

  private static void train(Path table, Path model) throws IOException {
    Files.writeString(table, "review,stars\n" + "a good film,up\na bad film,down\n".repeat(10));
    String line =
        "train classify %s --text=review --label=stars --hidden=37 --embedding=19 --epochs=2"
                .formatted(table)
            + " --cell=lstm --out="
            + model;
    assertEquals(0, RecurCommand.run(line.split(" ")));
  }

  private static List<String> run(Path model) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Plain.class.getName(),
                model.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new String(java.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, java.waitFor());
    return lines;
  }

  /// The bits of all probabilities, before and after the warm-up, and last the kernels.
  private static List<String> answers(Path model) throws IOException {
    Classifier classifier = Classifier.load(model);
    List<Prediction> cold = classifier.predict(TEXTS);
    classifier.warmUp();
    List<Prediction> warm = classifier.predict(TEXTS);
    return List.of(bits(cold), bits(warm), Machine.here().kernels());
  }

  private static String bits(List<Prediction> predictions) {
    StringBuilder all = new StringBuilder();
    for (Prediction prediction : predictions) {
      for (Prediction.Label label : prediction.labels()) {
        all.append(label.name()).append(' ').append(Double.toHexString(label.probability()));
        all.append(' ');
      }
    }
    return all.toString();
  }

  /// The program.
  static final class Plain {
    private Plain() {}

    public static void main(String[] args) throws IOException {
      answers(Path.of(args[0])).forEach(System.out::println);
    }
  }
}
