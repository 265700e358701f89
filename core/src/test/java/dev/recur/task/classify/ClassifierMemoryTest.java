package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.settings.Settings;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The estimated memory against what is really taken, and what is refused because of it.
class ClassifierMemoryTest {
  private static final int ROWS = 24;
  private static final int VOCAB = 400;
  private static final int CLASSES = 3;

  /// Texts of 20 to 135 words.
  private static EncodedDataset texts() {
    List<List<String>> rows = new ArrayList<>();
    Seed random = Seed.of(1);
    for (int i = 0; i < ROWS; i++) {
      List<String> words = new ArrayList<>();
      for (int j = 0; j < 20 + 5 * i; j++) {
        words.add("w" + (int) (VOCAB * random.split(i).uniform(j)));
      }
      rows.add(List.of(String.join(" ", words), "l" + i % CLASSES));
    }
    Field text = Field.text().build();
    Dataset data = Dataset.of(ClassifyJob.columns("text", "label"), rows).with("text", text);
    FittedField field = text.buildVocab(data);
    return data.encode(field, ((LabelField) data.columns().recipe("label")).buildVocab(data));
  }

  private static NetworkSettings network(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("hidden", "32", "embedding", "20"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(NetworkSettings.class, values);
  }

  private static FitSettings fit(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(FitSettings.class, values).resolved(100_000);
  }

  private static ClassifierMemory need(int[] lengths, NetworkSettings network, FitSettings fit) {
    var data = new ClassifierMemory.Data(0, lengths, 100, 1000, 2, 0);
    return new ClassifierMemory(data, settings(network, fit), 2);
  }

  private static ClassifySettings settings(NetworkSettings network, FitSettings fit) {
    return new ClassifySettings(Sentences.text(), network, fit, Sentences.labels(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "rnn, 1, false, max, 0.5",
    "lstm, 1, true, max, 0.5",
    "gru, 1, true, max, 0.5",
    "rnn, 2, true, last, 0.5",
    "lstm, 2, false, mean, 0.5",
    "gru, 2, true, attention, 0.5",
    "lstm, 3, true, max, 0.5",
    "rnn, 1, true, max, 0",
    "lstm, 1, false, attention, 0",
    "gru, 2, true, max, 0",
  })
  void what_a_batch_is_said_to_take_is_what_it_takes(
      String cell, String layers, String both, String pool, String dropout) {
    NetworkSettings network =
        network(
            "cell",
            cell,
            "layers",
            layers,
            "bidirectional",
            both,
            "pool",
            pool,
            "dropout",
            dropout);
    EncodedDataset texts = texts();
    int vocab = ((FittedField) texts.field("text")).vocab().size();
    BatchMemory foretold = new BatchMemory(network, vocab, CLASSES, false);
    Embedding embedding =
        new Embedding(EmbeddingOptions.of(vocab, network.embedding().orElseThrow()), Seed.of(2));
    ClassifierNetwork model = new ClassifierNetwork(network, 0, embedding, CLASSES, Seed.of(3));
    var batch = new BatchIterator(texts, ROWS, Device.cpu()).epoch(0).batch(0);
    double tokens = (double) batch.tokens().total();
    try (Workers workers = new Workers(2)) {
      Tape tape = new Tape(workers);
      tape.backward(model.loss(tape, batch, Seed.of(4)));
      assertAbout(tape.arena().capacity(), foretold.training(tokens, ROWS), "training");
      Tape inference = Tape.inference(workers);
      model.logProbabilities(inference, batch.tokens());
      assertAbout(inference.arena().capacity(), foretold.evaluation(tokens, ROWS, 2), "evaluation");
    }
    assertAboutOnDevice(model, batch, foretold);
    long all = model.parameters().values().stream().mapToLong(p -> p.count()).sum();
    assertEquals((double) all, foretold.embeddingWeights() + foretold.otherWeights(), "weights");
  }

  private static void assertAboutOnDevice(
      ClassifierNetwork model, Batch batch, BatchMemory foretold) {
    double tokens = (double) batch.tokens().total();
    double table = foretold.embeddingWeights();
    double weights = 2 * table + 3 * foretold.otherWeights(); // values, gradients, transposes
    HostAccelerator device = new HostAccelerator();
    try (Workers workers = Workers.on(device, 1)) {
      Tape tape = new Tape(workers);
      tape.backward(model.loss(tape, batch, Seed.of(4)));
      double training = foretold.trainingOnDevice(tokens, ROWS) + weights;
      assertAbout(device.most() / Float.BYTES, training, "training on a device");
      tape.reset();
    }
    HostAccelerator other = new HostAccelerator();
    try (Workers workers = Workers.on(other, 1)) {
      model.logProbabilities(Tape.inference(workers), batch.tokens());
      double evaluation =
          foretold.evaluationOnDevice(tokens, ROWS) + table + 2 * foretold.otherWeights();
      assertAbout(other.most() / Float.BYTES, evaluation, "evaluation on a device");
    }
  }

  /// An arena rounds up, and memory that a layer returns early may be reused for something smaller.
  private static void assertAbout(long taken, double foretold, String what) {
    assertTrue(
        foretold > 0.92 * (double) taken && foretold < 1.1 * (double) taken,
        "%s: %.0f floats foretold, %d taken".formatted(what, foretold, taken));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden", "layers", "embedding"})
  void a_larger_network_needs_more(String size) {
    int[] lengths = {5, 9, 100};
    double small = need(lengths, network(size, "16"), fit()).resident();
    assertTrue(need(lengths, network(size, "32"), fit()).resident() > small);
  }

  @Test
  void longer_texts_larger_batches_a_memory_of_gradients_and_an_average_need_more() {
    double short5 = need(new int[] {5, 5, 5}, network(), fit()).resident();
    double long50 = need(new int[] {5, 5, 50}, network(), fit()).resident();
    double one = need(new int[] {5, 5, 50}, network(), fit("batchSize", "1")).resident();
    double sgd = need(new int[] {5, 5, 50}, network(), fit("optimizer", "sgd")).resident();
    double raw = need(new int[] {5, 5, 50}, network(), fit("average", "false")).resident();
    assertTrue(short5 < long50 && one < long50 && sgd < long50 && raw < long50);
  }

  @Test
  void a_smaller_batch_that_fits_is_named() {
    int[] lengths = new int[500];
    Arrays.fill(lengths, 400);
    ClassifierMemory need = need(lengths, network("hidden", "256"), fit("batchSize", "128"));
    need.require((long) need.heap(128));
    need.require((long) (0.9 * need.heap(128))); // nobody knows so exactly
    long limit = (long) (0.5 * need.heap(128));
    var e = assertThrows(IllegalArgumentException.class, () -> need.require(limit));
    String sentence = String.valueOf(e.getMessage());
    int fits = Integer.parseInt(sentence.replaceAll(".*batchSize=(\\d+) would fit.*", "$1"));
    assertTrue(need.heap(fits) <= 0.8 * limit && need.heap(fits + 1) > 0.8 * limit, e.getMessage());
  }

  @Test
  void a_smaller_batch_that_fits_into_a_device_is_named() {
    int[] lengths = new int[500];
    Arrays.fill(lengths, 400);
    ClassifierMemory need = need(lengths, network("hidden", "256"), fit("batchSize", "128"));
    need.requireOn(device(need.onDevice(128)));
    double limit = 0.7 * need.onDevice(128);
    var e = assertThrows(IllegalArgumentException.class, () -> need.requireOn(device(limit)));
    String sentence = String.valueOf(e.getMessage());
    assertTrue(sentence.contains(" of memory on cuda:0, which has only "), sentence);
    int fits = Integer.parseInt(sentence.replaceAll(".*batchSize=(\\d+) would fit.*", "$1"));
    assertTrue(
        need.onDevice(fits) <= 0.8 * limit && need.onDevice(fits + 1) > 0.8 * limit, sentence);
  }

  private static AcceleratorInfo device(double memory) {
    return new AcceleratorInfo("cuda:0", "Some GPU", "1.0", (long) memory, true);
  }

  @Test
  void where_only_the_n_grams_do_not_fit_the_network_alone_is_named() {
    int[] lengths = new int[10_000];
    Arrays.fill(lengths, 5);
    var data = new ClassifierMemory.Data(0, lengths, 1_000, 1_000, 2_000, 250_000);
    ClassifierMemory need = new ClassifierMemory(data, settings(network(), fit()), 2);
    long limit = (long) (0.5 * need.heap(1));
    var e = assertThrows(IllegalArgumentException.class, () -> need.require(limit));
    assertTrue(
        String.valueOf(e.getMessage()).contains(": experts=none would fit (or give Java"),
        e.getMessage());
  }

  @Test
  void a_network_that_fits_with_no_batch_is_refused_before_a_text_is_looked_at() {
    Dataset none = Dataset.of(ClassifyJob.columns("text", "label"), List.of());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Sentences.trained(
                    new ClassifyJob(1_600_000_000),
                    none,
                    none,
                    settings(network("layers", "1000000", "hidden", "128"), fit()),
                    Workers.single(),
                    event -> {}));
    assertTrue(
        String.valueOf(e.getMessage())
            .matches(
                "training needs about [\\d,]+ GB of memory, but Java may use only 1.6 GB: not even"
                    + " batchSize=1 would fit \\(reduce layers, hidden or maxLength\\)"),
        e.getMessage());
  }

  @Test
  void many_long_texts_are_evaluated_fewer_at_a_time() {
    assertEquals(256, ClassifierNetwork.evaluationRows(20_000, 1_000));
    assertEquals(64, ClassifierNetwork.evaluationRows(512_000, 1_000));
    assertEquals(1, ClassifierNetwork.evaluationRows(1_000_000, 1));
  }

  @Test
  void the_need_is_noted_before_training_begins() {
    List<String> notes = new ArrayList<>();
    Sentences.train(Sentences.text(), 8, notes);
    assertTrue(
        notes.stream().anyMatch(note -> note.matches("(memory: )?about 1[2-5]0 MB")),
        notes.toString());
  }
}
