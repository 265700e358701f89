package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.check.Finding;
import dev.recur.data.Dataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.nn.Embedding;
import dev.recur.settings.Settings;
import dev.recur.task.CellKind;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Sentences;
import dev.recur.task.text.Inherited;
import dev.recur.task.text.NetworkLayers;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.PoolKind;
import dev.recur.task.text.Pretrained;
import dev.recur.task.text.ReadAgain;
import dev.recur.task.text.RecurrentMemory;
import dev.recur.task.text.StoredNetwork;
import dev.recur.task.text.TextPlan;
import dev.recur.task.text.TextSettings;
import dev.recur.task.text.TokenChecks;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the documentation of [dev.recur.task.text] shows.
final class TaskTextExamples {
  private TaskTextExamples() {}

  private static Context here() {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of("threads", "1"));
    return new Context(compute, Workers.single(), List.of(), event -> {});
  }

  static void memory() {
    // @start region="memory"
    RecurrentMemory layers = new RecurrentMemory(CellKind.GRU, 100, 2, 128, true, false);
    double tokens = 32 * 50;
    double floats =
        layers.inputs(tokens, true) + layers.training(tokens, 32) + layers.passing(tokens, 32);
    double bytes = Float.BYTES * RecurrentMemory.inArena(floats); // of a step of training
    // @end
    assertEquals(256, layers.outputs());
    assertEquals(473_088, layers.weights());
    assertTrue(bytes > 10e6 && bytes < 40e6);
  }

  static void network() {
    // @start region="network"
    NetworkSettings network = // every setting, typed
        new NetworkSettings(CellKind.LSTM, 2, 256, OptionalInt.of(64), true, PoolKind.MEAN, 0.3);
    NetworkSettings other = // some by name; the others have their defaults
        Settings.create(NetworkSettings.class, Map.of("cell", "rnn", "pool", "last"));
    // @end
    assertEquals(2, network.layers());
    assertEquals(128, other.hidden());
  }

  static void stored() throws IOException {
    Embedding table = new Embedding(4, 3, Seed.of(1));
    float[] weights = table.parameter("weight").toArray();
    ModelFile file =
        new ModelFile(Map.of(), List.of(NamedArray.of("embedding.weight", weights, 4, 3)));
    // @start region="stored"
    StoredNetwork stored = new StoredNetwork(file);
    Embedding embedding = stored.embedding(stored.vectors(), 3);
    // @end
    assertArrayEquals(weights, embedding.parameter("weight").toArray());
  }

  static void layers() {
    Classifier classifier = TaskExamples.classifier();
    int[] ids = classifier.field().encode("a dog barks");
    // @start region="layers"
    NetworkLayers layers = classifier.layers();
    Tape tape = Tape.inference(Workers.single());
    PackedSequence x = layers.embedding().forward(tape, new Tokens(new int[][] {ids}));
    PackedSequence h = layers.recurrent().forward(x).output();
    Tensor scores = layers.head().apply(h); // (1, C)
    // @end
    assertEquals(3, scores.count());
  }

  static void settings() {
    // @start region="settings"
    TextSettings text =
        Settings.create(TextSettings.class, Map.of("tokenizer", "jamo", "maxLength", "200"));
    // @end
    assertTrue(text.lower());
  }

  static void plan() {
    Dataset all = Sentences.rows(90, 1);
    Dataset train = all.filter(row -> row.id() % 3 > 0);
    Workers workers = Workers.single();
    TextSettings text = Settings.create(TextSettings.class, Map.of());
    // @start region="plan"
    TextPlan plan = TextPlan.decide(all, train, text, workers, event -> {});
    Field recipe = plan.recipe(); // the tokenizer and the length that suit the texts
    TokenizedDataset cut = train.with("text", recipe).tokenize(workers);
    FittedField field = recipe.buildVocab(cut, Vocab.UNLIMITED, text.minFreq());
    // @end
    assertTrue(plan.metadata().containsKey("data.tokenizer"));
    assertTrue(field.vocab().size() > 4);
  }

  static void tokens() {
    Dataset all = Sentences.rows(90, 1);
    Parts parts =
        new Parts(all, all, all.filter(row -> row.id() < 9), all.filter(row -> row.id() > 80));
    TextSettings text = Settings.create(TextSettings.class, Map.of());
    Workers workers = Workers.single();
    Context context = here();
    Map<String, Object> figures = new LinkedHashMap<>();
    // @start region="tokens"
    TextPlan plan = TextPlan.decide(all, all, text, workers, event -> {});
    FittedField field =
        plan.recipe().buildVocab(all.with("text", plan.recipe()), Vocab.UNLIMITED, text.minFreq());
    List<Finding> findings = new TokenChecks(plan, field).of(parts, context, figures);
    // @end
    assertEquals(List.of(), findings);
    assertEquals(
        List.of("tokenizer", "maxLength", "vocabulary", "cutShare", "unknownShare"),
        List.copyOf(figures.keySet()));
  }

  static void vectors() throws IOException {
    Path folder = Files.createTempDirectory("vectors");
    Path file = Files.writeString(folder.resolve("own.vec"), "dog 1 0 0\ncat 0.9 0.1 0\n");
    NetworkSettings network = Settings.create(NetworkSettings.class, Map.of());
    Vocab vocab = Field.text().build().buildVocab(recipe -> Map.of("dog", 5L, "owl", 3L)).vocab();
    Context context = here();
    // @start region="vectors"
    TextSettings text = Settings.create(TextSettings.class, Map.of("vectors", file.toString()));
    NetworkSettings fitted = Pretrained.fitted(text, network, Path::of); // with the file's size
    Map<String, String> metadata = new LinkedHashMap<>();
    Embedding embedding = Pretrained.start(vocab, text, fitted, context, metadata);
    // @end
    assertEquals(3, embedding.options().embeddingDim());
    assertTrue(metadata.containsKey("data.vectors"));
    Files.delete(file);
    Files.delete(folder);
  }

  static void init() {
    Field recipe = Field.text().lower(true).maxLength(40).build();
    NetworkSettings network = Settings.create(NetworkSettings.class, Map.of("dropout", "0.2"));
    Map<String, String> metadata = Map.of("network.hidden", "64");
    // @start region="init"
    TextSettings given = Settings.create(TextSettings.class, Map.of("init", "before.recur"));
    TextSettings text = Inherited.text(given, recipe, metadata); // those of the model
    NetworkSettings larger = Inherited.network(network, given.init(), metadata);
    // @end
    assertEquals(40, text.maxLength().orElseThrow());
    assertEquals(64, larger.hidden());
    assertEquals(0.2, larger.dropout());
  }

  static void pipe() throws IOException {
    Path file = Files.createTempFile("own", ".vec");
    // @start region="pipe"
    ReadAgain.check("vectors", file); // throws for a pipe, which can be read only once
    // @end
    Files.delete(file);
  }
}
