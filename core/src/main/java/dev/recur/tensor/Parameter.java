package dev.recur.tensor;

import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedCache;
import dev.recur.kernel.PackedMatrix;
import dev.recur.kernel.PutOff;
import dev.recur.kernel.Storage;
import dev.recur.kernel.TransposeCache;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A trainable tensor, like PyTorch's `nn.Parameter`: values, their gradient, and a version that
/// changes with the values.
///
/// Several layers may share a parameter (tied weights); its gradient is then the sum over all uses.
///
/// An optimiser may defer updates of table rows that a batch does not use. [#value()] and
/// [#toArray()] return up-to-date copies; code that reads a table in place calls [#catchUp()]
/// first.
///
/// {@snippet class="TensorExamples" region="parameter"}
public final class Parameter {
  private final int[] shape;
  private final Storage storage;
  private final PackedCache cache = new PackedCache();
  private final TransposeCache transposes = new TransposeCache();
  private volatile long version;
  private boolean frozen;
  private volatile @Nullable PutOff putOff;

  /// A parameter with a copy of these initial values.
  public Parameter(Tensor initial) {
    this(new Storage(initial.toArray(), initial.count(), Arena.unpooled()), initial.shape());
  }

  private Parameter(Storage storage, int[] shape) {
    this.shape = shape;
    this.storage = storage;
    storage.wanted = true;
  }

  /// A parameter of zeros, for layers that write the initial values into its storage.
  public static Parameter zeros(int... shape) {
    int count = Tensor.countOf(shape);
    return new Parameter(new Storage(new float[count], count, Arena.unpooled()), shape.clone());
  }

  /// The shape; matrices are (outputs, inputs), as in PyTorch.
  public int[] shape() {
    return shape.clone();
  }

  /// The number of elements.
  public int count() {
    return storage.count;
  }

  /// A copy of the values, with all deferred updates applied.
  public Tensor value() {
    return Tensor.of(toArray(), shape);
  }

  /// A copy of the values, row after row, with all deferred updates applied; the parameter itself
  /// is unchanged.
  public float[] toArray() {
    PutOff late = putOff;
    return late == null ? storage.values().clone() : late.caughtUpCopy();
  }

  /// Replaces the values.
  ///
  /// @param values row after row
  /// @throws IllegalArgumentException if there are too few or too many
  public void set(float[] values) {
    if (values.length != storage.count) {
      throw new IllegalArgumentException(
          "expected %s values for a parameter of shape %s, got %s"
              .formatted(storage.count, Shape.of(shape), values.length));
    }
    catchUp(); // or the optimiser would apply deferred updates to the new values
    System.arraycopy(values, 0, storage.values(), 0, values.length);
    touched();
  }

  /// A copy of the gradient; empty if no backward pass has reached this parameter since
  /// [#zeroGradient()].
  public Optional<Tensor> gradient() {
    float[] d = storage.gradient();
    return d == null ? Optional.empty() : Optional.of(Tensor.of(d, shape));
  }

  /// Clears the gradient.
  public void zeroGradient() {
    storage.clearGradient();
  }

  /// Whether this parameter gets neither gradients nor updates.
  public boolean frozen() {
    return frozen;
  }

  /// Freezes the values: no gradients and no updates from now on, like PyTorch's `requires_grad =
  /// False`.
  public void freeze() {
    catchUp(); // deferred updates belong to the values that are frozen
    frozen = true;
    storage.wanted = false;
  }

  /// Makes the values trainable again.
  public void unfreeze() {
    frozen = false;
    storage.wanted = true;
  }

  /// A number that increases with every change of the values.
  public long version() {
    return version;
  }

  /// Reports that the values were changed in place.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread trains; readers need the value
  public void touched() {
    storage.changed();
    version++;
  }

  /// Reports that the values were changed on an accelerator.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread trains; readers need the value
  public void touchedOnAccelerator() {
    storage.changedOnDevice();
    version++;
  }

  /// The transpose of this matrix on an accelerator; kept until the values change.
  @SuppressWarnings("exports")
  public DeviceArray transposedOn(DeviceKernels kernels) {
    return transposes.get(kernels, storage(), shape[0], shape[1], version);
  }

  /// Applies all deferred updates.
  public void catchUp() {
    PutOff late = putOff;
    if (late != null) {
      late.catchUpAll();
    }
  }

  /// Applies the deferred updates of some rows.
  ///
  /// @param rows the rows, in any order; only the first `count` are used
  public void catchUp(int[] rows, int count, Workers workers) {
    PutOff late = putOff;
    if (late != null) {
      late.catchUp(rows, count, workers::run);
    }
  }

  /// Values and gradient, for layers and optimisers.
  ///
  /// @throws IllegalStateException if updates are deferred: code that reads a parameter which may
  ///   be a table calls [#catchUp()] first
  @SuppressWarnings("exports")
  public Storage storage() {
    if (putOff != null) {
      throw new IllegalStateException(
          "some rows of this parameter of shape %s have deferred updates: call catchUp() first"
              .formatted(Shape.of(shape)));
    }
    return storage;
  }

  /// Values and gradient as they are, for code that catches up on the rows that it reads; other
  /// rows may be stale.
  @SuppressWarnings("exports")
  public Storage storageAsIs() {
    return storage;
  }

  /// The gradient, for code that does not read the values.
  @SuppressWarnings("exports")
  public Storage gradients() {
    return storage;
  }

  /// Forgets these deferred updates, which have all been applied.
  @SuppressWarnings("exports")
  public void forgetPutOff(PutOff updates) {
    if (updates.equals(putOff)) { // those of another optimiser may have replaced them
      putOff = null;
    }
  }

  /// Registers deferred updates of rows, to be applied before the rows are read. Those of another
  /// optimiser are applied now.
  @SuppressWarnings("exports")
  public void putOff(PutOff updates) {
    PutOff others = putOff;
    if (others != null && !others.equals(updates)) {
      others.catchUpAll();
    }
    putOff = updates;
  }

  /// Rows from to to − 1 of this matrix, packed for a product; cached until the values change.
  ///
  /// @param transposed true for x·Wᵀ (the packed matrix is (inputs, rows)), false for d·W
  @SuppressWarnings("exports")
  public PackedMatrix packed(Kernels kernels, boolean transposed, int from, int to) {
    return cache.get(kernels, storage().values(), shape[1], version, transposed, from, to);
  }

  /// This matrix and another one of as many rows side by side, packed for x·Wᵀ with both; cached
  /// until the values of either change.
  ///
  /// @param other a matrix of as many rows; the form of one other matrix is kept
  @SuppressWarnings("exports")
  public PackedMatrix packedWith(Parameter other, Kernels kernels) {
    float[] values = storage().values();
    float[] others = other.storage().values();
    return cache.getBoth(kernels, values, shape[1], others, shape[0], version + other.version);
  }

  /// Drops the matrices packed for these kernels.
  @SuppressWarnings("exports")
  public void forgetPacked(Kernels kernels) {
    cache.forget(kernels);
  }
}
