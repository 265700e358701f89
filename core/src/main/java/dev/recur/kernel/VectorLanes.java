package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums, dot products and maxima with the Vector API, in the [Lanes] and the order of the contract:
/// vectors of fewer lanes take the array several times.
final class VectorLanes {
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;

  private VectorLanes() {}

  static float sum(int n, float[] x, int xAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        lane = lane.add(FloatVector.fromArray(S, x, xAt + i));
      }
      lane.intoArray(lanes, l);
    }
    float sum = Lanes.finishSum(lanes, n - end, x, xAt + end);
    scratch.giveBack();
    return sum;
  }

  static float dot(int n, float[] x, int xAt, float[] y, int yAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        FloatVector u = FloatVector.fromArray(S, x, xAt + i);
        FloatVector v = FloatVector.fromArray(S, y, yAt + i);
        lane = u.fma(v, lane);
      }
      lane.intoArray(lanes, l);
    }
    float dot = Lanes.finishDot(lanes, n - end, x, xAt + end, y, yAt + end);
    scratch.giveBack();
    return dot;
  }

  static float max(int n, float[] x, int xAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, Float.NEGATIVE_INFINITY);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        lane = lane.max(FloatVector.fromArray(S, x, xAt + i));
      }
      lane.intoArray(lanes, l);
    }
    float max = Lanes.finishMax(lanes, n - end, x, xAt + end);
    scratch.giveBack();
    return max;
  }
}
