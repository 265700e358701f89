package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.tensor.Tensor;
import dev.recur.text.Field;
import dev.recur.text.FieldBuilder;
import dev.recur.text.FieldOptions;
import dev.recur.text.Fitted;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.RawCell;
import dev.recur.text.RawText;
import dev.recur.text.Recipe;
import dev.recur.text.TokenSource;
import dev.recur.text.Vectors;
import dev.recur.text.Vocab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the documentation of [dev.recur.text] shows.
final class TextExamples {
  private static final List<String> TEXTS = List.of("a film to remember", "a film to forget");

  private TextExamples() {}

  static void field() {
    List<String> texts = TEXTS;
    // @start region="field"
    Field field = Field.text().tokenize("words").lower(true).maxLength(200).build();
    TokenSource train = TokenSource.of(texts); // or a Dataset
    FittedField fitted = field.buildVocab(train, 20_000, 1); // at most 20,000 tokens, seen once
    int[] row = fitted.encode("A film to forget"); // the numbers of its tokens
    List<String> tokens = fitted.decode(row); // a, film, to, forget
    // @end
    assertEquals(List.of("a", "film", "to", "forget"), tokens);
  }

  static void options() {
    // @start region="options"
    FieldBuilder builder = Field.text().tokenize("words").lower(true).initToken("<s>");
    Field field = builder.build();
    Field brief = field.but().maxLength(50).build(); // the same otherwise
    FieldOptions options = brief.options(); // options.lower(), options.maxLength(), …
    // @end
    assertEquals(50, options.maxLength().orElseThrow());
    assertEquals(field.options().initToken(), options.initToken());
  }

  static void vocab() {
    FittedField fitted = Field.text().build().buildVocab(TokenSource.of(TEXTS));
    // @start region="vocab"
    Vocab vocab = fitted.vocab(); // <unk>, <pad>, a, film, to, forget, remember
    int film = vocab.index("film"); // 3
    int unknown = vocab.index("book"); // 0, the number of <unk>
    String token = vocab.token(film); // film
    // @end
    assertEquals(7, vocab.size());
    assertEquals(3, film);
    assertEquals(0, unknown);
    assertEquals("film", token);
  }

  static void labels() {
    // @start region="labels"
    LabelField recipe = new LabelField();
    FittedLabels labels = recipe.buildVocab(TokenSource.of(List.of("spam", "ham", "ham ")));
    int ham = labels.index("ham"); // 0, the most frequent label
    String other = labels.label(1); // spam
    // @end
    assertEquals(0, ham);
    assertEquals("spam", other);
    assertEquals(2, labels.size());
  }

  static void numbers() {
    // @start region="numbers"
    float[] price = NumberField.scalar().encode("-2.5"); // one number
    float[] curve = NumberField.series().encode("1 2e-3 3"); // any number of them
    NumberField target = NumberField.scalar().target(); // one to predict
    // @end
    assertArrayEquals(new float[] {-2.5f}, price);
    assertArrayEquals(new float[] {1, 0.002f, 3}, curve);
    assertTrue(target.isTarget());
  }

  static void fitted() {
    FittedField text = Field.text().build().buildVocab(TokenSource.of(TEXTS));
    FittedLabels labels = new LabelField().withLabels(List.of("ham", "spam"));
    List<Recipe> inputs = new ArrayList<>();
    // @start region="fitted"
    for (Fitted column : List.of(text, labels)) { // a FittedField and FittedLabels
      Recipe recipe = column.recipe(); // the Field and the LabelField
      if (!recipe.isTarget()) {
        inputs.add(recipe);
      }
    }
    // @end
    assertEquals(List.of(text.recipe()), inputs);
  }

  static void raw() {
    // @start region="raw"
    Columns columns = Columns.of("review", new RawText()).and("stars", new RawCell());
    Dataset raw = Dataset.of(columns, List.of(List.of("A film to remember", "5")));
    boolean shouting = raw.row(0).text("review").endsWith("!"); // inspect the texts, then decide
    Dataset data = raw.with("review", Field.text().lower(!shouting).build());
    // @end
    assertFalse(shouting);
    assertEquals(List.of("a", "film", "to", "remember"), data.row(0).tokens("review"));
  }

  static void vectors() throws IOException {
    Path path = Files.writeString(Files.createTempFile("example", ".vec"), "film 1 2\nto 3 4\n");
    TokenSource train = TokenSource.of(TEXTS);
    Field field = Field.text().build();
    // @start region="vectors"
    Vectors glove = Vectors.read(path); // such as glove.6B.100d.txt
    float[] film = glove.vector("film");
    FittedField fitted = field.buildVocab(train, 20_000, 1, glove);
    Tensor table = fitted.vectors().orElseThrow(); // (V, D), for an Embedding
    // @end
    assertArrayEquals(new float[] {1, 2}, film);
    assertArrayEquals(new int[] {7, 2}, table.shape());
    Files.delete(path);
  }
}
