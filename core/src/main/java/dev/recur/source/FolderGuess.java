package dev.recur.source;

import dev.recur.reading.Layout;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Detects the layout of a folder of texts from the names in it.
final class FolderGuess {
  private static final Mention FILES = Mention.of("format", "files");

  private FolderGuess() {}

  /// Returns `folders` for a folder that contains folders, one for each class, and `files` for one
  /// that contains only files, one for each class.
  ///
  /// @throws IllegalArgumentException if it is neither; the message says what it could be
  static Layout layout(Path folder) throws IOException {
    List<Path> inside = list(folder);
    List<Path> folders = inside.stream().filter(Files::isDirectory).toList();
    if (folders.isEmpty()) {
      refuseParallel(folder, inside);
      refuseTables(folder, inside);
      return Layout.FILES;
    }
    refuseDivided(folder, folders);
    return Layout.FOLDERS;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(path -> !name(path).startsWith(".")).sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// Refuses a folder of `train` and `test` with folders inside: these are two sets of rows.
  private static void refuseDivided(Path folder, List<Path> folders) throws IOException {
    Map<String, Path> named =
        folders.stream().collect(Collectors.toMap(FolderGuess::name, path -> path));
    Path train = named.get("train");
    Path test = named.get("test");
    if (train != null && test != null && hasFolders(train) && hasFolders(test)) {
      throw SettingException.of(
          "%s: expected one folder per class, got a training set and a test set (pass them as %s"
              + " %s)",
          folder, train, Mention.of("test", test));
    }
  }

  private static boolean hasFolders(Path folder) throws IOException {
    return list(folder).stream().anyMatch(Files::isDirectory);
  }

  /// Refuses tables: their lines are not texts of one class.
  private static void refuseTables(Path folder, List<Path> files) {
    for (Path file : files) {
      String name = name(file).toLowerCase(Locale.ROOT);
      if (name.matches(".*\\.(csv|tsv|tab|jsonl|ndjson|json|xlsx?)(\\.gz)?")) {
        throw SettingException.of(
            "%s: expected a file for each class with a text on each line, got a table, %s (is that"
                + " the file to read? %s reads each file as a class)",
            folder, file, FILES);
      }
    }
  }

  /// Refuses files whose lines belong together, such as `train.label` and `train.seq.in`: they are
  /// not classes.
  private static void refuseParallel(Path folder, List<Path> files) {
    Map<String, Set<String>> stems = new TreeMap<>(); // by what follows the first dot
    for (Path file : files) {
      String name = name(file);
      int dot = name.indexOf('.');
      if (dot > 0) {
        stems
            .computeIfAbsent(name.substring(dot), end -> new TreeSet<>())
            .add(name.substring(0, dot));
      }
    }
    Set<Set<String>> different = Set.copyOf(stems.values());
    if (stems.size() > 1 && different.size() == 1 && different.iterator().next().size() > 1) {
      String first = different.iterator().next().iterator().next();
      List<String> ends = List.copyOf(stems.keySet());
      String one = first + ends.get(0);
      String other = first + ends.get(1);
      throw SettingException.of(
          "%s: expected a file for each class, got files whose lines seem to belong together, such"
              + " as %s and %s ('paste %s %s' makes a TSV file of them; %s reads each file as a"
              + " class)",
          folder, one, other, one, other, FILES);
    }
  }
}
