package dev.recur.pages;

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
    page.text("p", "Recur " + model.file().programVersion(), "class", "quiet");
  }
}
