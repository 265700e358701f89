package dev.recur.run;

import dev.recur.data.Dataset;
import dev.recur.score.Block;
import dev.recur.settings.Counts;
import dev.recur.task.Examination;
import dev.recur.task.Parts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How many rows each label has, for training, validation and testing, the most frequent first.
///
/// @param counts the numbers of rows, by label, in the order of [#PARTS]
record LabelBalance(SequencedMap<String, int[]> counts) {
  private static final List<String> PARTS = List.of("training", "validation", "testing");
  private static final int MOST = 20;

  static LabelBalance of(Parts parts, String column) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    List<Dataset> sets = List.of(parts.train(), parts.valid(), parts.test());
    for (int s = 0; s < sets.size(); s++) {
      for (String label : sets.get(s).texts(column)) {
        counts.computeIfAbsent(label, l -> new int[PARTS.size()])[s]++;
      }
    }
    SequencedMap<String, int[]> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, int[]> label) -> -all(label.getValue()))
                .thenComparing(Map.Entry::getKey))
        .forEach(label -> sorted.put(label.getKey(), label.getValue()));
    return new LabelBalance(sorted);
  }

  private static int all(int... of) {
    int all = 0;
    for (int rows : of) {
      all += rows;
    }
    return all;
  }

  /// These figures and those of a job.
  Examination before(Examination job) {
    List<Block> blocks = new ArrayList<>(List.of(table()));
    blocks.addAll(job.blocks());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("labels", rows());
    details.putAll(job.details());
    return new Examination(job.findings(), blocks, details);
  }

  /// The number of rows of each label.
  private SequencedMap<String, Integer> rows() {
    SequencedMap<String, Integer> rows = new LinkedHashMap<>();
    counts.forEach((label, of) -> rows.put(label, all(of)));
    return rows;
  }

  private Block table() {
    double all = rows().values().stream().mapToInt(rows -> rows).sum();
    List<Block.Column> columns =
        new ArrayList<>(
            List.of(
                Block.Column.words("label", 5),
                Block.Column.percent("share"),
                Block.Column.count("texts")));
    PARTS.forEach(part -> columns.add(Block.Column.count(part)));
    List<List<Object>> cells = new ArrayList<>();
    counts.entrySet().stream()
        .limit(MOST)
        .forEach(
            label -> {
              int rows = all(label.getValue());
              List<Object> line = new ArrayList<>(List.of(label.getKey(), rows / all, rows));
              for (int part : label.getValue()) {
                line.add(part);
              }
              cells.add(line);
            });
    int left = counts.size() - cells.size();
    String more = left == 0 ? "" : "and " + Counts.of(left, "rarer label");
    return new Block.Table(columns, cells, more);
  }
}
