package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.nn.Linear;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Learner;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Training that goes on from a model, with its labels, with others, and with fewer.
class StartingModelTest {
  private static final Dataset NEW = Sentences.rows(120, 5);
  private static final Dataset VALID = Sentences.rows(60, 6);

  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();

  /// Knows animals and plants, in words that occur twice.
  private Path before;

  private Classifier model;

  @BeforeEach
  void train_a_model() throws IOException {
    before = folder.resolve("before.recur");
    model = Divisions.train(known(Sentences.rows(180, 1), Sentences.rows(60, 2)), small());
    model.save(before);
  }

  private static String[] small(String... more) {
    List<String> words = new ArrayList<>(List.of("experts", "none", "cell", "lstm", "epochs", "6"));
    words.addAll(List.of("minFreq", "2", "maxLength", "5"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Parts known(Dataset train, Dataset valid) {
    return Divisions.files(without("thing", train), without("thing", valid));
  }

  private static Dataset without(String label, Dataset rows) {
    return Dataset.of(
        rows.columns(),
        Sentences.cells(rows).stream().filter(row -> !row.getLast().equals(label)).toList());
  }

  /// Settings as they are by default, with a model to start from.
  private ClassifySettings from(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>(Map.of("init", before.toString()));
    words.putAll(Map.of("batchSize", "16", "epochs", "1", "experts", "none"));
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(ClassifySettings.class, words);
  }

  private Context context(Workers workers) {
    return new Context(
        Settings.create(ComputeSettings.class, Map.of()),
        workers,
        List.of(),
        event -> {
          if (event instanceof TrainingEvent.Noted noted) {
            notes.add(noted.about() + ": " + noted.sentence());
          }
        });
  }

  private Learner learner(Parts parts, String... settings) {
    return new ClassifyJob().prepare(parts, from(settings), context(Workers.single()));
  }

  private Classifier trained(Parts parts, Workers workers, String... settings) {
    return (Classifier)
        Training.train(new ClassifyJob(), parts, from(settings), context(workers)).model();
  }

  private Classifier trained(Parts parts, String... settings) {
    return trained(parts, Workers.single(), settings);
  }

  @Test
  void before_the_first_step_the_loss_is_that_of_the_model() {
    Parts parts = known(NEW, VALID);
    Learner learner = learner(parts);
    double loss = learner.network().evaluate(learner.valid().epoch(0), Workers.single()).loss();
    assertEquals(model.score(parts.valid(), Workers.single()).loss(), loss);
    String said = "with a loss of " + String.format(Locale.ROOT, "%.4f", loss);
    assertTrue(notes.stream().anyMatch(note -> note.endsWith(said)), notes::toString);
  }

  @Test
  void known_labels_begin_with_the_weights_of_the_model_and_new_ones_with_those_of_the_seed() {
    SequencedMap<String, Parameter> begun =
        learner(Divisions.files(NEW, VALID)).network().parameters();
    for (Map.Entry<String, Parameter> entry : model.network().parameters().entrySet()) {
      float[] weights = entry.getValue().toArray();
      float[] own = Objects.requireNonNull(begun.get(entry.getKey())).toArray();
      assertArrayEquals(weights, Arrays.copyOf(own, weights.length), entry.getKey());
    }
    Linear fresh = new Linear(12, 3, Seed.of(1).split("linear"));
    for (String name : List.of("weight", "bias")) {
      float[] weights = Objects.requireNonNull(fresh.parameters().get(name)).toArray();
      float[] own = Objects.requireNonNull(begun.get("linear." + name)).toArray();
      int known = weights.length / 3 * 2;
      assertEquals(weights.length, own.length);
      assertArrayEquals(
          Arrays.copyOfRange(weights, known, weights.length),
          Arrays.copyOfRange(own, known, own.length));
    }
  }

  @Test
  void after_an_epoch_of_small_steps_the_model_still_answers_as_before() {
    Classifier after = trained(known(NEW, VALID), "lr", "1e-6");
    for (List<String> row : Sentences.cells(Sentences.rows(60, 9))) {
      assertEquals(
          model.predict(row.getFirst()).label(),
          after.predict(row.getFirst()).label(),
          row::getFirst);
    }
  }

  @Test
  void a_new_label_is_learnt_and_the_known_ones_keep_their_numbers() {
    Classifier after = trained(Divisions.files(NEW, VALID), "epochs", "12", "lr", "0.02");
    assertEquals(model.labels(), after.labels().subList(0, 2));
    assertEquals("thing", after.labels().get(2));
    double accuracy = after.score(VALID, Workers.single()).scores().accuracy();
    assertTrue(accuracy > 0.9, () -> "accuracy " + accuracy);
    assertTrue(notes.contains("labels: new to the model: thing"), notes::toString);
  }

  @Test
  void the_weights_have_the_same_bits_with_three_threads() throws IOException {
    byte[] one = Sentences.bytes(trained(Divisions.files(NEW, VALID)));
    try (Workers three = new Workers(3)) {
      assertArrayEquals(one, Sentences.bytes(trained(Divisions.files(NEW, VALID), three)));
    }
  }

  @Test
  void the_model_that_was_begun_with_is_in_the_metadata_by_its_hash_not_by_its_path()
      throws Exception {
    Classifier after = trained(Divisions.files(NEW, VALID), "dropout", "0.25");
    String hash =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(before)));
    assertEquals(hash, after.metadata().get("data.init"));
    after.metadata().forEach((key, word) -> assertFalse(word.contains("before.recur"), key));
    assertFalse(after.metadata().containsKey("text.init"));
    Map<String, String> expected = new LinkedHashMap<>();
    expected.putAll(Map.of("text.tokenizer", "words", "text.minFreq", "2", "text.maxLength", "5"));
    expected.putAll(
        Map.of("network.cell", "lstm", "network.hidden", "6", "network.dropout", "0.25"));
    expected.putAll(Map.of("field.tokenize", "words", "field.maxLength", "5"));
    expected.forEach((key, word) -> assertEquals(word, after.metadata().get(key), key));
    assertEquals(model.field().vocab().tokens(), after.field().vocab().tokens());
    byte[] bytes = Sentences.bytes(after);
    assertArrayEquals(bytes, Sentences.bytes(Classifier.load(bytes)));
  }

  @Test
  void an_empty_text_is_answered_with_the_labels_of_the_old_and_the_new_rows() {
    Classifier after = trained(Divisions.files(NEW, VALID));
    assertEquals("60 60", model.metadata().get("data.labelCounts"));
    assertEquals("100 100 40", after.metadata().get("data.labelCounts"));
  }

  @ParameterizedTest
  @CsvSource({"none, shuffled", "balanced, shuffled", "none, balanced"})
  void a_label_without_a_new_row_can_still_be_answered(String weights, String sampler) {
    Parts parts =
        Divisions.files(without("plant", NEW), without("plant", VALID)); // animals and things
    Classifier after =
        trained(
            parts, "experts", "ngrams", "lr", "1e-5", "classWeights", weights, "sampler", sampler);
    assertEquals(3, after.labels().size());
    assertEquals("none", after.metadata().get("fit.experts"));
    assertTrue(after.experts().isEmpty());
    assertEquals("plant", after.predict("the oak grows").label());
    assertTrue(notes.stream().anyMatch(n -> n.startsWith("labels: no training text has plant")));
  }

  @Test
  void a_file_of_weights_needs_none_for_a_label_without_a_row() throws IOException {
    Path weights = Files.writeString(folder.resolve("w.tsv"), "animal\t1\nthing\t2\n");
    Parts parts = Divisions.files(without("plant", NEW), without("plant", VALID));
    Classifier after = trained(parts, "classWeights", weights.toString());
    assertEquals(List.of("animal", "plant", "thing"), after.labels());
    assertEquals("1 1 2", after.metadata().get("data.classWeights"));
  }

  @Test
  void n_grams_are_learnt_from_new_rows_that_have_all_labels() throws IOException {
    Classifier after = trained(Divisions.files(NEW, VALID), "experts", "ngrams");
    assertTrue(after.experts().isPresent());
    byte[] bytes = Sentences.bytes(after);
    assertArrayEquals(bytes, Sentences.bytes(Classifier.load(bytes)));
  }

  @Test
  void the_pieces_that_the_model_has_learnt_are_used_again() throws IOException {
    Dataset rows = Sentences.rows(180, 1);
    Classifier pieces =
        Divisions.train(known(rows, VALID), small("tokenizer", "pieces", "pieces", "120"));
    pieces.save(before, true);
    Classifier after = trained(Divisions.files(NEW, VALID));
    ModelFile file = ClassifierFile.write(after);
    assertEquals(ClassifierFile.write(pieces).strings("pieces"), file.strings("pieces"));
    assertEquals("120", after.metadata().get("text.pieces"));
  }

  @Test
  void a_setting_that_agrees_with_the_model_is_accepted() {
    Classifier after =
        trained(Divisions.files(NEW, VALID), "hidden", "6", "cell", "lstm", "tokenizer", "words");
    assertEquals("6", after.metadata().get("network.hidden"));
  }

  private static String refused(Executable what) {
    Exception e = assertThrows(Exception.class, what);
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return String.valueOf(Objects.requireNonNull(cause).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden       | 64         | hidden=6",
        "cell         | rnn        | cell=lstm",
        "layers       | 2          | layers=1",
        "embedding    | 10         | embedding=6",
        "bidirectional| false      | bidirectional=true",
        "pool         | mean       | pool=max",
        "tokenizer    | characters | tokenizer=words",
        "pieces       | 500        | pieces=8000",
        "lower        | false      | lower=true",
        "normalize    | false      | normalize=true",
        "minFreq      | 3          | minFreq=2",
        "maxSize      | 9          | maxSize=0",
        "maxLength    | 4          | maxLength=5",
      })
  void a_setting_that_contradicts_the_model_is_refused(String setting, String word, String own) {
    assertEquals(
        "%s=%s does not fit the model %s, which has %s: leave %s out, or train without init"
            .formatted(
                setting, word, before, own, word.equals("false") ? setting + "=false" : setting),
        refused(() -> learner(Divisions.files(NEW, VALID), setting, word)));
  }

  @Test
  void a_file_that_is_no_such_model_is_refused() throws IOException {
    Parts parts = Divisions.files(NEW, VALID);
    Path missing = folder.resolve("missing.recur");
    assertEquals(
        "init=%s: there is no such file".formatted(missing),
        refused(() -> learner(parts, "init", missing.toString())));
    Path text = Files.writeString(folder.resolve("a.csv"), "text,label\nthe cat,animal\n");
    assertEquals(
        text + ": expected a model file, got text (are the model and the data swapped?)",
        refused(() -> learner(parts, "init", text.toString())));
    Path other = folder.resolve("other.recur");
    new ModelFile(Map.of("task", "tag"), List.of()).write(other, false);
    assertEquals(
        other + ": expected a model of the task \"classify\", got one of \"tag\"",
        refused(() -> learner(parts, "init", other.toString())));
    Path checkpoint = folder.resolve("m.checkpoint-1");
    new ModelFile(Map.of("task", "checkpoint"), List.of()).write(checkpoint, false);
    assertEquals(
        "init=%s: expected a model, got a checkpoint, from which resume goes on"
            .formatted(checkpoint),
        refused(() -> learner(parts, "init", checkpoint.toString())));
    assertEquals(
        "vectors=v.vec and init=%s both say what the embedding starts from: give only one of them"
            .formatted(before),
        refused(() -> from("vectors", "v.vec")));
    assertEquals(
        "freezeVectors needs pretrained vectors: give vectors=FILE as well",
        refused(() -> learner(parts, "freezeVectors", "true")));
  }
}
