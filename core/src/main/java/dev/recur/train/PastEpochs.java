package dev.recur.train;

import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.StringJoiner;

/// The events of the epochs that have ended, as part of the state of training: a run that continues
/// sends them again, so that its listeners know all of its epochs.
///
/// In the state they are a line of numbers for each epoch, and a description of each figure.
final class PastEpochs implements Saved {
  private static final String HEADLINE = "headline";
  private static final String FIGURE = "figure";
  private static final String LINES = "lines";
  private static final int FIRST_FIGURE = 12; // words of a line before the figures
  private static final String NONE = "-"; // for a figure that an epoch does not have

  private final List<EpochEnded> events = new ArrayList<>();

  void add(EpochEnded event) {
    events.add(event);
  }

  void clear() {
    events.clear();
  }

  List<EpochEnded> events() {
    return List.copyOf(events);
  }

  @Override
  public void save(State to) {
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    events.forEach(event -> event.valid().forEach(figures::putIfAbsent));
    int number = 0;
    for (var figure : figures.entrySet()) {
      String name = FIGURE + number++;
      to.part(name).put("name", figure.getKey());
      to.put(name, figure.getValue());
    }
    to.put("figures", Integer.toString(number));
    StringJoiner lines = new StringJoiner("\n");
    events.forEach(event -> lines.add(line(event, figures)));
    to.put(LINES, lines.toString());
    to.put(HEADLINE, events.isEmpty() ? "" : events.getFirst().headline());
  }

  private static String line(EpochEnded event, SequencedMap<String, Figure> figures) {
    StringJoiner words = new StringJoiner(" ");
    words.add(Integer.toString(event.epoch()));
    words.add(Double.toString(event.trainLoss()));
    words.add(Double.toString(event.trainHeadline()));
    words.add(Double.toString(event.seconds()));
    words.add(Double.toString(event.secondsWaiting()));
    words.add(Long.toString(event.tokens()));
    words.add(Double.toString(event.paddingShare()));
    words.add(Double.toString(event.updates().learningRate()));
    words.add(Double.toString(event.updates().gradientNorm()));
    words.add(Double.toString(event.updates().updateNorm()));
    words.add(Boolean.toString(event.best()));
    words.add(Boolean.toString(event.back()));
    for (String name : figures.keySet()) {
      Figure figure = event.valid().get(name);
      words.add(figure == null ? NONE : Double.toString(figure.value()));
    }
    return words.toString();
  }

  @Override
  public void restore(State from) {
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    for (int i = 0; i < from.count("figures"); i++) {
      figures.put(from.part(FIGURE + i).word("name"), from.figure(FIGURE + i));
    }
    String headline = from.word(HEADLINE);
    events.clear();
    from.word(LINES).lines().forEach(line -> events.add(event(line, headline, figures)));
  }

  private static EpochEnded event(
      String line, String headline, SequencedMap<String, Figure> figures) {
    String[] words = line.split(" ", -1);
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    int at = FIRST_FIGURE;
    for (var figure : figures.entrySet()) {
      String word = words[at++];
      if (!word.equals(NONE)) {
        valid.put(figure.getKey(), figure.getValue().with(Double.parseDouble(word)));
      }
    }
    return new EpochEnded(
        Integer.parseInt(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        headline,
        valid,
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Long.parseLong(words[5]),
        Double.parseDouble(words[6]),
        new TrainingEvent.Updates(
            Double.parseDouble(words[7]),
            Double.parseDouble(words[8]),
            Double.parseDouble(words[9])),
        Boolean.parseBoolean(words[10]),
        Boolean.parseBoolean(words[11]));
  }
}
