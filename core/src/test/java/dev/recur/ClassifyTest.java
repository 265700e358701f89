package dev.recur;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.task.CellKind;
import dev.recur.task.Model;
import dev.recur.task.OptimizerKind;
import dev.recur.task.ScheduleKind;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.ExpertKind;
import dev.recur.task.classify.Monitor;
import dev.recur.task.classify.SamplerKind;
import dev.recur.task.text.PoolKind;
import dev.recur.tensor.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The typed settings of a classifier say the same as the words of a plan.
class ClassifyTest {
  @TempDir Path folder;

  @Test
  void every_method_sets_the_words_that_the_command_would_have() {
    Map<String, String> words = new TreeMap<>();
    put(
        words,
        s ->
            s.format(RunOptions.Format.TSV)
                .delimiter(';')
                .quote('\'')
                .header(false)
                .encoding("cp949")
                .valid(0.2)
                .test(Path.of("t.csv"))
                .optimizer(OptimizerKind.ADAMW)
                .lr(1e-3)
                .schedule(ScheduleKind.CONSTANT)
                .average(false)
                .clip(2)
                .weightDecay(0.01)
                .truncate(0)
                .epochs(3)
                .batchSize(16)
                .patience(0)
                .target(0.9)
                .stopAfter(2)
                .minutes(1.5)
                .seed(7)
                .threads(1)
                .device(Device.cpu()));
    put(
        words,
        s ->
            s.text("title", "body")
                .label("queue")
                .tokenizer("characters")
                .pieces(200)
                .lower(false)
                .normalize(false)
                .maxSize(1000)
                .minFreq(1)
                .maxLength(40)
                .vectors(Path.of("v.vec"))
                .freezeVectors(true)
                .cell(CellKind.LSTM)
                .layers(2)
                .hidden(32)
                .embedding(16)
                .bidirectional(false)
                .pool(PoolKind.ATTENTION)
                .dropout(0)
                .classWeights("balanced")
                .sampler(SamplerKind.SHUFFLED)
                .experts(ExpertKind.NONE)
                .monitor(Monitor.MACRO_F1)
                .minConfidence(0.5));
    assertEquals(
        "{average=false, batchSize=16, bidirectional=false, cell=lstm, classWeights=balanced, clip=2,"
            + " delimiter=;, device=cpu, dropout=0, embedding=16, encoding=cp949, epochs=3,"
            + " experts=none, format=tsv, freezeVectors=true, header=false, hidden=32, label=queue, layers=2,"
            + " lower=false, lr=0.001, maxLength=40, maxSize=1000, minConfidence=0.5, minFreq=1, minutes=1.5,"
            + " monitor=macro-f1, normalize=false, optimizer=adamw, patience=0, pieces=200,"
            + " pool=attention, quote=', sampler=shuffled, schedule=constant, seed=7, stopAfter=2,"
            + " target=0.9, test=./t.csv, text=title,body, threads=1, tokenizer=characters, truncate=0, valid=0.2, vectors=./v.vec,"
            + " weightDecay=0.01}",
        words.toString());
    assertDoesNotThrow(() -> Runs.check(RunPlan.of("classify", "x.csv", words)));
    assertEquals(
        "{classWeights=./w.tsv, quote=none, test=0.25, valid=./v.csv}",
        words(s -> s.noQuote().valid(Path.of("v.csv")).test(0.25).classWeights(Path.of("w.tsv"))));
    assertEquals("{init=./m.recur}", words(s -> s.init(Path.of("m.recur"))));
    assertEquals("{folds=10}", words(s -> s.folds(10)));
  }

  private static void put(Map<String, String> words, Consumer<ClassifyOptions> settings) {
    RunPlan plan = Classify.plan("x.csv", settings);
    words.putAll(plan.settings());
    words.putAll(plan.division());
    words.putAll(plan.data());
    words.remove("file");
  }

  private static String words(Consumer<ClassifyOptions> settings) {
    Map<String, String> words = new TreeMap<>();
    put(words, settings);
    return words.toString();
  }

  @Test
  void it_trains_what_a_plan_of_the_same_words_trains() throws IOException {
    Path csv = csv();
    List<String> events = new ArrayList<>();
    Finished<Classifier> typed =
        Classify.train(
            csv,
            s -> s.text("review").label("stars").hidden(8).embedding(8).epochs(2).threads(1),
            event -> events.add(event.getClass().getSimpleName()));
    Map<String, String> words = new LinkedHashMap<>();
    words.put("text", "review");
    words.put("label", "stars");
    words.putAll(Map.of("hidden", "8", "embedding", "8", "epochs", "2", "threads", "2"));
    Finished<Model> plan =
        Runs.run(
            RunPlan.of("classify", csv.toString(), words), Sources.files(), List.of(), event -> {});
    assertArrayEquals(bytes(plan.model()), bytes(typed.model()));
    assertTrue(events.contains("InTraining"), events::toString);
    assertTrue(
        typed.report().notes().stream().anyMatch(n -> n.toString().contains("training data")),
        typed.report().notes()::toString);
    assertTrue(
        plan.report().plan().with("monitor", Monitor.MACRO_F1).toJson().contains("macro-f1"));
    Path file = folder.resolve("model.recur");
    typed.model().save(file);
    typed.model().save(file); // replaces it
    assertArrayEquals(bytes(typed.model()), Files.readAllBytes(file));
  }

  private Path csv() throws IOException {
    Path csv = folder.resolve("reviews.csv");
    return Files.writeString(
        csv, "review,stars\n" + "a film to remember,5\na film to forget,1\n".repeat(30));
  }

  private static byte[] bytes(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.file().write(out);
    return out.toByteArray();
  }

  @Test
  void errors_name_settings_and_columns_as_the_caller_wrote_them() throws IOException {
    Path csv = csv();
    assertEquals("lr must be greater than 0, got 0", refused(csv, s -> s.lr(0)));
    assertEquals("batchSize must be at least 1, got 0", refused(csv, s -> s.batchSize(0)));
    assertTrue(refused(csv, s -> s.text("reviews")).contains("\"reviews\""));
    assertTrue(refused(csv, s -> s.folds(3).test(0.2)).startsWith("folds tests on each part"));
    assertThrows(NoSuchFileException.class, () -> Classify.train(folder.resolve("none.csv")));
    assertTrue(refused(csv, s -> s.vectors(folder.resolve("none.vec"))).startsWith("vectors"));
    assertEquals("text: expected at least one column, got none", refused(csv, s -> s.text()));
    assertEquals(
        "text: expected different columns, got \"review\" twice",
        refused(csv, s -> s.text("review", "review")));
    assertEquals(
        "text: a column with a comma in its name cannot be one of several, got \"a, b\"",
        refused(csv, s -> s.text("a, b", "c")));
    SequencedMap<String, String> none = new LinkedHashMap<>();
    RunPlan other = new RunPlan("tag", none, none, none);
    assertEquals(
        "expected a plan of the job \"classify\", got one of \"tag\"",
        assertThrows(
                IllegalArgumentException.class,
                () -> Classify.run(other, Sources.files(), List.of(), event -> {}))
            .getMessage());
  }

  private static String refused(Path csv, Consumer<ClassifyOptions> settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Classify.train(csv, settings))
            .getMessage());
  }
}
