package dev.recur.laws;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.HandCell;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.nn.Initialisation;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Long rows, whose inputs are projected many steps at a time = the same step by step, with few
/// rows and many, in both directions, with a backward pass and without one.
@Tag("scalar")
@Tag("widths")
class LongSequenceLawTest {
  private static final int INPUTS = 5;
  private static final int HIDDEN = 6;

  /// The longest rows first: 1, 2 and 5 rows, unequal ones, rows in several blocks, more rows than
  /// are projected at a time, and more than the backward pass takes at a time.
  private static final List<int[]> LENGTHS =
      List.of(
          new int[] {200},
          new int[] {200, 200},
          new int[] {200, 200, 200, 200, 200},
          new int[] {200, 190, 65, 64, 63, 1},
          IntStream.range(0, 24).map(b -> 60 - b).toArray(),
          IntStream.range(0, 70).map(b -> 1 + (69 - b) / 14).toArray(),
          IntStream.range(0, 30).map(b -> 200 - 6 * b).toArray());

  private static final List<Workers> WORKERS =
      IntStream.of(1, 2, 3, 8).mapToObj(Workers::new).toList();

  @AfterAll
  static void stop() {
    WORKERS.forEach(Workers::close);
  }

  private static Stream<Configuration> eachKind(boolean bidirectional) {
    return Configurations.KINDS.stream()
        .map(kind -> new Configuration(kind, 1, bidirectional, true, 0, Initialisation.PYTORCH));
  }

  static Stream<Configuration> oneDirection() {
    return eachKind(false);
  }

  static Stream<Configuration> bothDirections() {
    return eachKind(true);
  }

  static Stream<Configuration> bothDirectionsByHand() {
    return eachKind(true).filter(c -> c.kind().cell().isPresent());
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void step_by_step_and_in_chunks_give_what_the_whole_gives(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    for (int[] lengths : LENGTHS) {
      Problem problem = Problem.of(net.sizes(), lengths);
      Results whole = Pass.whole(net, problem);
      for (int chunk : new int[] {1, 67}) {
        String what = lengths.length + " rows in chunks of " + chunk;
        Results chunks = Pass.inChunks(net, problem, Tapes.used(), chunk, false);
        whole.assertSameRows(what, chunks);
        whole.assertCloseParameters(what, chunks);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bothDirections")
  void without_a_backward_pass_any_number_of_threads_gives_the_same_bits(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    for (int[] lengths : LENGTHS) {
      Problem problem = Problem.of(net.sizes(), lengths);
      Packing packing = problem.packing(0, problem.steps());
      Results recorded = Pass.whole(net, problem);
      for (Workers workers : WORKERS) {
        String what = lengths.length + " rows, threads: " + workers.threads();
        recorded.assertSame(what, Pass.whole(net, problem, Tapes.used(workers)));
        Tape tape = Tapes.inference(workers);
        Tensor x = tape.input(problem.packed(packing, INPUTS, r -> r.x));
        List<Tensor> first = Pass.firstStates(problem, tape);
        var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
        Results results = new Results();
        results.putSteps("output", problem, packing, y.output().data());
        Pass.putLast(results, problem, 0, y.states());
        recorded.only(name -> !name.startsWith("gradient")).assertSameRows(what, results);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bothDirectionsByHand")
  void a_loop_by_hand_over_each_row_alone_is_each_direction_of_the_layer(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    List<HandCell> cells = List.of(cell(c, net, ""), cell(c, net, "_reverse"));
    for (int[] lengths : LENGTHS) {
      Problem problem = Problem.of(net.sizes(), lengths);
      Results loop = new Results();
      for (Problem.Row row : problem.rows()) {
        List<ByHand> ways = List.of(new ByHand(row, 0), new ByHand(row, 1));
        for (int place = 0; place < 2; place++) {
          ways.get(place).run(cells.get(place));
        }
        put(loop, row, ways);
      }
      Pass.whole(net, problem).assertSameRows(lengths.length + " rows", loop);
    }
  }

  private static HandCell cell(Configuration c, Network net, String suffix) {
    HandCell cell = c.kind().cell().orElseThrow().make(INPUTS, HIDDEN, c.bias(), Seed.of(1));
    cell.parameters()
        .forEach(
            (name, p) -> {
              Parameter layers = net.parameters().get(name + "_l0" + suffix);
              p.set(Objects.requireNonNull(layers).toArray());
            });
    return cell;
  }

  private static void put(Results results, Problem.Row row, List<ByHand> ways) {
    float[] y = new float[2 * HIDDEN * row.length];
    float[] dx = new float[INPUTS * row.length];
    for (int t = 0; t < row.length; t++) {
      for (int place = 0; place < 2; place++) {
        float[] h = ways.get(place).h.get(t).toArray();
        System.arraycopy(h, 0, y, (2 * t + place) * HIDDEN, HIDDEN);
      }
      float[] forth = gradient(ways.get(0).x.get(t));
      float[] back = gradient(ways.get(1).x.get(t));
      for (int i = 0; i < INPUTS; i++) {
        dx[t * INPUTS + i] = forth[i] + back[i];
      }
    }
    results.put(row.id, "output", y);
    results.put(row.id, "gradient of x", dx);
    for (int part = 0; part < row.initial.size(); part++) {
      float[] last = new float[2 * HIDDEN];
      float[] dFirst = new float[2 * HIDDEN];
      for (int place = 0; place < 2; place++) {
        ByHand way = ways.get(place);
        System.arraycopy(way.last.get(part).toArray(), 0, last, place * HIDDEN, HIDDEN);
        System.arraycopy(gradient(way.first.get(part)), 0, dFirst, place * HIDDEN, HIDDEN);
      }
      results.put(row.id, "last state " + part, last);
      results.put(row.id, "gradient of first state " + part, dFirst);
    }
  }

  private static float[] gradient(Tensor x) {
    return x.gradient().orElseThrow().toArray();
  }

  /// One row on its way through one direction, step after step.
  private static final class ByHand {
    private final Problem.Row row;
    private final int place;
    private final Tape tape = Tapes.used();
    final List<Tensor> x = new ArrayList<>();
    final List<Tensor> h = new ArrayList<>();
    final List<Tensor> first = new ArrayList<>();
    List<Tensor> last = List.of();

    ByHand(Problem.Row row, int place) {
      this.row = row;
      this.place = place;
      for (int t = 0; t < row.length; t++) {
        x.add(tape.input(part(row.x, t, INPUTS)));
      }
      row.initial.forEach(state -> first.add(tape.input(part(state, place, HIDDEN))));
    }

    private static Tensor part(float[] all, int i, int size) {
      return Tensor.of(Arrays.copyOfRange(all, i * size, (i + 1) * size), size);
    }

    void run(HandCell cell) {
      last = first;
      for (int i = 0; i < row.length; i++) {
        last = cell.step(x.get(place == 0 ? i : row.length - 1 - i), last);
        h.add(place == 0 ? i : 0, last.getFirst());
      }
      List<Tensor> ys = new ArrayList<>(h);
      List<Tensor> dys = new ArrayList<>();
      for (int t = 0; t < row.length; t++) {
        dys.add(part(row.dy, 2 * t + place, HIDDEN));
      }
      ys.addAll(last);
      row.dLast.forEach(d -> dys.add(part(d, place, HIDDEN)));
      tape.backward(ys, dys);
    }
  }
}
