package dev.recur.span;

import dev.recur.settings.Counts;
import dev.recur.span.Scheme.Detected;
import dev.recur.span.SpanTag.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/// What the tags of a data set show of their scheme.
final class SchemeGuess {
  /// The letters that a data set without types may have; others could mean anything.
  private static final Set<Set<String>> ALONE =
      Set.of(
          Set.of("B", "I"),
          Set.of("B", "O"),
          Set.of("I", "O"),
          Set.of("B", "I", "O"),
          Set.of("B", "E", "S"),
          Set.of("B", "L", "U"),
          Set.of("B", "E", "S", "O"),
          Set.of("B", "L", "U", "O"),
          Set.of("B", "I", "E", "S"),
          Set.of("B", "I", "L", "U"),
          Set.of("B", "I", "E", "S", "O"),
          Set.of("B", "I", "L", "U", "O"));

  private final SequencedSet<String> tags = new LinkedHashSet<>();
  private int withB; // spans of which a B is the first tag, though IOB1 would have an I
  private int withI; // spans of which an I is the first tag

  SchemeGuess(List<List<String>> sentences) {
    for (List<String> sentence : sentences) {
      SpanTag before = SpanTag.OUTSIDE;
      for (String tag : sentence) {
        tags.add(tag);
        SpanTag now = SpanTag.of(tag);
        if (!now.isOutside() && !now.sharesTypeWith(before)) {
          withB += now.place() == Place.BEGIN ? 1 : 0;
          withI += now.place() == Place.INSIDE ? 1 : 0;
        }
        before = now;
      }
    }
  }

  Detected detected() {
    List<String> typed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String tag : tags) {
      if (SpanTag.isSpelt(tag) && tag.length() > 1) {
        typed.add(tag);
      } else if (!tag.equals("O")) {
        others.add(tag);
      }
    }
    if (tags.isEmpty()) {
      return none("there are no tags");
    }
    if (typed.isEmpty()) {
      return ALONE.contains(tags) ? marked() : none(unmarked());
    }
    if (!others.isEmpty()) {
      return none("%s has a prefix, but %s has none".formatted(quoted(typed), quoted(others)));
    }
    if (!tags.contains("O") && typed.stream().noneMatch(tag -> "BI".indexOf(tag.charAt(0)) >= 0)) {
      return none("no tag is O or begins with B or I");
    }
    return marked();
  }

  private static Detected none(String reason) {
    return new Detected(Scheme.NONE, reason);
  }

  private static String quoted(List<String> some) {
    return "\"" + some.getFirst() + "\"";
  }

  private String unmarked() {
    return tags.size() == 1
        ? "the only tag is \"" + tags.getFirst() + "\""
        : "the %s have no prefix such as B-".formatted(Counts.of(tags.size(), "tag"));
  }

  /// The scheme of tags that encode spans.
  private Detected marked() {
    if (has('E') || has('S')) {
      return new Detected(Scheme.BIOES, "ends of spans are marked with E or S");
    }
    if (has('L') || has('U')) {
      return new Detected(Scheme.BILOU, "ends of spans are marked with L or U");
    }
    if (withI == 0) {
      return new Detected(Scheme.BIO, "every span begins with B");
    }
    String begun =
        "spans begin with B %s, with I %s"
            .formatted(Counts.of(withB, "time"), Counts.of(withI, "time"));
    if (withI <= withB) {
      return new Detected(Scheme.BIO, begun);
    }
    return new Detected(
        Scheme.IOB1,
        withB == 0 ? "spans begin with I, and with B only after another of their type" : begun);
  }

  private boolean has(char letter) {
    return tags.stream().anyMatch(tag -> tag.indexOf(letter) == 0);
  }
}
