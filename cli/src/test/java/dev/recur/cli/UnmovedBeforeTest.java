package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Model files of an earlier commit, with the arguments and the data that made them, are read, give
/// the same answers as then, and are trained again to the bit. They are in `before`, whose README
/// says how they were made; only the texts about them may be regenerated, see [Kept].
class UnmovedBeforeTest {
  private static final List<String> FILES =
      List.of("moods.csv", "korean.tsv", "topics.jsonl", "topics.csv", "own.vec");

  @TempDir static Path folder;

  @BeforeAll
  static void copy_the_files() throws IOException {
    for (String file : FILES) {
      Files.write(folder.resolve(file), Kept.bytes("before/" + file));
    }
    for (String name : List.of("words", "characters", "pieces", "vectors")) {
      Files.write(folder.resolve(name + ".recur"), Kept.bytes("before/" + name + ".recur"));
      byte[] arguments = Kept.bytes("before/" + name + ".run.args");
      Files.write(folder.resolve(name + ".run.args"), arguments);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "characters", "pieces", "vectors"})
  void an_older_model_gives_the_same_information_and_answers(String name) throws IOException {
    String read = data(name) + (name.equals("characters") ? " --encoding=cp949 --no-header" : "");
    StringBuilder all = new StringBuilder();
    for (String line :
        List.of(
            "info DIR/%s.recur",
            "predict DIR/%s.recur lovely,_thank_you never_again! Storm._The_soup 비가_춥다",
            "predict DIR/%s.recur --top=1 --min-confidence=0.6 a 7 밥이",
            "evaluate DIR/%s.recur DIR/" + read,
            "evaluate DIR/%s.recur DIR/" + read + " --json")) {
      Typed typed = Typed.run(folder, line.formatted(name));
      assertEquals(0, typed.code(), typed::err);
      all.append("> ").append(line.formatted(name)).append('\n').append(typed.out());
    }
    Kept.check("before/" + name + ".txt", Kept.timeless(all.toString()));
  }

  private static String data(String name) {
    return switch (name) {
      case "words" -> "moods.csv";
      case "characters" -> "korean.tsv";
      case "pieces" -> "topics.jsonl";
      default -> "topics.csv";
    };
  }

  /// The arguments name the data without its folder, in which they were typed; here it is added.
  @ParameterizedTest
  @ValueSource(strings = {"words", "characters", "pieces", "vectors"})
  void an_older_run_is_repeated_to_the_bit_by_its_arguments(String name) throws IOException {
    String said = Files.readString(folder.resolve(name + ".run.args"));
    String here =
        said.replaceFirst("(?m)^" + data(name) + "$", "DIR/" + data(name))
            .replace("=own.vec", "=DIR/own.vec")
            .replaceFirst("(?m)^--clip=", "--schedule=constant\n--no-average\n--clip=") // as it was
            .replaceFirst("(?m)^--(no-)?freeze-vectors$", "$0\n--init=none")
            .replaceFirst("(?m)^--patience=.*$", "$0\n--target=0\n--stop-after=0\n--minutes=0")
            .replaceFirst("(?m)^--monitor=", "--experts=none\n--monitor=");
    Files.writeString(folder.resolve("here.args"), here.replace("DIR", folder.toString()));
    Typed typed = Typed.run(folder, "train @DIR/here.args --out=DIR/again-" + name + ".recur");
    assertEquals(0, typed.code(), typed::err);
    ModelFile before = ModelFile.read(folder.resolve(name + ".recur"));
    ModelFile again = ModelFile.read(folder.resolve("again-" + name + ".recur"));
    assertEquals(List.copyOf(before.arrays().keySet()), List.copyOf(again.arrays().keySet()));
    for (NamedArray array : before.arrays().values()) {
      NamedArray other = again.array(array.name(), array.dtype());
      assertArrayEquals(array.shape(), other.shape(), array.name());
      switch (array.dtype()) {
        case F32 -> assertArrayEquals(bits(array), bits(other), array.name());
        case I64 -> assertArrayEquals(array.longs(), other.longs(), array.name());
        case U8 -> assertArrayEquals(array.bytes(), other.bytes(), array.name());
        default -> throw new AssertionError(array);
      }
    }
    String repeating = Files.readString(folder.resolve("again-" + name + ".run.args"));
    assertEquals(
        here.replace("--embedding=0", "--embedding=auto"), // as it is written now
        repeating.replace(folder.toString(), "DIR"));
  }

  private static int[] bits(NamedArray array) {
    float[] values = array.floats();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
