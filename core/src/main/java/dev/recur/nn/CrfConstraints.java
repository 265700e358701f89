package dev.recur.nn;

import java.util.Arrays;

/// Which sequences of tags are permitted: which tags may come first, which last, and which after
/// which.
///
/// A scheme such as BIO gives them: no entity begins with `I-`, and `I-person` follows only
/// `B-person` and `I-person`.
///
/// Shapes: start, end (C) · transitions (C, C), from the tag of the row to that of the column.
///
/// {@snippet class="TaggingExamples" region="constraints"}
public final class CrfConstraints {
  private final boolean[] start;
  private final boolean[] end;
  private final boolean[][] transitions;

  private CrfConstraints(boolean[] start, boolean[] end, boolean[][] transitions) {
    this.start = start;
    this.end = end;
    this.transitions = transitions;
  }

  /// Every sequence of this many tags is permitted.
  public static CrfConstraints none(int tags) {
    Checks.atLeast("tags", 1, tags);
    boolean[] all = new boolean[tags];
    Arrays.fill(all, true);
    boolean[][] transitions = new boolean[tags][];
    Arrays.fill(transitions, all);
    return of(all, all, transitions);
  }

  /// Constraints by tag.
  ///
  /// @param start whether a tag may be the first of a row
  /// @param end whether a tag may be the last of a row
  /// @param transitions for each tag, which tags may follow it
  public static CrfConstraints of(boolean[] start, boolean[] end, boolean[][] transitions) {
    int tags = start.length;
    Checks.atLeast("tags", 1, tags);
    requireTags("end", tags, end.length);
    requireTags("transitions", tags, transitions.length);
    boolean[][] copy = new boolean[tags][];
    for (int from = 0; from < tags; from++) {
      requireTags("transitions from tag " + from, tags, transitions[from].length);
      copy[from] = transitions[from].clone();
    }
    return new CrfConstraints(start.clone(), end.clone(), copy);
  }

  private static void requireTags(String what, int tags, int got) {
    if (got != tags) {
      throw new IllegalArgumentException(
          "%s: expected a value for each of %s tags, got %s".formatted(what, tags, got));
    }
  }

  /// The number of tags: C.
  public int tags() {
    return start.length;
  }

  /// Whether a row may begin with this tag.
  public boolean mayStart(int tag) {
    return start[tag];
  }

  /// Whether a row may end with this tag.
  public boolean mayEnd(int tag) {
    return end[tag];
  }

  /// Whether tag `to` may follow tag `from`.
  public boolean mayFollow(int from, int to) {
    return transitions[from][to];
  }

  /// Whether a row may have these tags, of which there is at least one.
  public boolean permits(int... tags) {
    return violation(tags).isEmpty();
  }

  /// What is forbidden about these tags, in words that name the step; empty if nothing is.
  String violation(int... tags) {
    if (!start[tags[0]]) {
      return "step 0: the constraints forbid tag %s as the first".formatted(tags[0]);
    }
    for (int t = 1; t < tags.length; t++) {
      if (!transitions[tags[t - 1]][tags[t]]) {
        return "step %s: the constraints forbid tag %s after tag %s"
            .formatted(t, tags[t], tags[t - 1]);
      }
    }
    int last = tags.length - 1;
    return end[tags[last]]
        ? ""
        : "step %s: the constraints forbid tag %s as the last".formatted(last, tags[last]);
  }
}
