package dev.recur.inspect;

import dev.recur.nn.Embedding;
import dev.recur.reading.Shown;
import dev.recur.reading.TokenCell;
import dev.recur.task.classify.Classifier;
import dev.recur.task.tag.Tagger;
import dev.recur.text.FieldOptions;
import dev.recur.text.FittedField;
import dev.recur.text.Vectors.Neighbour;
import dev.recur.text.Vocab;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The words whose vectors in a model's embedding are most similar to that of a word, by cosine.
///
/// Of a tagger that also reads the characters of words, only the vectors of whole words are
/// compared.
///
/// {@snippet class="InspectExamples" region="neighbours"}
public final class Neighbours {
  private static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::cosine).reversed();

  private final FittedField field;
  private final UnaryOperator<String> cell; // which a field of words reads a word from
  private final float[] table;
  private final int rows;
  private final int width;

  private Neighbours(FittedField field, UnaryOperator<String> cell, Embedding embedding) {
    this.field = field;
    this.cell = cell;
    table = embedding.parameter("weight").toArray();
    rows = embedding.options().numEmbeddings();
    width = embedding.options().embeddingDim();
  }

  /// The words of a classifier.
  public static Neighbours of(Classifier model) {
    return new Neighbours(model.field(), word -> word, model.layers().embedding());
  }

  /// The words of a tagger.
  public static Neighbours of(Tagger model) {
    return new Neighbours(
        model.field(), word -> TokenCell.of(List.of(word)), model.layers().embedding());
  }

  /// The k words nearest to a word, the nearest first, without the word itself and without special
  /// tokens such as `<unk>`.
  ///
  /// @throws IllegalArgumentException if the model reads the word as several tokens or none, or has
  ///   no vector for it; the message says which
  public List<Neighbour> nearest(String word, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("expected at least 1 neighbour, got " + k);
    }
    int id = id(word);
    Set<String> special = special();
    Vocab vocab = field.vocab();
    List<Neighbour> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      if (i != id && !special.contains(vocab.token(i))) {
        all.add(new Neighbour(vocab.token(i), cosine(id, i)));
      }
    }
    all.sort(NEAREST_FIRST); // of equals, the more frequent first
    return List.copyOf(all.subList(0, Math.min(k, all.size())));
  }

  private int id(String word) {
    List<String> tokens = field.recipe().preprocess(cell.apply(word));
    if (tokens.size() != 1) {
      throw new IllegalArgumentException(
          "expected a word that the model reads as one token, got \"%s\", which has %s%s"
              .formatted(
                  Shown.line(word),
                  tokens.size(),
                  tokens.isEmpty() ? "" : ": " + Shown.line(String.join(" ", tokens))));
    }
    String token = tokens.getFirst();
    if (!field.vocab().contains(token) || field.vocab().index(token) >= rows) {
      throw new IllegalArgumentException(
          "the model has no vector for \"%s\": it read the word too rarely in training, or never"
              .formatted(Shown.line(token)));
    }
    return field.vocab().index(token);
  }

  private Set<String> special() {
    FieldOptions options = field.recipe().options();
    Set<String> special = new HashSet<>(Set.of(options.unkToken(), options.padToken()));
    options.initToken().ifPresent(special::add);
    options.eosToken().ifPresent(special::add);
    return special;
  }

  /// The cosine of two rows; 0 if one of them is zero.
  private double cosine(int a, int b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int e = 0; e < width; e++) {
      double x = table[a * width + e];
      double y = table[b * width + e];
      dot += x * y;
      aa += x * x;
      bb += y * y;
    }
    return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
  }
}
