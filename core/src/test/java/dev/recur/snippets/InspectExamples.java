package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.inspect.Activations;
import dev.recur.inspect.Attribution;
import dev.recur.inspect.DeviceCheck;
import dev.recur.inspect.LayerView;
import dev.recur.inspect.Lens;
import dev.recur.inspect.LensOptions;
import dev.recur.inspect.Machine;
import dev.recur.inspect.Neighbours;
import dev.recur.inspect.Occlusion;
import dev.recur.inspect.PrefixAnswer;
import dev.recur.inspect.Saturation;
import dev.recur.inspect.SentenceView;
import dev.recur.inspect.TextView;
import dev.recur.inspect.TokenView;
import dev.recur.lesson.GradientNorms;
import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.LessonOptions;
import dev.recur.lesson.RecallOptions;
import dev.recur.lesson.RecallProgress;
import dev.recur.lesson.RecallResult;
import dev.recur.lesson.RecallTraining;
import dev.recur.lesson.StepCost;
import dev.recur.lesson.UnrolledLesson;
import dev.recur.lesson.UnrolledOptions;
import dev.recur.lesson.UnrolledPass;
import dev.recur.lesson.UnrolledRun;
import dev.recur.lesson.UnrolledStep;
import dev.recur.lesson.VanishingLesson;
import dev.recur.task.classify.Classifier;
import dev.recur.task.tag.Tagger;
import dev.recur.task.tag.TaggerExample;
import dev.recur.tensor.Workers;
import dev.recur.text.Vectors;
import java.util.ArrayList;
import java.util.List;

/// What the documentation of [dev.recur.inspect] shows.
final class InspectExamples {
  private InspectExamples() {}

  static void lesson() {
    // @start region="lesson"
    LessonOptions options = new LessonOptions().withHidden(8).withMaxUpdates(10);
    VanishingLesson lesson = new VanishingLesson(options, Workers.single());
    RecallResult result = lesson.recall(LessonNetwork.RNN, 10); // remember over 10 steps
    GradientNorms norms = result.before(); // before training
    double left = norms.share(); // of the gradient, 10 steps back
    double factor = norms.factorPerStep(); // it shrinks by this factor with each step
    // @end
    assertEquals(11, norms.h().size());
    assertTrue(left < 0.1 && factor < 1);
  }

  static void unrolled() {
    // @start region="unrolled"
    UnrolledOptions options = new UnrolledOptions().withWord("hello").withTruncate(2);
    UnrolledRun network = new UnrolledLesson(options, Workers.single()).run();
    UnrolledStep last = network.steps().getLast(); // "l" is read, "o" should follow
    List<Double> probabilities = last.forward().y();
    List<List<Double>> term = last.backward().term("W_hh"); // what this step adds to dW_hh
    UnrolledPass loop = network.loop();
    boolean same = loop.hasActivationsOf(network.layer()); // bit for bit
    // @end
    assertEquals(4, probabilities.size());
    assertEquals(3, term.size());
    assertTrue(same);
  }

  static void training() {
    // @start region="training"
    RecallOptions options = new RecallOptions(LessonNetwork.LSTM, 10).withTruncate(5);
    RecallTraining training = new RecallTraining(options, Workers.single());
    RecallProgress before = training.advance(0); // only measures
    RecallProgress after = training.advance(10); // ten training steps
    double loss = after.loss();
    List<Double> gradient = after.norms().h(); // of each step's state
    // @end
    assertTrue(loss < before.loss() && after.updates() == 10);
    assertEquals(0.0, gradient.getFirst());
  }

  static void costs() {
    List<StepCost> costs = List.of(new StepCost(LessonNetwork.GRU, 200, 10, 20, 12.5, 4096));
    List<String> lines = new ArrayList<>();
    // @start region="costs"
    for (StepCost cost : costs) { // of VanishingLesson.costs(), which takes seconds
      String name = cost.network().label() + (cost.full() ? "" : ", k2 = " + cost.k2());
      lines.add(name + ": " + cost.microseconds() + " µs a step, " + cost.bytes() + " bytes");
    }
    // @end
    assertEquals(List.of("GRU, k2 = 20: 12.5 µs a step, 4096 bytes"), lines);
  }

  static void lens() {
    Classifier classifier = TaskExamples.classifier();
    List<String> lines = new ArrayList<>();
    // @start region="lens"
    Lens lens = new Lens(classifier, Workers.single());
    TextView view = lens.look("a dog barks at night");
    for (int t = 0; t < view.tokens().size(); t++) {
      TokenView token = view.tokens().get(t);
      PrefixAnswer soFar = view.prefixes().get(t); // after this token
      Occlusion without = view.occlusions().get(t); // if it is hidden
      lines.add(token.text() + " " + soFar.model() + " " + without.network());
    }
    Attribution shares = view.attribution(); // of each token, by integrated gradients
    // @end
    assertEquals(5, lines.size());
    assertTrue(shares.complete());
  }

  static void lensOptions() {
    Classifier classifier = TaskExamples.classifier();
    Lens lens = new Lens(classifier, Workers.single());
    // @start region="lensOptions"
    LensOptions options = new LensOptions().withLabel("plant"); // why not plant?
    TextView view = lens.look("a dog barks at night", options);
    // @end
    assertEquals("plant", view.label());
  }

  static void activations() {
    TextView view = new Lens(TaskExamples.classifier(), Workers.single()).look("the oak grows");
    // @start region="activations"
    LayerView layer = view.layers().getFirst(); // layer 0, forward
    Activations z = layer.activations("z"); // the update gate of a GRU
    float first = z.at(0, 3); // at the first token, unit 3
    Saturation r = layer.saturation().getFirst(); // the first gate
    double low = r.left(); // the share of its values below 0.1
    // @end
    assertTrue(first > 0 && first < 1 && low >= 0 && low <= 1);
  }

  static void neighbours() {
    Classifier classifier = TaskExamples.classifier();
    // @start region="neighbours"
    Neighbours neighbours = Neighbours.of(classifier);
    for (Vectors.Neighbour near : neighbours.nearest("dog", 5)) {
      System.out.printf("%s %.2f%n", near.token(), near.cosine());
    }
    // @end
    assertEquals(5, neighbours.nearest("dog", 5).size());
  }

  static void tagger() {
    Tagger tagger = TaggerExample.tagger();
    // @start region="tagger"
    SentenceView view = SentenceView.of(tagger, List.of("the", "dog", "sleeps"), Workers.single());
    LayerView layer = view.layers().getFirst();
    // @end
    assertEquals(3, layer.activations("h").tokens());
  }

  static void devices() {
    // @start region="devices"
    for (DeviceCheck device : DeviceCheck.all()) {
      System.out.println(device.info().device() + " " + device.verdict());
    }
    // @end
    assertTrue(DeviceCheck.problems().isEmpty()); // as there are no drivers among core's modules
  }

  static void machine() {
    // @start region="machine"
    Machine machine = Machine.here();
    String kernels = machine.kernels(); // such as vector (512 bit)
    String reason = machine.reason(); // and, if they are scalar, how to get vectors
    String warning = machine.warning().orElse("none");
    // @end
    assertTrue(!kernels.isEmpty() && !reason.isEmpty() && !warning.isEmpty());
  }
}
