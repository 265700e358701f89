package dev.recur.pages;

import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the documentation of [RunPage] shows.
final class RunPageExample {
  private RunPageExample() {}

  /// A table of texts with two labels.
  static byte[] table(int rows) {
    StringBuilder table = new StringBuilder("text,desk\n");
    for (int i = 0; i < rows; i++) {
      String text = i % 2 == 0 ? "my <password> does not work" : "please refund my order";
      table.append(
          String.format(Locale.ROOT, "%s %d,%s\n", text, i * 7 % 50, i % 2 == 0 ? "IT" : "sales"));
    }
    return table.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String page(Map<String, String> words) throws IOException {
    Sources uploads = Sources.of(Map.of("desks.csv", table(120)));
    RunPlan plan = RunPlan.of("classify", "desks.csv", words);
    // @start region="page"
    RunPage page = new RunPage("desks.recur"); // withoutTexts() shows no rows of the data
    var finished = Runs.run(plan, uploads, List.of(), page);
    String html = page.html(finished); // to be written beside the model
    // @end
    return html;
  }

  static String pageWithoutTexts(Map<String, String> words) throws IOException {
    RunPage page = new RunPage("desks.recur").withoutTexts();
    Sources uploads = Sources.of(Map.of("desks.csv", table(120)));
    return page.html(
        Runs.run(RunPlan.of("classify", "desks.csv", words), uploads, List.of(), page));
  }
}
