package dev.recur.cli;

import dev.recur.data.Layout;
import dev.recur.data.RawRow;
import dev.recur.data.RowReader;
import dev.recur.data.RowWriter;
import dev.recur.data.Source;
import dev.recur.task.Classifier;
import dev.recur.task.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Predicts the texts of a file row by row, in as much memory as some rows take, and writes each
/// row as it was with the label and its probability behind it.
///
/// @param classifier what predicts
/// @param source what is read
/// @param column the column of texts
/// @param out where the rows are written
/// @param err where notes go
record FilePrediction(
    Classifier classifier, Source source, String column, Destination out, PrintWriter err) {
  private static final int AT_ONCE = 64; // rows
  private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final List<String> ADDED = List.of("label", "probability", "flag");
  private static final int DIGITS = 6;

  void run() throws IOException {
    refuseUnwritableLabels();
    Thread interrupted = new Thread(this::tellInterrupted); // by Ctrl-C
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

  private void tellInterrupted() {
    err.println(Shown.line("recur: interrupted; " + out.atTheEnd()));
    err.flush();
  }

  // Before any work is done: a label in Hangul has no place in a Latin-1 file.
  private void refuseUnwritableLabels() {
    for (String label : classifier.labels()) {
      if (!source.format().charset().newEncoder().canEncode(label)) {
        throw new IllegalArgumentException(
            "the label \"%s\" cannot be written in %s, the encoding of %s"
                .formatted(label, source.format().charset(), source.path()));
      }
    }
  }

  private void write(OutputStream bytes) throws IOException {
    try (RowReader reader = RowReader.open(source)) {
      int[] text = reader.positions(column);
      if (source.format().charset().equals(StandardCharsets.UTF_8) && beginsWithMark()) {
        bytes.write(MARK); // without which Excel takes UTF-8 for something else
      }
      RowWriter writer = new RowWriter(bytes, reader, names(reader.columns()));
      List<RawRow> rows = new ArrayList<>();
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
        if (rows.size() == AT_ONCE) {
          predict(rows, text, writer);
          rows.clear();
        }
      }
      predict(rows, text, writer);
      writer.close();
    }
  }

  private boolean beginsWithMark() throws IOException {
    try (InputStream in = Files.newInputStream(source.path())) {
      return Arrays.equals(in.readNBytes(MARK.length), MARK);
    }
  }

  private void predict(List<RawRow> rows, int[] text, RowWriter writer) throws IOException {
    List<Prediction> answers = classifier.predict(rows.stream().map(r -> r.text(text)).toList());
    for (int i = 0; i < rows.size(); i++) {
      Prediction.Label best = answers.get(i).labels().getFirst();
      BigDecimal probability =
          BigDecimal.valueOf(best.probability()).setScale(DIGITS, RoundingMode.HALF_EVEN);
      writer.write(rows.get(i), List.of(best.name(), probability, flag(answers.get(i))));
    }
  }

  /// What there is to know about an answer beside itself, or nothing.
  private static String flag(Prediction answer) {
    return answer.empty() ? "empty" : answer.unsure() ? "unsure" : "";
  }

  /// The names of what is added, each with a number behind it where the file has such a column.
  private List<String> names(List<String> columns) {
    List<String> names = new ArrayList<>();
    for (String name : ADDED) {
      String free = name;
      for (int i = 2; columns.contains(free); i++) {
        free = name + "_" + i;
      }
      boolean named = source.layout() == Layout.JSONL || source.format().names().isEmpty();
      if (named && !free.equals(name)) {
        err.println(
            Shown.line(
                "%s has a column \"%s\" already: the prediction's is called \"%s\""
                    .formatted(source.path(), name, free)));
        err.flush();
      }
      names.add(free);
    }
    return names;
  }
}
