package dev.recur.pages;

import dev.recur.inspect.Machine;
import dev.recur.task.Model;
import java.util.Objects;
import java.util.TreeMap;

/// Writes what a model file says about itself: its settings, figures and hashes.
///
/// @param page the page
/// @param blocks writes tables into it
record MetadataDrawing(Svg page, BlockDrawing blocks) {

  void draw(Model model) {
    page.begin("details");
    page.text("summary", "All settings, figures and hashes in the model file");
    blocks.beginTable("", "key", "value");
    new TreeMap<>(model.metadata())
        .forEach(
            (key, value) -> {
              page.begin("tr");
              page.text("th", key, "scope", "row");
              page.text("td", Objects.toString(value), "class", "break");
              page.end();
            });
    blocks.endTable();
    page.end();
    Machine machine = Machine.here();
    page.text(
        "p",
        "The model was made by Recur %s, this page on Java %s with %s kernels."
            .formatted(model.file().programVersion(), machine.java(), machine.kernels()),
        "class",
        "quiet");
  }
}
