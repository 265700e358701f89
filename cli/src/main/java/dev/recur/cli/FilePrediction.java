package dev.recur.cli;

import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.RowWriter;
import dev.recur.reading.Shown;
import dev.recur.reading.Source;
import dev.recur.reading.TokenCell;
import dev.recur.run.Jobs;
import dev.recur.settings.Sentence;
import dev.recur.source.DataFile;
import dev.recur.source.SourceSettings;
import dev.recur.task.Answer;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.task.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Predicts the rows of a file and writes each row again, with the answer appended. Only a few rows
/// are in memory at a time.
///
/// @param model the model
/// @param data the rows to predict
/// @param out where the rows are written
/// @param screen for notes and progress
record FilePrediction(Model model, DataFile data, Destination out, Screen screen) {
  private static final int AT_ONCE = 64; // rows
  private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private Source source() {
    return data.source();
  }

  void run() throws IOException {
    refuseUnwritableLabels();
    refuseSeveralAnswers();
    Thread interrupted = new Thread(this::reportInterrupted); // by Ctrl-C
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      out.write(this::write);
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      } catch (IllegalStateException e) {
        // The program is ending already.
      }
    }
  }

  private void reportInterrupted() {
    screen.err().println(Shown.line("recur: interrupted; " + out.atTheEnd()));
    screen.err().flush();
  }

  // Before any work is done: a label in Hangul cannot be written to a Latin-1 file, nor one with a
  // comma to a table without quotation marks.
  private void refuseUnwritableLabels() {
    Format format = source().format();
    boolean bare = source().layout() == Layout.TABLE && format.quote().isEmpty();
    for (String label : model.words()) {
      if (!format.charset().newEncoder().canEncode(label)) {
        throw new IllegalArgumentException(
            "the label \"%s\" cannot be written in %s, the encoding of %s"
                .formatted(label, format.encoding(), source().path()));
      }
      if (bare && (label.indexOf(format.separator()) >= 0 || label.matches("(?s).*[\r\n].*"))) {
        throw new IllegalArgumentException(
            "the label \"%s\" cannot be written to %s: a cell without quotation marks"
                    .formatted(label, out.path())
                + " cannot contain its %s"
                    .formatted(
                        label.indexOf(format.separator()) >= 0
                            ? SourceSettings.name(format.separator())
                            : "line break"));
      }
    }
  }

  private void refuseSeveralAnswers() {
    boolean lines =
        (source().layout().isSentences() && !isAskedForObjects())
            || Layout.ofSentences(out.path()).isPresent();
    if (lines && model.answers().contains("nbest")) {
      throw new IllegalArgumentException(
          "--nbest cannot be given for %s: a file with one word per line has one tag for each"
              .formatted(out.path()));
    }
  }

  private void write(OutputStream bytes) throws IOException {
    Optional<Charset> mark = data.mark();
    try (RowReader reader = data.read()) {
      List<int[]> given = data.columns().values().stream().map(reader::positions).toList();
      if (mark.isPresent() && mark.get().equals(StandardCharsets.UTF_8)) {
        bytes.write(MARK); // without which Excel takes UTF-8 for something else
      }
      Job<?> job = Jobs.of(model);
      RowWriter writer = writer(bytes, reader);
      try (Phase _ =
          screen.phase("%s the %ss of %s".formatted(job.doing(), job.unit(), source().path()))) {
        predictAll(reader, given, writer);
      }
      writer.close();
      if (writer.rows() != reader.rows()) {
        throw new IllegalStateException(
            "%d rows were read and %d written".formatted(reader.rows(), writer.rows()));
      }
      reader.notes().stream().map(Sentence::flags).map(Shown::line).forEach(screen.err()::println);
      screen.err().flush();
    }
  }

  /// A writer in the format of the input, or of sentences if the name of the output asks for it.
  private RowWriter writer(OutputStream bytes, RowReader reader) throws IOException {
    String column =
        model.roles().stream()
            .filter(role -> !role.given())
            .map(role -> model.trainedOn().getOrDefault(role.name(), ""))
            .findFirst()
            .orElse("");
    Optional<Layout> sentences = Layout.ofSentences(out.path());
    boolean words = model.answers().contains("tokens");
    if (words && isAskedForObjects()) {
      return RowWriter.ofObjects(bytes, reader, names(reader.columns()));
    }
    return sentences.isPresent() && words && !source().layout().isSentences()
        ? RowWriter.ofSentences(bytes, reader, names(reader.columns()), sentences.get(), column)
        : new RowWriter(bytes, reader, names(reader.columns()), column);
  }

  /// Whether the name of the output asks for JSON Lines, though the input has another format.
  private boolean isAskedForObjects() {
    return source().layout() != Layout.JSONL && out.path().toString().endsWith(".jsonl");
  }

  private void predictAll(RowReader reader, List<int[]> given, RowWriter writer)
      throws IOException {
    List<RawRow> rows = new ArrayList<>();
    for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
      if (rows.size() == AT_ONCE) {
        predict(rows, given, writer);
        rows.clear();
      }
    }
    predict(rows, given, writer);
  }

  private void predict(List<RawRow> rows, List<int[]> given, RowWriter writer) throws IOException {
    List<? extends Answer> answers =
        model.answer(rows.stream().map(row -> cells(row, given)).toList());
    for (int i = 0; i < rows.size(); i++) {
      writer.write(rows.get(i), List.copyOf(answers.get(i).cells().values()));
    }
  }

  /// The cells that the model is given: texts, or for a model of words also lists of them.
  private List<String> cells(RawRow row, List<int[]> given) {
    boolean words = model.roles().stream().anyMatch(role -> role.kind() == Role.Kind.WORDS);
    return given.stream()
        .map(at -> words && TokenCell.is(row.any(at)) ? row.any(at) : row.text(at))
        .toList();
  }

  /// The names of the added columns, with a number appended if the file already has such a column.
  private List<String> names(List<String> columns) {
    List<String> names = new ArrayList<>();
    for (String name : model.answers()) {
      String free = name;
      for (int i = 2; columns.contains(free); i++) {
        free = name + "_" + i;
      }
      boolean named =
          source().layout() == Layout.JSONL
              || isAskedForObjects()
              || source().format().names().isEmpty();
      if (named && !free.equals(name)) {
        screen
            .err()
            .println(
                Shown.line(
                    "%s already has a column \"%s\"; the predicted one is called \"%s\""
                        .formatted(source().path(), name, free)));
        screen.err().flush();
      }
      names.add(free);
    }
    return names;
  }
}
