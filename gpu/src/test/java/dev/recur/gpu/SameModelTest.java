package dev.recur.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.Accelerators;
import dev.recur.run.Checkpoint;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.TrainingEvent;
import dev.recur.tune.TuneSettings;
import dev.recur.tune.Tuning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model that was trained on a device is the file that the processor makes of the same data.
class SameModelTest {
  private static final String FILE = "reviews.csv";
  private static final Map<String, String> SMALL =
      Map.of("hidden", "8", "embedding", "6", "epochs", "2", "batchSize", "8", "experts", "none");

  @TempDir Path folder;

  @BeforeEach
  void there_is_a_device() {
    try {
      Accelerators.require("opencl", 0);
    } catch (AcceleratorException e) {
      NvrtcTest.skip("there is no OpenCL device here");
    }
  }

  private static Sources reviews() {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 60; i++) {
      table.append(i % 2 == 0 ? "a good film " : "a bad one ").append("really ".repeat(i % 7));
      table.append(i).append(i % 2 == 0 ? ",up\n" : ",down\n");
    }
    return Sources.of(Map.of(FILE, table.toString().getBytes(UTF_8)));
  }

  private static Sources names() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append("Anna B-PER\nsees O\n").append(i % 2 == 0 ? "Paris B-LOC\n" : "Kim B-PER\n");
      lines.append(i % 3 == 0 ? "today O\n\n" : "\n");
    }
    return Sources.of(Map.of("names.conll", lines.toString().getBytes(UTF_8)));
  }

  private static RunPlan plan(String job, String file, String device, String more) {
    Map<String, String> words = new LinkedHashMap<>(SMALL);
    if (job.equals("tag")) {
      words.remove("experts");
      words.remove("batchSize");
    }
    for (String setting : more.split(" +", -1)) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        words.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    words.put("device", device);
    return RunPlan.of(job, file, words);
  }

  private static Finished<Model> run(RunPlan plan, Sources sources) throws IOException {
    return Runs.run(plan, sources, List.of(), event -> {});
  }

  private static byte[] bytes(Finished<Model> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.model().file().write(bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "cell=rnn",
    "cell=lstm layers=2 bidirectional=true pool=mean",
    "cell=gru layers=2 dropout=0.3 pool=attention optimizer=adamw weightDecay=0.01",
    "cell=gru bidirectional=true pool=last optimizer=sgd lr=0.1",
    "cell=lstm pool=max optimizer=rmsprop clip=0.01",
    "cell=rnn optimizer=adagrad bidirectional=false truncate=3 average=true",
    "cell=lstm optimizer=adadelta classWeights=balanced",
  })
  void classifiers_are_the_same_file(String settings) throws IOException {
    byte[] cpu = bytes(run(plan("classify", FILE, "cpu", settings), reviews()));
    byte[] device = bytes(run(plan("classify", FILE, "opencl", settings), reviews()));
    assertArrayEquals(cpu, device, settings);
  }

  @Test
  void taggers_are_the_same_file_and_what_the_cpu_computed_is_named() throws IOException {
    List<RunEvent> events = new ArrayList<>();
    byte[] cpu = bytes(run(plan("tag", "names.conll", "cpu", ""), names()));
    Finished<Model> device =
        Runs.run(plan("tag", "names.conll", "opencl", ""), names(), List.of(), events::add);
    assertArrayEquals(cpu, bytes(device));
    assertTrue(
        events.stream()
            .map(SameModelTest::noted)
            .anyMatch(noted -> noted.startsWith("on CPU: ") && noted.contains("Crf")));
    assertTrue(events.stream().map(SameModelTest::noted).anyMatch(n -> n.contains("bit for bit")));
  }

  private static String noted(RunEvent event) {
    return event instanceof RunEvent.InTraining training
            && training.event() instanceof TrainingEvent.Noted noted
        ? noted.about() + ": " + noted.sentence()
        : "";
  }

  /// What a search found of each network, but for the times.
  private static List<List<Object>> found(String device) throws IOException {
    RunPlan plan = plan("classify", FILE, device, "hidden=4,8 cell=rnn,gru lr=0.001..0.03");
    TuneSettings three = new TuneSettings(OptionalInt.of(3), 0);
    return Tuning.prepare(plan, three, reviews(), event -> {}).run(trial -> {}).trials().stream()
        .map(t -> List.<Object>of(t.number(), t.rung(), t.values(), t.monitored(), t.resampled()))
        .toList();
  }

  @Test
  void a_search_finds_the_same_networks() throws IOException {
    List<List<Object>> cpu = found("cpu");
    assertTrue(cpu.size() >= 3, cpu::toString);
    assertEquals(cpu, found("opencl"));
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Breaks off in the middle of the second epoch.
  private static final class Kill implements Policy {
    @Override
    public Verdict batchEnded(Progress now) {
      if (now.epoch() == 2 && now.batch() == 4) {
        throw new Killed();
      }
      return Verdict.GO_ON;
    }
  }

  @ParameterizedTest
  @CsvSource({"cpu, opencl", "opencl, cpu"})
  void a_run_goes_on_on_the_other_device(String first, String second) throws IOException {
    String settings = "cell=lstm dropout=0.2";
    byte[] whole = bytes(run(plan("classify", FILE, "cpu", settings), reviews()));
    CheckpointSettings saving =
        Settings.create(CheckpointSettings.class, Map.of("checkpointEvery", "1"));
    Path model = folder.resolve("m.recur");
    Checkpoints checkpoints = new Checkpoints(model, saving, Map.of("out", "m.recur"));
    try (checkpoints) {
      RunPlan plan = plan("classify", FILE, first, settings);
      assertThrows(
          Killed.class,
          () -> Runs.run(plan, reviews(), List.of(checkpoints, new Kill()), event -> {}));
    }
    Checkpoint newest = Checkpoint.read(checkpoints.newest().orElseThrow()).with("device", second);
    assertTrue(newest.place().startsWith("epoch "), newest.place());
    Finished<Model> resumed = Runs.resume(newest, reviews(), List.of(), event -> {});
    assertArrayEquals(whole, bytes(resumed));
  }
}
