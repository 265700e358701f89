package dev.recur.bench;

import dev.recur.nn.Folding;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import java.io.IOException;
import java.util.List;

/// Answers of a [Classifier], from text to probabilities.
final class RecurAnswers implements Answering.Model {
  private final Classifier classifier;
  private final List<String> labels;
  private final List<String> texts;
  private final String name;

  RecurAnswers(TextModel files, Answering.Side side) throws IOException {
    texts = files.texts();
    classifier = Classifier.load(files.recur());
    labels = classifier.labels();
    StringBuilder called = new StringBuilder("Recur");
    if (side == Answering.Side.FOLDED) {
      Folding folding = classifier.fold();
      called.append(
          ", fold() of %.0f MiB in %d ms"
              .formatted(folding.bytes() / 0x1p20, folding.time().toMillis()));
    }
    if (side != Answering.Side.RECUR) {
      classifier.warmUp();
      called.append(", warmUp()");
    }
    name = called.toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] probabilities(int text) {
    double[] answer = new double[labels.size()];
    for (Prediction.Label label : classifier.predict(texts.get(text)).labels()) {
      answer[labels.indexOf(label.name())] = label.probability();
    }
    return answer;
  }
}
