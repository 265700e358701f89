package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.data.Batch;
import dev.recur.data.EncodedDataset;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The estimated memory of a tagger against what is really taken, and what is refused because of
/// it.
class TaggerMemoryTest {
  private static final int SENTENCES = 24;
  private static final int VOCAB = 300;

  /// Sentences of 5 to 51 words of 1 to 12 letters, about half of them distinct.
  private static List<Sentence> sentences() {
    List<Sentence> all = new ArrayList<>();
    for (int i = 0; i < SENTENCES; i++) {
      Seed random = Seed.of(1).split(i);
      List<String> words = new ArrayList<>();
      List<String> tags = new ArrayList<>();
      for (int j = 0; j < 5 + 2 * i; j++) {
        words.add(word(Seed.of(2).split((int) (VOCAB * random.split(1).uniform(j)))));
        tags.add("T" + (int) (12 * random.uniform(j)));
      }
      all.add(new Sentence(words, tags));
    }
    return all;
  }

  private static String word(Seed seed) {
    StringBuilder word = new StringBuilder();
    for (int k = 0; k < 1 + 12 * seed.uniform(0); k++) {
      word.append((char) ('a' + (int) (26 * seed.uniform(k))));
    }
    return word.toString();
  }

  private static TagSettings settings(
      String cell, String layers, String both, String chars, String crf, String dropout) {
    TagSettings given =
        SmallLanguage.settings(
            "cell",
            cell,
            "layers",
            layers,
            "bidirectional",
            both,
            "chars",
            chars,
            "crf",
            crf,
            "dropout",
            dropout,
            "hidden",
            "32",
            "embedding",
            "20",
            "charEmbedding",
            "10",
            "charHidden",
            "16",
            "batchSize",
            "24",
            "minFreq",
            "1");
    return new TagSettings(
        given.text(), given.network().with(20, crf.equals("true")), given.fit(), given.tags());
  }

  private record Trial(TaggerNetwork network, Batch batch, WordBatchMemory estimate) {}

  private static Trial trial(TagSettings settings) {
    TagFields fields = TagFields.fit(sentences(), settings.text(), Scheme.NONE, Workers.single());
    EncodedDataset rows = fields.encode(sentences(), Workers.single());
    boolean read = settings.text().chars() != WordSettings.CharacterKind.NONE;
    int letters = fields.letters().vocab().size();
    WordBatchMemory estimate =
        new WordBatchMemory(
            settings.network(), read, fields.vectors(), letters, fields.tags().size(), false);
    Embedding embedding = new Embedding(EmbeddingOptions.of(fields.vectors(), 20), Seed.of(2));
    TaggerNetwork network = new TaggerNetwork(fields, settings.network(), 0, embedding, Seed.of(3));
    int[] all = IntStream.range(0, SENTENCES).toArray();
    return new Trial(network, rows.batch(Device.cpu(), all), estimate);
  }

  private static LongestSentences longest(Trial trial) {
    TagFields fields = trial.network.fields();
    return LongestSentences.of(fields.encode(sentences(), Workers.single()), fields.endOfWord());
  }

  @ParameterizedTest
  @CsvSource({
    "lstm, 1, true, bilstm, false, 0.5",
    "gru, 1, true, bilstm, true, 0.5",
    "rnn, 2, true, bilstm, false, 0.5",
    "lstm, 2, false, none, true, 0.5",
    "gru, 3, true, bilstm, true, 0",
    "lstm, 1, true, none, false, 0",
    "rnn, 1, false, bilstm, true, 0",
    "gru, 2, true, none, false, 0",
  })
  void what_a_batch_is_said_to_take_is_what_it_takes(
      String cell, String layers, String both, String chars, String crf, String dropout) {
    Trial trial = trial(settings(cell, layers, both, chars, crf, dropout));
    LongestSentences.Size size = longest(trial).of(SENTENCES);
    WordBatchMemory estimate = trial.estimate;
    double chains = estimate.chains(size.words()); // which are in no arena
    try (Workers workers = new Workers(2)) {
      Tape tape = new Tape(workers);
      tape.backward(trial.network.loss(tape, trial.batch, Seed.of(4)));
      assertAbout(tape.arena().capacity(), estimate.training(size) - chains, "training");
      Tape inference = Tape.inference(workers);
      answer(trial, inference);
      assertAbout(
          inference.arena().capacity(), estimate.evaluation(size, 2) - chains, "evaluation");
    }
    assertAboutOnDevice(trial, size);
    long all = trial.network.parameters().values().stream().mapToLong(p -> p.count()).sum();
    assertEquals((double) all, estimate.embeddingWeights() + estimate.otherWeights(), "weights");
  }

  private static void answer(Trial trial, Tape tape) {
    TaggerNetwork network = trial.network;
    WordBatch words =
        network.words(trial.batch.tokens(TagFields.WORDS), trial.batch.tokens(TagFields.LETTERS));
    int[][] gold = new int[SENTENCES][];
    for (int b = 0; b < SENTENCES; b++) {
      gold[b] = trial.batch.tokens(TagFields.TAGS).row(b);
    }
    network.decoder().answer(network.scores(tape, words), gold);
  }

  private static void assertAboutOnDevice(Trial trial, LongestSentences.Size size) {
    WordBatchMemory estimate = trial.estimate;
    double table = estimate.embeddingWeights();
    double weights = 2 * table + 3 * estimate.otherWeights(); // values, gradients, transposes
    HostAccelerator device = new HostAccelerator();
    try (Workers workers = Workers.on(device, 1)) {
      Tape tape = new Tape(workers);
      tape.backward(trial.network.loss(tape, trial.batch, Seed.of(4)));
      double training = estimate.trainingOnDevice(size) + weights;
      assertAbout(device.most() / Float.BYTES, training, "training on a device");
      tape.reset();
    }
    HostAccelerator other = new HostAccelerator();
    try (Workers workers = Workers.on(other, 1)) {
      answer(trial, Tape.inference(workers));
      double evaluation = estimate.evaluationOnDevice(size) + table + 2 * estimate.otherWeights();
      assertAbout(other.most() / Float.BYTES, evaluation, "evaluation on a device");
    }
  }

  /// An arena rounds up, and memory that a layer returns early may be reused for something smaller.
  private static void assertAbout(long taken, double estimate, String what) {
    assertTrue(
        estimate > 0.92 * (double) taken && estimate < 1.1 * (double) taken,
        "%s: %.0f floats estimate, %d taken".formatted(what, estimate, taken));
  }

  @Test
  void equal_words_are_read_once_however_many_sentences_have_them() {
    TagFields fields =
        TagFields.fit(
            List.of(sentence("a", "bb", "a"), sentence("bb", "ccc"), sentence("a")),
            SmallLanguage.settings().text(),
            Scheme.NONE,
            Workers.single());
    EncodedDataset rows =
        fields.encode(
            List.of(sentence("a", "bb", "a"), sentence("bb", "ccc"), sentence("a")),
            Workers.single());
    LongestSentences longest = LongestSentences.of(rows, fields.endOfWord());
    assertEquals(new LongestSentences.Size(1, 3, 2, 3, 7), longest.of(1));
    assertEquals(new LongestSentences.Size(3, 6, 3, 6, 16), longest.of(99));
    assertEquals(longest.of(2), longest.within(19));
    assertEquals(longest.of(1), longest.within(3)); // alone, although it is longer
  }

  private static Sentence sentence(String... words) {
    return new Sentence(List.of(words), List.of(words).stream().map(word -> "T").toList());
  }

  @Test
  void a_smaller_batch_that_fits_is_named() {
    TagSettings settings = settings("lstm", "1", "true", "bilstm", "true", "0.5");
    Trial trial = trial(settings);
    LongestSentences longest = longest(trial);
    TaggerMemory need =
        new TaggerMemory(new TaggerMemory.Data(0, longest, 300, 300, 30, 12), settings, 2);
    double limit = 0.7 * need.onDevice(SENTENCES);
    AcceleratorInfo device = new AcceleratorInfo("cuda:0", "Some GPU", "1.0", (long) limit, true);
    var e = assertThrows(IllegalArgumentException.class, () -> need.requireOn(device));
    String sentence = String.valueOf(e.getMessage());
    int fits = Integer.parseInt(sentence.replaceAll(".*batchSize=(\\d+) would fit.*", "$1"));
    assertTrue(need.onDevice(fits) <= 0.8 * limit, sentence);
    assertTrue(need.onDevice(fits + 1) > 0.8 * limit, sentence);
    assertTrue(need.heap(fits) < need.heap(fits + 1), sentence);
  }

  @Test
  void a_tagger_that_does_not_fit_is_refused_before_training_and_another_is_estimated() {
    Parts parts = SmallLanguage.parts(40, true);
    List<String> notes = new ArrayList<>();
    Context context =
        new Context(
            Settings.create(ComputeSettings.class, Map.of("threads", "1")),
            Workers.single(),
            List.of(),
            event -> notes.add(event.toString()));
    new TagJob().prepare(parts, SmallLanguage.settings(), context);
    assertTrue(
        notes.stream().anyMatch(note -> note.matches(".*memory.*about 1[2-3]0 MB.*")),
        notes.toString());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TagJob(20_000_000)
                    .prepare(parts, SmallLanguage.settings("hidden", "900"), context));
    assertTrue(
        String.valueOf(e.getMessage())
            .matches(
                "training needs about \\d+ MB of memory, but Java may use only 20 MB: not even"
                    + " batchSize=1 would fit \\(reduce hidden or charHidden\\)"),
        e.getMessage());
  }

  @Test
  void a_tagger_that_does_not_fit_into_a_device_is_refused_before_training() {
    Parts parts = SmallLanguage.parts(160, true);
    try (Workers workers = Workers.on(new HostAccelerator(1_200_000), 1)) {
      TagSettings settings = SmallLanguage.settings("batchSize", "160");
      Context context = SmallLanguage.context(workers);
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> new TagJob().prepare(parts, settings, context));
      assertTrue(
          String.valueOf(e.getMessage())
              .matches(
                  "training needs about \\d MB of memory on host:0, which has only 1 MB:"
                      + " batchSize=\\d+ would fit"),
          e.getMessage());
    }
  }
}
