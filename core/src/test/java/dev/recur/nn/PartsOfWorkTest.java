package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Workers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How outputs and the rows of a batch are cut into parts for the workers. (That the cut changes no
/// bit is a law.)
class PartsOfWorkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 100, 256, 512, 1000, 4096})
  void parts_are_whole_tiles_of_about_equal_size_and_leave_nothing_out(int outputs) {
    for (int parts = 1; parts <= 8; parts++) {
      int largest = (outputs / parts + 16) / 16 * 16;
      int from = 0;
      for (int part = 0; part < parts; part++) {
        assertEquals(from, Sums.cut(outputs, part, parts), "no gap before part " + part);
        int to = Sums.cut(outputs, part + 1, parts);
        assertTrue(to % 16 == 0 || to == outputs, "a cut through a tile at " + to);
        assertTrue(to >= from && to - from <= largest, from + " to " + to + " of " + outputs);
        from = to;
      }
      assertEquals(outputs, from, "the last part ends with the last output");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "32, 1, 32",
    "32, 2, 16 16",
    "32, 4, 8 8 8 8",
    "32, 5, 8 8 8 8", // with 4 rows in some, the longest would still have 8
    "32, 16, 4 4 4 4 4 4 4 4",
    "64, 8, 8 8 8 8 8 8 8 8",
    "20, 2, 12 8",
    "10, 2, 8 2",
    "3, 16, 3",
  })
  void rows_are_cut_at_multiples_of_eight_or_of_four(int rows, int threads, String expected) {
    Packing packing = Packing.full(rows, 7);
    try (Workers workers = new Workers(threads)) {
      RowBlocks blocks = RowBlocks.of(new Chunk(0, 6), packing, 1, workers);
      assertEquals(
          expected,
          IntStream.range(0, blocks.count())
              .mapToObj(i -> Integer.toString(blocks.end(i) - blocks.first(i)))
              .collect(Collectors.joining(" ")));
      assertEquals(rows, blocks.end(blocks.count() - 1));
    }
  }

  @Test
  void no_chunk_has_an_empty_block_or_more_blocks_than_there_are_frames() {
    int[] lengths = IntStream.range(0, 41).map(b -> 1 + b * 7 % 23).toArray();
    Packing packing = Packing.of(lengths);
    for (int threads = 1; threads <= 20; threads++) {
      try (Workers workers = new Workers(threads, (count, task) -> {})) {
        for (int directions = 1; directions <= 2; directions++) {
          for (int first = 0; first < packing.steps(); first++) {
            Chunk chunk = new Chunk(first, Math.min(first + 3, packing.steps() - 1));
            RowBlocks blocks = RowBlocks.of(chunk, packing, directions, workers);
            assertTrue(blocks.count() <= RowBlocks.most(packing, directions, workers));
            int from = 0;
            for (int i = 0; i < blocks.count(); i++) {
              assertEquals(from, blocks.first(i));
              assertTrue(blocks.end(i) > from && from % 4 == 0);
              from = blocks.end(i);
            }
            assertEquals(packing.rows(first), from);
          }
        }
      }
    }
  }
}
