package dev.recur.laws;

import dev.recur.nn.RecurrentOptions;
import dev.recur.oracle.CellOracle;
import dev.recur.tensor.Seed;
import java.util.Optional;

/// A kind of recurrent network: its layer, its cell for loops by hand, and its equations in double
/// precision.
///
/// @param cell empty if no public constructor makes such a cell
record Kind(String name, CellOracle oracle, LayerMaker layer, Optional<CellMaker> cell) {
  Kind(String name, CellOracle oracle, LayerMaker layer, CellMaker cell) {
    this(name, oracle, layer, Optional.of(cell));
  }

  Kind(String name, CellOracle oracle, LayerMaker layer) {
    this(name, oracle, layer, Optional.empty());
  }

  interface LayerMaker {
    Network make(RecurrentOptions options, Seed seed);
  }

  interface CellMaker {
    HandCell make(int inputs, int hidden, boolean bias, Seed seed);
  }
}
