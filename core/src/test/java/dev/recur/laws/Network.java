package dev.recur.laws;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.Output;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Rnn;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// A recurrent layer of any kind, its state as a list of tensors, so that one test fits all.
///
/// A state has one tensor (h) or two (h and c); an empty list is a state of zeros.
final class Network {
  private final RecurrentLayer<?> layer;
  private final Forward<PackedSequence> packed;
  private final Padded padded;

  private Network(RecurrentLayer<?> layer, Forward<PackedSequence> packed, Padded padded) {
    this.layer = layer;
    this.packed = packed;
    this.padded = padded;
  }

  /// The output of every step, and the last states.
  record Result<X>(X output, List<Tensor> states) {}

  private interface Forward<X> {
    Result<X> run(X x, List<Tensor> states, Seed dropout);
  }

  private interface Padded {
    Result<Tensor> run(Tensor x, int[] lengths, List<Tensor> states, Seed dropout);
  }

  static Network of(Rnn layer) {
    return of(layer, List::of, List::getFirst);
  }

  static Network of(Gru layer) {
    return of(layer, List::of, List::getFirst);
  }

  static Network of(Lstm layer) {
    return of(layer, s -> List.of(s.h(), s.c()), s -> new LstmState(s.get(0), s.get(1)));
  }

  private static <S> Network of(
      RecurrentLayer<S> layer, Function<S, List<Tensor>> parts, Function<List<Tensor>, S> state) {
    return new Network(
        layer,
        (x, s, dropout) -> {
          Output<PackedSequence, S> y =
              s.isEmpty() ? layer.forward(x, dropout) : layer.forward(x, state.apply(s), dropout);
          return new Result<>(y.output(), parts.apply(y.state()));
        },
        (x, lengths, s, dropout) -> {
          Output<Tensor, S> y = layer.forward(x, lengths, state.apply(s), dropout);
          return new Result<>(y.output(), parts.apply(y.state()));
        });
  }

  /// Runs a packed batch; dropout draws from the seed if the options ask for it.
  Result<PackedSequence> forward(PackedSequence x, List<Tensor> states, Seed dropout) {
    return packed.run(x, states, dropout);
  }

  /// Runs a padded batch.
  Result<Tensor> forward(Tensor x, int[] lengths, List<Tensor> states, Seed dropout) {
    return padded.run(x, lengths, states, dropout);
  }

  RecurrentLayer<?> layer() {
    return layer;
  }

  SequencedMap<String, Parameter> parameters() {
    return layer.parameters();
  }

  /// What goes in and comes out: h, and c if there is one, for each layer and direction.
  Sizes sizes() {
    RecurrentOptions o = layer.options();
    int h = layer.outputSize();
    List<Integer> states = layer instanceof Lstm ? List.of(h, o.hiddenSize()) : List.of(h);
    int places = o.numLayers() * o.directions();
    return new Sizes(o.inputSize(), layer.outputFeatures(), places, states);
  }
}
