package dev.recur.task.text;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The network of a model file: a table of vectors, `embedding.weight`, then recurrent layers,
/// `rnn.*`, as every job for texts writes them.
///
/// {@snippet class="TaskTextExamples" region="stored"}
///
/// @param file what it is read from
public record StoredNetwork(ModelFile file) {
  /// A field with its vocabulary.
  ///
  /// @param recipe the field without one
  /// @param name the name of the vocabulary's strings
  public FittedField field(Field recipe, String name) throws IOException {
    Vocab vocab =
        Vocab.fromBytes(
            file.array(name + ".bytes", NamedArray.Dtype.U8).bytes(),
            file.array(name + ".offsets", NamedArray.Dtype.I64).longs(),
            Optional.of(recipe.options().unkToken()));
    return recipe.withVocab(vocab);
  }

  /// The table of vectors.
  ///
  /// @param rows how many there must be
  /// @param width the size of each
  public Embedding embedding(int rows, int width) throws IOException {
    int[] shape = {rows, width};
    return Embedding.fromPretrained(
        Tensor.of(file.floats("embedding.weight", shape), shape),
        EmbeddingOptions.of(rows, width),
        false);
  }

  /// The number of vectors in the table.
  public int vectors() throws IOException {
    int[] shape = file.array("embedding.weight", NamedArray.Dtype.F32).shape();
    return shape.length == 0 ? 0 : shape[0];
  }

  /// Refuses settings that contradict the arrays, before memory is allocated for them.
  ///
  /// @param layers the number of recurrent layers
  /// @param hidden their units
  public void requireLayers(int layers, int hidden) throws IOException {
    if (layers > file.arrays().size()) {
      throw file.invalid("there are no arrays for %s layers".formatted(layers));
    }
    for (String name : List.of("rnn.weight_hh_l0", "rnn.weight_hh_l" + (layers - 1))) {
      int[] shape = file.array(name, NamedArray.Dtype.F32).shape();
      if (shape.length != 2 || shape[1] != hidden) {
        throw file.invalid(
            "expected \"%s\" with %s columns, one for each hidden unit".formatted(name, hidden));
      }
    }
  }

  /// Sets parameters to the arrays of the same names.
  public void fill(Map<String, Parameter> parameters) throws IOException {
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      entry.getValue().set(file.floats(entry.getKey(), entry.getValue().shape()));
    }
  }
}
