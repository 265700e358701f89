package dev.recur.reading;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/// Reads a folder that has a subfolder for each class, with a file for each text. Classes, and
/// files within a class, are sorted by name. Files next to the class folders, and folders inside
/// them, are ignored with a note.
final class FolderRows extends RowReader {
  private final Queue<Path> files;
  private final List<Sentence> notes = new ArrayList<>();

  FolderRows(Source source) throws IOException {
    super(source);
    Path folder = source.path();
    ClassFolder.check(folder, "a folder for each class");
    List<Path> classes = ClassFolder.folders(folder);
    List<Path> found = new ArrayList<>();
    note(ClassFolder.files(folder), "not in the folder of a class");
    for (Path each : classes) {
      found.addAll(ClassFolder.files(each));
      note(ClassFolder.folders(each), "inside the folder of a class");
    }
    if (found.isEmpty()) {
      throw SettingException.of(
          "%s: expected a folder for each class with a file for each text, got %s",
          folder, nothing(folder, classes));
    }
    this.files = new ArrayDeque<>(found);
  }

  private static Sentence nothing(Path folder, List<Path> classes) throws IOException {
    if (classes.isEmpty()) {
      return ClassFolder.files(folder).isEmpty()
          ? Sentence.plain("an empty folder")
          : Sentence.of(
              "files only (a file for each class? then %s)", Mention.of("format", Layout.FILES));
    }
    for (Path each : classes) {
      if (!ClassFolder.folders(each).isEmpty()) {
        return Sentence.of(
            "more folders inside \"%s\" (did you mean %s?)", ClassFolder.name(each), each);
      }
    }
    return Sentence.of(
        "folders without files, such as \"%s\"", ClassFolder.name(classes.getFirst()));
  }

  private void note(List<Path> passed, String where) {
    if (!passed.isEmpty()) {
      notes.add(
          passed.size() == 1
              ? Sentence.of("%s is ignored: it is %s", passed.getFirst(), where)
              : Sentence.of(
                  "%s and %,d more are ignored: they are %s",
                  passed.getFirst(), passed.size() - 1, where));
    }
  }

  @Override
  public List<Sentence> notes() {
    return List.copyOf(notes);
  }

  @Override
  public List<String> columns() {
    return ClassFolder.COLUMNS;
  }

  @Override
  Optional<RawRow> read() throws IOException {
    Path file = files.poll();
    if (file == null) {
      return Optional.empty();
    }
    String label = ClassFolder.name(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    return Optional.of(new RawRow(file, 0, List.of(text(file), label)));
  }

  private String text(Path file) throws IOException {
    try (OpenFile open = OpenFile.of(file, "a text");
        Reader reader = new TextReader(open, open.mark().orElse(source().format().charset()))) {
      StringWriter all = new StringWriter();
      reader.transferTo(all);
      return Blank.stripEnd(all.toString());
    }
  }

  @Override
  public void close() {}
}
