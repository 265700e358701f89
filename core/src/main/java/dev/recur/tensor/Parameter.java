package dev.recur.tensor;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedCache;
import dev.recur.kernel.PackedMatrix;
import dev.recur.kernel.PutOff;
import dev.recur.kernel.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Weights that an optimiser changes: values, their gradient, and a version that says when packed
/// copies are out of date.
///
/// The same parameter may be part of several layers; its gradient is then the sum of all uses.
public final class Parameter {
  private final int[] shape;
  private final Storage storage;
  private final PackedCache cache = new PackedCache();
  private volatile long version;
  private boolean frozen;
  private volatile @Nullable PutOff putOff;

  /// A parameter that starts from a copy of these values.
  public Parameter(Tensor initial) {
    this(new Storage(initial.toArray(), initial.count(), Arena.unpooled()), initial.shape());
  }

  private Parameter(Storage storage, int[] shape) {
    this.shape = shape;
    this.storage = storage;
    storage.wanted = true;
  }

  /// A parameter of zeros, for layers that write what it starts from into its storage.
  public static Parameter zeros(int... shape) {
    int count = Tensor.countOf(shape);
    return new Parameter(new Storage(new float[count], count, Arena.unpooled()), shape.clone());
  }

  /// The shape; matrices are (outputs, inputs), as in PyTorch.
  public int[] shape() {
    return shape.clone();
  }

  /// How many numbers it has.
  public int count() {
    return storage.count;
  }

  /// A copy of the values.
  public Tensor value() {
    return Tensor.of(toArray(), shape);
  }

  /// A copy of the values, row after row. It is up to date, whatever an optimiser has put off, and
  /// the parameter stays as it is.
  public float[] toArray() {
    PutOff late = putOff;
    return late == null ? storage.values.clone() : late.caughtUpCopy();
  }

  /// Replaces the values, once what an optimiser has put off is done.
  public void set(float[] values) {
    if (values.length != storage.count) {
      throw new IllegalArgumentException(
          "expected %s values for a parameter of shape %s, got %s"
              .formatted(storage.count, Shape.of(shape), values.length));
    }
    catchUp(); // or the optimiser would add what was put off to the new values
    System.arraycopy(values, 0, storage.values, 0, values.length);
    touched();
  }

  /// A copy of the gradient, if a backward pass has reached this parameter since it was cleared.
  public Optional<Tensor> gradient() {
    float[] d = storage.gradient;
    return d == null ? Optional.empty() : Optional.of(Tensor.of(d, shape));
  }

  /// Forgets the gradient.
  public void zeroGradient() {
    storage.clearGradient();
  }

  /// Whether backward passes leave this parameter out.
  public boolean frozen() {
    return frozen;
  }

  /// Keeps the values as they are from now on: no gradient, no update.
  public void freeze() {
    catchUp(); // what was put off is part of the values that are kept
    frozen = true;
    storage.wanted = false;
  }

  /// Lets the values be trained again.
  public void unfreeze() {
    frozen = false;
    storage.wanted = true;
  }

  /// A number that grows with every change of the values.
  public long version() {
    return version;
  }

  /// Says that the values were changed in place.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread trains; readers need the value
  public void touched() {
    version++;
  }

  /// Does all updates of rows that an optimiser has put off.
  public void catchUp() {
    PutOff late = putOff;
    if (late != null) {
      late.catchUpAll();
    }
  }

  /// Does the updates of these rows that an optimiser has put off; other rows may stay behind.
  ///
  /// @param rows the first `count` of these, in any order
  public void catchUp(int[] rows, int count, Workers workers) {
    PutOff late = putOff;
    if (late != null) {
      late.catchUp(rows, count, workers::run);
    }
  }

  /// Values and gradient, for layers and optimisers.
  ///
  /// @throws IllegalStateException if an optimiser has put off updates: a layer that reads a
  ///   parameter which may be a table calls [#catchUp()] first
  @SuppressWarnings("exports")
  public Storage storage() {
    if (putOff != null) {
      throw new IllegalStateException(
          "some rows of this parameter of shape %s are behind: catchUp() comes before reading them"
              .formatted(Shape.of(shape)));
    }
    return storage;
  }

  /// Values and gradient as they are, for whoever brings the rows up to date that they read: the
  /// others may be behind.
  @SuppressWarnings("exports")
  public Storage storageAsIs() {
    return storage;
  }

  /// The gradient, for whoever leaves the values alone.
  @SuppressWarnings("exports")
  public Storage gradients() {
    return storage;
  }

  /// Forgets these updates, which are all done.
  @SuppressWarnings("exports")
  public void forgetPutOff(PutOff updates) {
    if (updates.equals(putOff)) { // another optimiser's may be
      putOff = null;
    }
  }

  /// Puts off updates of rows until somebody reads them; those of another optimiser are done first.
  @SuppressWarnings("exports")
  public void putOff(PutOff updates) {
    PutOff others = putOff;
    if (others != null && !others.equals(updates)) {
      others.catchUpAll();
    }
    putOff = updates;
  }

  /// Rows from to to − 1 of this matrix, packed for a product, and kept until the values change.
  ///
  /// @param transposed true for x·Wᵀ (the packed matrix is (inputs, rows)), false for d·W
  @SuppressWarnings("exports")
  public PackedMatrix packed(Kernels kernels, boolean transposed, int from, int to) {
    return cache.get(kernels, storage().values, shape[1], version, transposed, from, to);
  }

  /// Gives back the memory of what is packed for kernels that will hardly be used again.
  @SuppressWarnings("exports")
  public void forgetPacked(Kernels kernels) {
    cache.forget(kernels);
  }
}
