package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Blank;
import dev.recur.reading.Shown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at every text and label of some sets of rows: for signs of a wrong encoding, letters that
/// look like others, scripts, empty and overlong texts.
final class TextChecks {
  private static final int LONGEST_WORD = 24;

  private final List<String> texts;
  private final Optional<String> label;
  private final Map<Damage.Kind, Suspects> damaged = new EnumMap<>(Damage.Kind.class);
  private final Suspects empty =
      new Suspects(
          "empty-texts",
          "%1$s: the text is empty, so its answer can only be a guess",
          "%3$,d texts are empty, so their answers can only be guesses (the first: %1$s)");
  private final Suspects mixed =
      new Suspects(
          "look-alikes",
          "%1$s: \"%2$s\" mixes letters of two scripts that look alike, so it is another word than"
              + " it seems",
          "%3$,d rows have words that mix letters of two scripts that look alike, such as \"%2$s\""
              + " (the first: %1$s), and are other words than they seem");

  /// @param texts the columns of texts
  /// @param label the column of labels, if there is one
  TextChecks(List<String> texts, Optional<String> label) {
    this.texts = texts;
    this.label = label;
    damaged.put(
        Damage.Kind.MOJIBAKE,
        new Suspects(
            Damage.Kind.MOJIBAKE.word(),
            "%1$s has %2$s: UTF-8 that was once decoded as another encoding",
            "%3$,d rows have UTF-8 that was once decoded as another encoding, such as %2$s (the"
                + " first: %1$s)"));
    damaged.put(
        Damage.Kind.LOST,
        new Suspects(
            Damage.Kind.LOST.word(),
            "%1$s has U+FFFD, which stands for a character that was lost in decoding",
            "%3$,d rows have U+FFFD, which stands for a character that was lost in decoding (the"
                + " first: %1$s)"));
    damaged.put(
        Damage.Kind.CONTROL,
        new Suspects(
            Damage.Kind.CONTROL.word(),
            "%1$s has the control character %2$s",
            "%3$,d rows have control characters, such as %2$s (the first: %1$s)"));
  }

  List<Finding> of(List<Dataset> sets) {
    List<Finding> findings = new ArrayList<>();
    long all = sets.stream().mapToLong(Dataset::size).sum();
    List<StrayScripts> scripts = texts.stream().map(_ -> new StrayScripts(all)).toList();
    for (Dataset data : sets) {
      for (int i = 0; i < data.size(); i++) {
        look(data.row(i));
        for (int c = 0; c < texts.size(); c++) {
          scripts.get(c).add(data.row(i), data.row(i).text(texts.get(c)));
        }
      }
    }
    empty.report(all, findings);
    sets.forEach(data -> texts.forEach(column -> LongTexts.report(data, column, findings)));
    damaged.values().forEach(suspects -> suspects.report(all, findings));
    mixed.report(all, findings);
    scripts.forEach(script -> script.report(findings));
    return findings;
  }

  private void look(Row row) {
    boolean blank = true;
    List<String> cells = new ArrayList<>();
    for (String column : texts) {
      String text = row.text(column);
      blank &= Blank.is(text);
      cells.add(text);
    }
    label.ifPresent(column -> cells.add(row.text(column)));
    if (blank && !texts.isEmpty()) {
      empty.add(row, "");
    }
    cells.stream()
        .flatMap(cell -> Damage.in(cell).stream())
        .findFirst()
        .ifPresent(
            damage ->
                damaged.computeIfPresent(
                    damage.kind(),
                    (_, suspects) -> {
                      suspects.add(row, damage.example());
                      return suspects;
                    }));
    cells.stream()
        .flatMap(cell -> LookAlikes.in(cell).stream())
        .findFirst()
        .ifPresent(word -> mixed.add(row, Shown.shortened(word, LONGEST_WORD)));
  }
}
