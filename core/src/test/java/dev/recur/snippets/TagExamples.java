package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.run.Jobs;
import dev.recur.settings.Settings;
import dev.recur.task.Job;
import dev.recur.task.tag.TagJob;
import dev.recur.task.tag.TagLabelSettings;
import dev.recur.task.tag.TagSettings;
import dev.recur.task.tag.Tagged;
import dev.recur.task.tag.Tagger;
import dev.recur.task.tag.TaggerExample;
import dev.recur.task.tag.TaggerSettings;
import dev.recur.task.tag.WordSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the documentation of [dev.recur.task.tag] shows.
final class TagExamples {
  private TagExamples() {}

  static void settings() {
    // @start region="settings"
    TagSettings settings =
        Settings.create(TagSettings.class, Map.of("hidden", "100", "scheme", "bioes"));
    WordSettings words = settings.text();
    TaggerSettings network = settings.network(); // with 100 hidden units
    TagLabelSettings tags = settings.tags();
    // @end
    assertEquals(2, words.minFreq());
    assertEquals(100, network.hidden());
    assertEquals(TagLabelSettings.SchemeKind.BIOES, tags.scheme());
  }

  static void job() {
    // @start region="job"
    Job<TagSettings> job = new TagJob(); // recur train tag FILE
    // @end
    assertEquals(Jobs.named("tag").help(), job.help());
  }

  static void tagger() throws IOException {
    Path file = Files.createTempFile("tagger", ".recur");
    TaggerExample.tagger().save(file);
    // @start region="tagger"
    Tagger tagger = Tagger.load(file);
    List<String> tags = tagger.tag(List.of("the", "dog", "sees", "Anna")).tags(); // O O O B-PER
    // @end
    assertEquals(List.of("O", "O", "O", "B-PER"), tags);
    Files.delete(file);
  }

  static void tagged() {
    Tagger tagger = TaggerExample.tagger();
    // @start region="tagged"
    String text = "the dog sees Anna Kim.";
    Tagged answer = tagger.tag(text);
    for (Tagged.Entity span : answer.spans()) {
      String name = text.substring(span.start(), span.end()); // Anna Kim
      System.out.printf("%s is a %s, %.2f%n", name, span.type(), span.probability());
    }
    // @end
    assertEquals("Anna Kim", answer.spans().getFirst().text());
  }
}
