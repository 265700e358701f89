package dev.recur.pages;

import dev.recur.inspect.Lens;
import dev.recur.inspect.TextView;
import dev.recur.task.classify.Classifier;
import dev.recur.tensor.Workers;

/// What the documentation of [LensPage] shows.
final class LensPageExample {
  private LensPageExample() {}

  static String page(Classifier model) {
    // @start region="page"
    TextView view = new Lens(model, Workers.single()).look("my password does not work");
    String html = LensPage.html("desks.recur", view); // to be written as UTF-8
    // @end
    return html;
  }
}
