package dev.recur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A way in which a user's file gets into the program. In the folder of the test, `good` has
/// correct files, and `x` is the place of the user's.
enum Door {
  TRAIN("a.csv", "train classify DIR/x/a.csv --text=text --label=label"),
  VALID("a.csv", "train classify DIR/good/a.csv --text=text --label=label --valid=DIR/x/a.csv"),
  TEST("a.csv", "train classify DIR/good/a.csv --text=text --label=label --test=DIR/x/a.csv"),
  EVALUATE("a.csv", "evaluate DIR/good/m.recur DIR/x/a.csv --json"),
  PREDICT("a.csv", "predict DIR/good/m.recur --in=DIR/x/a.csv --out=DIR/out.csv"),
  VECTORS("a.vec", "train classify DIR/good/a.csv --text=text --label=label --vectors=DIR/x/a.vec"),
  WEIGHTS(
      "a.tsv",
      "train classify DIR/good/a.csv --text=text --label=label --class-weights=DIR/x/a.tsv"),
  MODEL("m.recur", "predict DIR/x/m.recur gut"),
  FOLDERS("schön/0.txt", "train classify DIR/x --format=folders"),
  FILES("schön.txt", "train classify DIR/x --format=files");

  private final String file;
  private final String line;

  Door(String file, String line) {
    this.file = file;
    this.line = line;
  }

  /// The first of several files.
  String file() {
    return file;
  }

  /// The command, with a network that learns nothing in no time.
  String line() {
    boolean trains = line.startsWith("train");
    String size = this == VECTORS ? Typed.SMALL.replace(" --embedding=4", "") : Typed.SMALL;
    return trains ? line + size + " --out=DIR/m.recur" : line;
  }

  /// The files as they should be, by their names in the stranger's folder.
  Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    switch (this) {
      case VECTORS -> files.put(file, "film 0.5 -1\nschön 1 2e-1\n".getBytes(UTF_8));
      case WEIGHTS -> files.put(file, "schön\t1.5\nschlecht\t.5\n".getBytes(UTF_8));
      case MODEL -> files.put(file, Files.readAllBytes(folder.resolve("good/m.recur")));
      case FILES -> {
        files.put(file, texts("schön", "\n").getBytes(UTF_8));
        files.put("schlecht.txt", texts("schlecht", "\n").getBytes(UTF_8));
      }
      case FOLDERS -> {
        for (int i = 0; i < 4; i++) {
          for (String label : List.of("schön", "schlecht")) {
            String text = "film %s %d\n".formatted(label, i);
            files.put("%s/%d.txt".formatted(label, i), text.getBytes(UTF_8));
          }
        }
      }
      default -> files.put(file, table().getBytes(UTF_8));
    }
    return files;
  }

  static String table() {
    return "text,label\n" + texts("schön", ",schön\n") + texts("schlecht", ",schlecht\n");
  }

  private static String texts(String word, String end) {
    StringBuilder texts = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      texts.append("film %s %d%s".formatted(word, i, end));
    }
    return texts.toString();
  }

  /// The result of a command that succeeded: the bytes of a model, answers or figures.
  String made(Path folder, Typed typed, Disguise disguise) throws IOException {
    return switch (this) {
      case EVALUATE, MODEL -> typed.out();
      case PREDICT -> {
        byte[] bytes = Files.readAllBytes(folder.resolve("out.csv"));
        yield new String(bytes, disguise.charset()).replaceFirst("^\uFEFF", "");
      }
      default -> new String(Files.readAllBytes(folder.resolve("m.recur")), ISO_8859_1);
    };
  }
}
