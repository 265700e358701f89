package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.task.CellKind;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
  @TempDir Path folder;

  @Test
  void a_peer_gets_the_weights_and_the_batches_that_recur_computes_with() throws IOException {
    Batches batches = Batches.unequal(Size.D);
    Network network = new Network(CellKind.GRU, Size.D, batches, Workers.single());
    Path file = folder.resolve("weights.safetensors");
    network.write(file);

    ModelFile written = ModelFile.read(file);
    assertEquals("GRU", written.metadata("cell"));
    for (Map.Entry<String, Parameter> entry : network.parameters().entrySet()) {
      Parameter p = entry.getValue();
      assertArrayEquals(p.toArray(), written.floats(entry.getKey(), p.shape()));
    }
    long[] tokens = written.array("tokens", NamedArray.Dtype.I64).longs();
    assertEquals(batches.tokens(1).id(0, 3), tokens[100 + 3]);
  }

  @Test
  void the_sizes_say_how_many_parameters_a_network_has() {
    for (CellKind cell : CellKind.values()) {
      Network network = new Network(cell, Size.A, Batches.equal(Size.A), Workers.single());
      long count = network.parameters().values().stream().mapToLong(Parameter::count).sum();
      assertEquals(count, Size.A.parameters(cell));
    }
  }

  @Test
  void unequal_texts_have_10_to_T_tokens() {
    Batches batches = Batches.unequal(Size.B);
    for (int i = 0; i < batches.count(); i++) {
      for (int length : batches.tokens(i).lengths()) {
        assertTrue(length >= 10 && length <= Size.B.steps);
      }
    }
    assertEquals(64 * 55, batches.total(), 64 * 5);
  }
}
