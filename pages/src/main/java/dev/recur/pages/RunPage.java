package dev.recur.pages;

import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The report of a run as a page: how good the model is and beside what, how training went, where
/// the model errs, and everything that repeats the run. It is one file of HTML without scripts,
/// which loads nothing from elsewhere.
///
/// {@snippet class="RunPageExample" region="page"}
///
/// It listens to the run, and draws the page of its result. Numbers are those of
/// [dev.recur.run.Report#details].
public final class RunPage implements Consumer<RunEvent> {
  private final List<EpochEnded> epochs = new ArrayList<>();
  private final String title;
  private final boolean texts;

  /// A page that shows some rows of the data with the model's answers.
  ///
  /// @param title the title of the page, such as the name of the model file
  public RunPage(String title) {
    this(title, true);
  }

  private RunPage(String title, boolean texts) {
    this.title = title;
    this.texts = texts;
  }

  /// A page without rows of the data, for readers who must not see them.
  public RunPage withoutTexts() {
    return new RunPage(title, false);
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.FoldBegan) {
      epochs.clear(); // the page is about the last network, which is kept
    } else if (event instanceof RunEvent.InTraining(int _, EpochEnded epoch)) {
      epochs.add(epoch);
    }
  }

  /// Draws the page.
  ///
  /// @param finished the result of the run
  /// @return the page, to be written as UTF-8
  public String html(Finished<?> finished) {
    return new RunDrawing(title, finished, List.copyOf(epochs), texts).html();
  }
}
