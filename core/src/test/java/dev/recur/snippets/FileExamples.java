package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.file.AtomicFile;
import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.file.NamedArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the documentation of [dev.recur.file] shows.
final class FileExamples {
  private FileExamples() {}

  static void modelFile() throws IOException {
    Path path = Files.createTempFile("example", ".recur");
    // @start region="modelFile"
    NamedArray weight = NamedArray.of("weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    ModelFile model = new ModelFile(Map.of("task", "demo"), List.of(weight));
    model.write(path, true); // overwrites an existing file

    ModelFile read = ModelFile.read(path);
    String task = read.metadata("task");
    float[] numbers = read.floats("weight", 2, 3); // must have this shape
    // @end
    assertEquals("demo", task);
    assertArrayEquals(weight.floats(), numbers);
    Files.delete(path);
  }

  static void damaged() throws IOException {
    Path path = Files.writeString(Files.createTempFile("example", ".recur"), "text,label\na,b\n");
    String problem = "";
    // @start region="damaged"
    try {
      ModelFile.read(path);
    } catch (ModelFileException e) {
      problem = e.getMessage(); // PATH: expected a model file, got text (are the model and …
    }
    // @end
    assertEquals(
        path + ": expected a model file, got text (are the model and the data swapped?)", problem);
    Files.delete(path);
  }

  static void atomic() throws IOException {
    Path path = Files.createTempFile("example", ".txt");
    byte[] report = "accuracy 91.2 %\n".getBytes(StandardCharsets.UTF_8);
    // @start region="atomic"
    boolean overwrite = true;
    AtomicFile.write(path, overwrite, out -> out.write(report));
    // @end
    assertArrayEquals(report, Files.readAllBytes(path));
    Files.delete(path);
  }
}
