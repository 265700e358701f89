package dev.recur.kernel;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the source of [VectorShapes]: every tile has the same form, and only its numbers of rows
/// and of vectors differ.
final class TileTemplate {
  private static final String HEAD =
      """
      package dev.recur.kernel;

      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /// The tiles of [VectorTiles], one method for each shape: a tile of C held in vector registers
      /// while a block of k runs by.
      //
      // This file is written by TileTemplateTest, from the template beside it. Why there is no loop
      // instead: vectors in an array, or in a method that is not inlined, are boxed, and the product
      // is ten times slower.
      final class VectorShapes {
        private static final VectorSpecies<Float> S = VectorTiles.S;
        private static final int L = VectorTiles.L;
        private static final int SLICE = VectorTiles.SLICE;

        private VectorShapes() {}

      """;

  /// How A lies in memory.
  private enum Layout {
    /// The elements of a row side by side.
    ROWS,
    /// In panels, as B is: the elements of a column side by side.
    PANELS,
    /// Either.
    ANY
  }

  /// A tile's shape.
  private record Shape(String name, String comment, int rows, int vectors, Layout layout) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "tile8x3",
              "8 rows, 3 vectors, the elements of a row of A side by side.",
              8,
              3,
              Layout.ROWS),
          new Shape(
              "packed8x3",
              "8 rows, 3 vectors, A in panels: the elements of a column side by side.",
              8,
              3,
              Layout.PANELS),
          new Shape("tile6x2", "6 rows, 2 vectors.", 6, 2, Layout.ROWS),
          new Shape("tile4x2", "4 rows, 2 vectors.", 4, 2, Layout.ROWS),
          new Shape("tile2x2", "2 rows, 2 vectors.", 2, 2, Layout.ROWS),
          new Shape("tile1x2", "1 row, 2 vectors.", 1, 2, Layout.ROWS),
          new Shape("tile8x2", "8 rows, 2 vectors: what is left of the columns.", 8, 2, Layout.ANY),
          new Shape("tile8x1", "8 rows, 1 vector.", 8, 1, Layout.ANY),
          new Shape("tile4x3", "4 rows, 3 vectors: what is left of the rows.", 4, 3, Layout.ANY),
          new Shape("tile2x3", "2 rows, 3 vectors.", 2, 3, Layout.ANY),
          new Shape("tile1x3", "1 row, 3 vectors.", 1, 3, Layout.ANY));

  private TileTemplate() {}

  /// The whole file; its spaces and line breaks are the formatter's business.
  static String file() {
    return SHAPES.stream()
        .map(TileTemplate::method)
        .collect(Collectors.joining("\n\n", HEAD, "\n}\n"));
  }

  private static String method(Shape shape) {
    int rows = shape.rows;
    return Stream.<Stream<String>>of(
            Stream.of(
                "/// " + shape.comment,
                "static void " + shape.name + "(" + parameters(shape) + ") {"),
            shape.layout == Layout.PANELS
                ? Stream.of()
                : IntStream.range(1, rows)
                    .mapToObj(r -> "int at" + r + " = at + " + times(r, "aRow") + ";"),
            IntStream.range(1, rows)
                .mapToObj(r -> "int cAt" + r + " = cAt + " + times(r, "cRow") + ";"),
            cells(
                shape,
                (r, v) ->
                    "FloatVector c%s%s = FloatVector.fromArray(S, c, %s);"
                        .formatted(r, v, at("cAt" + number(r), v))),
            Stream.of("for (int l = 0; l < k; l++) {"),
            switch (shape.layout) {
              case ROWS -> Stream.of();
              case PANELS -> Stream.of("int la = at + l * PackedMatrix.PANEL;");
              case ANY -> Stream.of("int la = l * aCol;");
            },
            Stream.of("int lb = bAt + l * SLICE;"),
            IntStream.range(0, shape.vectors)
                .mapToObj(
                    v ->
                        "FloatVector b%s = FloatVector.fromArray(S, b, %s);"
                            .formatted(v, at("lb", v))),
            IntStream.range(0, rows).boxed().flatMap(r -> row(shape, r)),
            Stream.of("}"),
            cells(
                shape,
                (r, v) -> "c%s%s.intoArray(c, %s);".formatted(r, v, at("cAt" + number(r), v))),
            Stream.of("}"))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }

  /// A row of the tile takes one step of k.
  private static Stream<String> row(Shape shape, int r) {
    String index =
        switch (shape.layout) {
          case ROWS -> "at" + number(r) + " + l";
          case PANELS -> "la" + (r == 0 ? "" : " + " + r);
          case ANY -> "at" + number(r) + " + la";
        };
    return Stream.concat(
        Stream.of("FloatVector a%s = FloatVector.broadcast(S, a[%s]);".formatted(r, index)),
        IntStream.range(0, shape.vectors)
            .mapToObj(v -> "c%1$s%2$s = a%1$s.fma(b%2$s, c%1$s%2$s);".formatted(r, v)));
  }

  private static String parameters(Shape shape) {
    boolean several = shape.rows > 1;
    String a =
        switch (shape.layout) {
          case ROWS -> several ? "int at, int aRow, " : "int at, ";
          case PANELS -> "int at, ";
          case ANY -> several ? "int at, int aRow, int aCol, " : "int at, int aCol, ";
        };
    return "int k, float[] a, "
        + a
        + "float[] b, int bAt, float[] c, int cAt"
        + (several ? ", int cRow" : "");
  }

  private interface Cell {
    String at(int row, int vector);
  }

  private static Stream<String> cells(Shape shape, Cell cell) {
    return IntStream.range(0, shape.rows)
        .boxed()
        .flatMap(r -> IntStream.range(0, shape.vectors).mapToObj(v -> cell.at(r, v)));
  }

  private static String at(String begin, int vector) {
    return vector == 0 ? begin : begin + " + " + times(vector, "L");
  }

  private static String times(int n, String factor) {
    return n == 1 ? factor : n + " * " + factor;
  }

  private static String number(int row) {
    return row == 0 ? "" : Integer.toString(row);
  }
}
