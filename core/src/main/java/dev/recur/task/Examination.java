package dev.recur.task;

import dev.recur.check.Finding;
import dev.recur.score.Block;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a job says about data before it trains on it.
///
/// {@snippet class="TaskExamples" region="examination"}
///
/// @param findings what is wrong
/// @param blocks the figures for people
/// @param details the figures for programs, by name: numbers, strings, lists and maps of these
public record Examination(
    List<Finding> findings, List<Block> blocks, SequencedMap<String, Object> details) {
  /// Of a job that has nothing to add.
  public static final Examination NONE = new Examination(List.of(), List.of(), Map.of());

  /// Copies the collections.
  public Examination {
    findings = List.copyOf(findings);
    blocks = List.copyOf(blocks);
    details = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(details));
  }

  /// An examination with these figures, in their order.
  public Examination(List<Finding> findings, List<Block> blocks, Map<String, Object> details) {
    this(findings, blocks, new LinkedHashMap<>(details));
  }
}
