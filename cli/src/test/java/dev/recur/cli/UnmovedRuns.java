package dev.recur.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.cli.OwnTexts.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Ten small runs with every setting given, and the files that they learn from. Their results are
/// kept in `unmoved.txt`.
final class UnmovedRuns {
  // Every setting with its value, unless a run has another.
  private static final String EVERY =
      " --valid=0.2 --tokenizer=words --pieces=8000 --lower --normalize --max-size=0 --min-freq=1"
          + " --max-length=32 --vectors=none --no-freeze-vectors --init=none --cell=gru --layers=1"
          + " --hidden=6 --embedding=5 --bidirectional --pool=max --dropout=0.1 --optimizer=adam --lr=0.03"
          + " --clip=1 --weight-decay=0 --truncate=0 --epochs=6 --batch-size=16 --patience=2"
          + " --schedule=constant --target=0 --stop-after=0 --minutes=0 --no-average --experts=none"
          + " --class-weights=none --sampler=shuffled --monitor=loss --min-confidence=0 --seed=1"
          + " --threads=2 --device=cpu";
  private static final String CSV =
      " --format=csv --delimiter=comma --quote=\" --header --encoding=UTF-8 --text=text"
          + " --label=label";

  private static final String WORDNET = "net/sf/extjwnl/data/wordnet/wn31/data.noun";
  private static final List<String> CATEGORIES = List.of("05", "08", "13", "15", "20"); // of nouns
  private static final int OF_A_CATEGORY = 60;

  private UnmovedRuns() {}

  /// The command line of each run without `--out`, by its name; DIR is the folder of [#write].
  static Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("wordnet", "DIR/wordnet.csv" + CSV + EVERY + " --test=0.2 --min-freq=2");
    lines.put(
        "characters",
        "DIR/korean.tsv --format=tsv --delimiter=tab --quote=\" --no-header"
            + " --encoding=x-windows-949 --text=1 --label=2"
            + EVERY
            + " --test=0.2 --tokenizer=characters --no-lower --no-normalize --pool=mean"
            + " --max-size=60 --optimizer=rmsprop --weight-decay=0.001");
    lines.put(
        "pieces",
        "DIR/topics.jsonl --format=jsonl --encoding=UTF-8 --text=text --label=label"
            + EVERY
            + " --test=0.2 --tokenizer=pieces --pieces=150 --max-length=auto --cell=rnn --seed=7");
    lines.put(
        "vectors",
        "DIR/topics.csv --format=csv --delimiter=semicolon --quote=' --header --encoding=UTF-8"
            + " --text=text --label=label"
            + EVERY
            + " --test=DIR/test.csv --vectors=DIR/own.vec --freeze-vectors --embedding=8"
            + " --optimizer=sgd --lr=0.5 --monitor=accuracy");
    lines.put(
        "two-labels",
        "DIR/moods.csv"
            + CSV
            + EVERY
            + " --test=0.2 --valid=0.3 --min-confidence=0.7 --monitor=macro-f1"
            + " --tokenizer=auto --class-weights=DIR/weights.tsv --epochs=4");
    lines.put(
        "folds",
        "DIR/moods.txt --format=fasttext --encoding=UTF-8 --text=text --label=label"
            + EVERY
            + " --folds=3 --sampler=balanced --patience=0 --epochs=2 --clip=0");
    lines.put(
        "truncate",
        "DIR/long.csv"
            + CSV
            + EVERY
            + " --test=0.2 --truncate=5 --no-bidirectional --pool=last --max-length=0");
    lines.put(
        "lstm",
        "DIR/topics.jsonl --format=jsonl --encoding=UTF-8 --text=text --label=label"
            + EVERY
            + " --test=0.2 --cell=lstm --layers=2 --pool=attention --dropout=0.4"
            + " --optimizer=adamw --weight-decay=0.01 --batch-size=10");
    lines.put("linear", "DIR/moods.csv" + CSV + EVERY + " --test=0.2 --schedule=linear");
    lines.put(
        "auto",
        "DIR/topics.jsonl --format=jsonl --encoding=UTF-8 --text=text --label=label"
            + EVERY
            + " --test=auto --valid=auto --epochs=auto --batch-size=auto"
            + " --patience=auto --stop-after=9 --lr=0.002 --max-length=auto --embedding=auto"
            + " --average --experts=ngrams");
    return lines;
  }

  /// Writes all files that the runs read.
  static void write(Path folder) throws IOException {
    OwnTexts.table(folder.resolve("wordnet.csv"), wordNet(), "text,label", '"', UTF_8);
    Charset korean = Charset.forName("x-windows-949");
    OwnTexts.table(folder.resolve("korean.tsv"), OwnTexts.korean(120, 6), "", '"', korean);
    List<Row> topics = OwnTexts.topics(200, 14);
    OwnTexts.json(folder.resolve("topics.jsonl"), topics);
    OwnTexts.table(folder.resolve("topics.csv"), topics.subList(0, 150), "text;label", '\'', UTF_8);
    OwnTexts.table(folder.resolve("test.csv"), topics.subList(150, 200), "text;label", '\'', UTF_8);
    Files.write(folder.resolve("own.vec"), OwnTexts.vectors(8));
    OwnTexts.table(folder.resolve("moods.csv"), OwnTexts.moods(360, 6), "text,label", '"', UTF_8);
    Files.writeString(folder.resolve("weights.tsv"), "praise\t1\ncomplaint\t1.5\n");
    OwnTexts.fastText(folder.resolve("moods.txt"), OwnTexts.moods(120, 9));
    OwnTexts.table(folder.resolve("long.csv"), OwnTexts.topics(90, 60), "text,label", '"', UTF_8);
  }

  /// The first definitions of some categories, with the category's number as label.
  private static List<Row> wordNet() throws IOException {
    Map<String, List<Row>> found = new LinkedHashMap<>();
    CATEGORIES.forEach(category -> found.put(category, new ArrayList<>()));
    ClassLoader jars = UnmovedRuns.class.getClassLoader();
    try (InputStream in = Objects.requireNonNull(jars.getResourceAsStream(WORDNET));
        var lines = new BufferedReader(new InputStreamReader(in, US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int bar = line.indexOf('|');
        List<Row> rows = bar < 0 ? null : found.get(line.substring(9, 11));
        if (rows != null && rows.size() < OF_A_CATEGORY) {
          rows.add(new Row(line.substring(bar + 1).strip(), "n" + line.substring(9, 11)));
        }
      }
    }
    return found.values().stream().flatMap(List::stream).toList();
  }
}
