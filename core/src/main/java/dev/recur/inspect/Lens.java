package dev.recur.inspect;

import dev.recur.loss.CrossEntropyLoss;
import dev.recur.reading.Shown;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import dev.recur.text.FieldOptions;
import dev.recur.text.FittedField;
import dev.recur.tokenizer.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/// Shows how a classifier comes to its answer to a text: the answer after each token, the tokens
/// that decided, and the states, gates and gradients of the network.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// It computes with copies of the model's layers, which have the same bits; the same text gives the
/// same view, whatever the number of threads. The model does not change, and may predict meanwhile.
/// What takes longest are the answers after each token and without each token: together about 1.5·T
/// predictions of the whole text of T tokens, which run in batches.
public final class Lens {
  private final Classifier model;
  private final FittedField field;
  private final NetworkRows network;
  private final int unknown;

  /// A lens for a classifier.
  ///
  /// @param workers compute
  public Lens(Classifier model, Workers workers) {
    this.model = model;
    field = model.field();
    network = new NetworkRows(model.layers(), workers);
    unknown = field.number(field.recipe().options().unkToken());
  }

  /// Looks into the answer to a text.
  ///
  /// @throws IllegalArgumentException if the text has no tokens, or more than 1,000
  public TextView look(String text) {
    return look(text, new LensOptions());
  }

  /// Looks into a text with these options.
  ///
  /// @throws IllegalArgumentException if the text has no tokens or too many, or the model does not
  ///   have the label
  public TextView look(String text, LensOptions options) {
    List<TokenView> tokens = tokens(text);
    if (tokens.size() > options.mostTokens()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected a text of at most %,d tokens, got %,d: the network runs again for each of them"
                  + " (is a whole document one text?)",
              options.mostTokens(),
              tokens.size()));
    }
    Prediction answer = model.predict(text);
    String label = options.label().orElse(answer.label());
    int c = index(label);
    int[] ids = tokens.stream().mapToInt(TokenView::id).toArray();
    int[] base = new int[ids.length];
    Arrays.fill(base, unknown);
    Tensor x = network.vectors(ids);
    return new TextView(
        text,
        model.labels(),
        answer,
        label,
        tokens,
        prefixes(text, tokens, ids),
        occlusions(text, tokens, ids, c),
        IntegratedGradients.of(network, x, network.vectors(base), c, options),
        model.ngrams().map(ngrams -> ngrams.shares(text, c)),
        LayerViews.of(
            network.layers().recurrent(),
            x,
            h -> new CrossEntropyLoss().forward(network.layers().head().apply(h), new int[] {c}),
            network.workers()));
  }

  private int index(String label) {
    int index = model.labels().indexOf(label);
    if (index < 0) {
      throw SettingException.of(
          "%s must be one of the model's, %s, got %s",
          Mention.of("label"), Shown.quoted(model.labels().stream()), Shown.quoted(label));
    }
    return index;
  }

  private List<TokenView> tokens(String text) {
    List<String> words = field.recipe().preprocess(text);
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "the text \"%s\" has no tokens, so there is nothing to look into"
              .formatted(Shown.line(text)));
    }
    int[] ids = field.encode(words);
    List<Span> spans = spans(text, ids);
    List<String> decoded = field.decode(ids);
    List<TokenView> tokens = new ArrayList<>();
    for (int t = 0; t < ids.length; t++) {
      Optional<Span> place = spans.isEmpty() ? Optional.empty() : Optional.of(spans.get(t));
      String token = place.map(Span::token).orElse(decoded.get(t));
      tokens.add(new TokenView(token, ids[t], ids[t] != unknown, place));
    }
    return tokens;
  }

  /// The places of the tokens in the text, or an empty list if they cannot be found there.
  private List<Span> spans(String text, int... ids) {
    FieldOptions options = field.recipe().options();
    if (options.preprocessing().isPresent() || !options.sequential()) {
      return List.of();
    }
    List<Span> spans = field.recipe().spans(text);
    int[] found = spans.stream().mapToInt(span -> field.number(span.token())).toArray();
    return Arrays.equals(found, ids) ? spans : List.of();
  }

  /// Whether the n-grams can be asked about parts of the text.
  private boolean reachesNGrams(List<TokenView> tokens) {
    return model.ngrams().isEmpty() || tokens.getFirst().place().isPresent();
  }

  private List<PrefixAnswer> prefixes(String text, List<TokenView> tokens, int[] ids) {
    float[][] own = network.logProbabilities(ids.length, t -> Arrays.copyOf(ids, t + 1));
    boolean whole = reachesNGrams(tokens);
    float[][] pooled = pooled(whole ? own : new float[0][], t -> beginning(text, tokens, t));
    List<PrefixAnswer> answers = new ArrayList<>();
    for (int t = 0; t < own.length; t++) {
      answers.add(
          new PrefixAnswer(probabilities(own[t]), whole ? probabilities(pooled[t]) : List.of()));
    }
    return answers;
  }

  /// The text up to the end of a token; all of it if that is the last.
  private static String beginning(String text, List<TokenView> tokens, int t) {
    return t == tokens.size() - 1
        ? text
        : tokens.get(t).place().map(span -> text.substring(0, span.end())).orElse(text);
  }

  private List<Occlusion> occlusions(String text, List<TokenView> tokens, int[] ids, int label) {
    float[][] own =
        network.logProbabilities(
            ids.length + 1,
            t -> {
              int[] row = ids.clone();
              if (t < row.length) {
                row[t] = unknown;
              }
              return row;
            });
    boolean whole = reachesNGrams(tokens);
    float[][] pooled = pooled(whole ? own : new float[0][], t -> without(text, tokens, t));
    List<Occlusion> falls = new ArrayList<>();
    for (int t = 0; t < ids.length; t++) {
      falls.add(
          new Occlusion(
              fall(own, t, label),
              whole ? OptionalDouble.of(fall(pooled, t, label)) : OptionalDouble.empty()));
    }
    return falls;
  }

  /// The text with a space in place of a token; all of it after the last.
  private static String without(String text, List<TokenView> tokens, int t) {
    return t == tokens.size()
        ? text
        : tokens
            .get(t)
            .place()
            .map(span -> text.substring(0, span.start()) + " " + text.substring(span.end()))
            .orElse(text);
  }

  /// The answers of the whole model, given those of the network.
  private float[][] pooled(float[][] own, IntFunction<String> text) {
    float[][] all = new float[own.length][];
    network.workers().run(own.length, t -> all[t] = model.pooled(text.apply(t), own[t]));
    return all;
  }

  /// By how much the log-odds of a label in row t are below those in the last row.
  private static double fall(float[][] logs, int t, int label) {
    return logOdds(logs[logs.length - 1], label) - logOdds(logs[t], label);
  }

  /// ln(p/(1 − p)), where 1 − p is added up from the other labels.
  private static double logOdds(float[] logs, int label) {
    double others = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logs.length; c++) {
      largest = c == label ? largest : Math.max(largest, logs[c]);
    }
    for (int c = 0; c < logs.length; c++) {
      others += c == label ? 0 : StrictMath.exp(logs[c] - largest);
    }
    return logs[label] - largest - StrictMath.log(others);
  }

  private static List<Double> probabilities(float... logs) {
    List<Double> all = new ArrayList<>();
    for (float log : logs) {
      all.add(StrictMath.exp(log));
    }
    return all;
  }
}
