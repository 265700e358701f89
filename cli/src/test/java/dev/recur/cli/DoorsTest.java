package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every input of the program against every way to encode, compress or misplace the same file: the
/// result is that of the plain file, or one sentence, exit code 2 and nothing written.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoorsTest {
  /// `=` is the same result as for the plain file, `-` is not tested, and a letter is a sentence
  /// below.
  private static final String TABLE =
      """
                   TRAIN VALID TEST EVALUATE PREDICT VECTORS WEIGHTS MODEL FOLDERS FILES
      MARK         =     =     =    =        =       =       =       -     =       =
      UTF16LE_MARK =     =     =    =        =       N       =       -     =       =
      UTF16BE_MARK =     =     =    =        =       N       =       -     =       =
      UTF32LE_MARK =     =     =    =        =       O       =       -     =       =
      UTF32BE_MARK =     =     =    =        =       O       =       -     =       =
      UTF16LE      b     b     b    b        b       c       d       -     e       e
      UTF16BE      f     f     f    f        f       c       g       -     h       h
      LATIN        i     i     i    i        i       k       j       -     i       i
      GZIP         =     =     =    =        =       =       =       l     =       =
      GZIP_TWICE   =     =     =    =        =       =       =       l     =       =
      GZIP_CUT     m     m     m    m        m       m       m       l     m       m
      CRLF         =     =     =    =        =       =       =       -     =       =
      CR           =     =     =    =        =       n       =       -     =       =
      NO_LAST_END  =     =     =    =        =       =       =       -     =       =
      EMPTY        p     p     p    p        p       q       r       s     t       u
      BLANK_LINES  p     p     p    p        -       v       r       -     t       t
      CUT_LETTER   w     w     w    w        w       M       j       -     x       x
      PIPE         =     =     =    =        =       y       z       =     A       A
      LINK         =     =     =    =        =       =       =       =     =       =
      DANGLING     B     B     B    B        B       Q       P       C     D       D
      FOLDER       E     F     F    E        E       G       H       I     J       K
      FORBIDDEN    L     L     L    L        L       L       L       L     L       L
      """;

  /// FILE is the stranger's, and # a number.
  private static final Map<String, String> SENTENCES =
      """
      b FILE has zero bytes between its characters (it could be UTF-16LE)
      c FILE: expected rows of a token and its vector, got none (a binary file?); line #: \
      "\\u00000\\u0000.\\u00005\\u0000" is not a number
      d FILE: expected UTF-8, got other bytes (it could be UTF-16LE)
      e FILE has zero bytes between its characters (it could be UTF-16LE)
      f FILE has zero bytes between its characters (it could be UTF-16BE)
      g FILE: expected UTF-8, got other bytes (it could be UTF-16BE)
      h FILE has zero bytes between its characters (it could be UTF-16BE)
      i FILE is not UTF-8: byte F6 at offset # (it could be windows-1252)
      j FILE: expected UTF-8, got other bytes (it could be windows-1252)
      k 1 row was left out, the first in line #: the token is not UTF-8
      l FILE: header: expected 559903 bytes, got # (compressed with gzip? decompress it with gunzip)
      m FILE is a damaged gzip file: it ends too early (an interrupted download?)
      n FILE: expected rows of a token and its vector, got none (a binary file?); line #: \
      "schön" is not a number
      p FILE is empty
      q FILE: expected rows of a token and its vector, got none (a binary file?); the file is empty
      r FILE: there is no weight for the label "schlecht"
      s FILE: expected at least 8 bytes, got # (empty or cut short)
      t DIR/x: no row has both a text and a label
      u DIR/x has no texts
      v FILE: expected rows of a token and its vector, got none (a binary file?); line #: the \
      line is empty
      w FILE is not UTF-8: byte C3 at offset # (the text around it is UTF-8: is this line damaged?)
      x FILE is not UTF-8: byte C3 at offset # (it could be windows-1252)
      y --vectors FILE: expected a regular file, because it is read more than once, got a pipe or a device
      z --class-weights FILE: expected a regular file, because it is read more than once, got a pipe or a device
      A FILE: expected a file or a folder, got something else (a pipe?)
      B FILE: it is a link to a file that does not exist
      C FILE: there is no such file
      D FILE: expected a file or a folder, got a link to a file that does not exist
      E FILE: expected a file for each class with a text on each line, got an empty folder
      F FILE: expected a file with a table, got a folder
      G FILE: expected a file of vectors, got a folder
      H FILE: expected a file of weights, got a folder
      I FILE: expected a file, got a folder
      J FILE is ignored: it is inside the folder of a class
      K DIR/x, column "label": expected at least two labels to distinguish, got only "schlecht"
      L FILE: permission denied
      N FILE: expected vectors in UTF-8, got the byte-order mark of UTF-16
      O FILE: expected vectors in UTF-8, got the byte-order mark of UTF-32
      M 1 row was left out, the first in line #: expected 2 numbers, got #
      P --class-weights must be none, balanced or a file, got "FILE" (it is a link to a file that does not exist)
      Q --vectors FILE: it is a link to a file that does not exist
      """
          .lines()
          .collect(Collectors.toMap(s -> s.substring(0, 1), s -> s.substring(2)));

  private static final Set<String> PASSED_OVER = Set.of("k", "M", "J"); // the rest is read

  @TempDir static Path folder;
  private static final Map<Door, String> PLAIN = new EnumMap<>(Door.class);

  @BeforeAll
  static void makeWhatIsGood() throws Exception {
    Files.createDirectory(folder.resolve("good"));
    Files.writeString(folder.resolve("good/a.csv"), Door.table());
    String line = Door.TRAIN.line().replace("/x/", "/good/").replace("DIR/m.", "DIR/good/m.");
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    for (Door door : Door.values()) {
      typed = typed(door, Disguise.NONE);
      assertEquals(0, typed.code(), typed::err);
      PLAIN.put(door, door.made(folder, typed, Disguise.NONE));
      deleteAllButGood();
    }
  }

  static Stream<Arguments> cells() {
    List<String[]> rows = TABLE.lines().map(row -> row.strip().split("\\s+")).toList();
    Stream.Builder<Arguments> cells = Stream.builder();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 1; i < row.length; i++) {
        if (!row[i].equals("-")) {
          cells.add(Arguments.of(row[0], rows.getFirst()[i - 1], row[i]));
        }
      }
    }
    return cells.build();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cells")
  void each_door_takes_each_disguise_off_or_says_what_it_is(
      Disguise disguise, Door door, String expected) throws Exception {
    if (disguise == Disguise.FORBIDDEN) {
      assumeFalse(System.getProperty("user.name").equals("root"), "root reads everything");
    }
    Typed typed = typed(door, disguise);
    if (expected.equals("=")) {
      assertEquals(0, typed.code(), typed::err);
      assertEquals(PLAIN.get(door), door.made(folder, typed, disguise));
      return;
    }
    String said = said(door, typed);
    if (PASSED_OVER.contains(expected)) {
      assertTrue(said.replace('\n', ' ').contains(SENTENCES.get(expected)), said);
      assertEquals(0, typed.code());
    } else {
      assertEquals(
          "recur: " + SENTENCES.get(expected), said.substring(said.lastIndexOf("recur: ")));
      assertEquals(2, typed.code());
    }
  }

  private static Typed typed(Door door, Disguise disguise) throws Exception {
    Path strangers = folder.resolve("x");
    for (Map.Entry<String, byte[]> plain : door.files(folder).entrySet()) {
      Path file = strangers.resolve(plain.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, disguise.of(plain.getValue()));
    }
    try (AutoCloseable _ = disguise.put(strangers.resolve(door.file()))) {
      List<String> before = names();
      Typed typed = Typed.run(folder, door.line());
      if (typed.code() != 0) {
        assertEquals(before, names(), "what was begun is not left");
      }
      return typed;
    }
  }

  private static String said(Door door, Typed typed) throws IOException {
    String said = typed.out() + typed.err();
    for (String name : door.files(folder).keySet()) {
      said = said.replace("DIR/x/" + name, "FILE");
    }
    return said.replaceAll("\\h*\n\\h*", "\n")
        .strip()
        .replaceAll("(line|offset|got)(\\s)\\d+", "$1$2#")
        .replace("FILE, line #, ", "FILE ") // where lines are counted
        .replaceAll("; it is read in the same encoding as \\S+, which is UTF-8$", "")
        .replaceAll("(it could be [\\w-]+\\)): (recur .*)?--encoding [\\w-]+$", "$1");
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @AfterEach
  void delete() throws IOException {
    deleteAllButGood();
  }

  private static void deleteAllButGood() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.startsWith(folder.resolve("good")) && !path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
