package dev.recur.pages;

import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.LessonOptions;
import dev.recur.lesson.RecallResult;
import dev.recur.lesson.VanishingLesson;
import dev.recur.tensor.Workers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// What the documentation of [VanishingPicture] and [VanishingText] shows.
final class LessonExample {
  private static final int HIDDEN = 4;

  private LessonExample() {}

  /// The lesson in miniature: networks of four units that are trained for one step.
  private static LessonOptions small() {
    return new LessonOptions().withHidden(HIDDEN).withMaxUpdates(1);
  }

  static String picture() {
    LessonOptions options = small();
    // @start region="picture"
    VanishingLesson lesson = new VanishingLesson(options, Workers.single());
    List<RecallResult> results =
        List.of(lesson.recall(LessonNetwork.RNN, 10), lesson.recall(LessonNetwork.LSTM, 10));
    String svg = VanishingPicture.of(results).svg();
    // @end
    return svg;
  }

  static String text() {
    StringWriter out = new StringWriter();
    LessonOptions options = small();
    // @start region="text"
    VanishingLesson lesson = new VanishingLesson(options, Workers.single());
    VanishingText page = new VanishingText(new PrintWriter(out));
    page.begin(options);
    page.head(10);
    page.row(lesson.recall(LessonNetwork.GRU, 10));
    // @end
    return out.toString();
  }
}
