package dev.recur.cli;

import dev.recur.run.Pace;
import dev.recur.train.LossCurve;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// Prints the training of a network: a progress bar and a row for each epoch.
final class TrainingScreen implements Consumer<TrainingEvent>, AutoCloseable {
  private static final int REDRAWN_EVERY = 200; // milliseconds
  private static final double PRINTED_EVERY = 10; // seconds, if no bar can be drawn

  private static final int NARROWEST = 14; // characters of a figure's column
  private static final double LEAST_WAITING = 0.1; // seconds of an epoch; less is not printed
  private static final double LEAST_SHARE = 0.01; // of its time; less is not printed

  private final Screen screen;
  private final ProgressLine line;
  private @Nullable ProgressBar bar;
  private @Nullable Phase phase; // a step without a bar
  private Pace progress = new Pace(new TrainingEvent.Started(0, 0, 0, 0, false, ""));
  private double printed; // seconds into the run
  private final List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
  private String title = ""; // of the figure's column
  private boolean waited;
  private long tokens;

  TrainingScreen(Screen screen) {
    this.screen = screen;
    this.line = new ProgressLine(screen);
  }

  @Override
  public void accept(TrainingEvent event) {
    endPhase();
    switch (event) {
      case TrainingEvent.Preparing preparing -> phase = screen.phase(preparing.doing());
      case TrainingEvent.Noted noted -> screen.paragraph(noted.about(), noted.sentence());
      case TrainingEvent.Started started -> begin(started);
      case TrainingEvent.Resumed resumed -> progress.resume(resumed);
      case TrainingEvent.BatchEnded batch -> move(batch);
      case TrainingEvent.EpochEnded epoch -> row(epoch);
      case TrainingEvent.StoppedEarly stopped -> {}
      case TrainingEvent.Ended finished -> end(finished);
    }
  }

  private void begin(TrainingEvent.Started started) {
    screen.paragraph("weights", NumberText.count(started.parameters()));
    screen.line("");
    title = NumberText.right("valid " + started.headline(), NARROWEST);
    screen.line("epoch  train loss  valid loss  %s        time", title);
    Pace moving = new Pace(started);
    progress = moving;
    if (screen.live()) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax(moving.rows())
              .setUpdateIntervalMillis(REDRAWN_EVERY)
              .setConsumer(line)
              .setRenderer((state, width) -> moving.text(width))
              .build();
    }
  }

  private void move(TrainingEvent.BatchEnded batch) {
    progress.move(batch);
    if (bar != null) {
      bar.stepTo(progress.done());
    } else if (progress.validating()) {
      phase = screen.phase("validating");
    } else if (progress.elapsed() - printed > PRINTED_EVERY) {
      printed = progress.elapsed();
      screen.err().println(progress.words());
      screen.err().flush();
    }
  }

  private void row(TrainingEvent.EpochEnded epoch) {
    line.erase();
    progress.end(epoch);
    tokens += epoch.tokens();
    epochs.add(epoch);
    screen.line(
        "%5d  %10s  %10s  %s  %10s  %s",
        epoch.epoch(),
        loss(epoch.trainLoss()),
        loss(epoch.validLoss()),
        NumberText.right(epoch.validHeadline().text(), title.length()),
        Pace.time(epoch.seconds()),
        note(epoch));
  }

  /// A loss, in ten characters even if training has gone far wrong.
  private static String loss(double loss) {
    return NumberText.text(loss < 100_000 ? "%.4f" : "%.3e", loss);
  }

  /// Such as `best`, and the share of the epoch that was spent waiting, if it is notable.
  private String note(TrainingEvent.EpochEnded epoch) {
    String note =
        epoch.best()
            ? "best"
            : epoch.back()
                ? "back"
                : new LossCurve(epochs).overfits(epochs.size()) ? "overfits" : "";
    double share = epoch.secondsWaiting() / epoch.seconds();
    if (epoch.secondsWaiting() < LEAST_WAITING || share < LEAST_SHARE) {
      return note;
    }
    waited = true;
    return (note.isEmpty() ? "" : note + ", ") + NumberText.text("waited %.0f %%", 100 * share);
  }

  private void end(TrainingEvent.Ended finished) {
    close();
    screen.line("");
    screen.paragraph(
        "",
        NumberText.text(
            "%s %s (%,d tokens/s). The weights of epoch %d, where %s, are kept.",
            finished.stopped() ? "Stopped; trained for" : "Trained for",
            Pace.time(finished.seconds()),
            Math.round(tokens / Math.max(finished.seconds(), 1e-9)),
            finished.bestEpoch(),
            finished.kept()));
    if (epochs.stream().anyMatch(TrainingEvent.EpochEnded::back)) {
      screen.paragraph(
          "",
          "\"back\": training went on from the best epoch's weights, with half the learning rate.");
    }
    if (waited) {
      screen.paragraph(
          "", "\"waited\" is the share of an epoch's time spent waiting for its next batch.");
    }
  }

  private void endPhase() {
    if (phase != null) {
      phase.close();
      phase = null;
    }
  }

  @Override
  public void close() {
    endPhase();
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
