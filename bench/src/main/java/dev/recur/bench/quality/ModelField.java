package dev.recur.bench.quality;

import dev.recur.file.ModelFile;
import dev.recur.task.Model;
import dev.recur.text.Field;
import dev.recur.tokenizer.Pieces;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The recipe by which a model cuts texts into tokens, from its file.
final class ModelField {
  private static final String PREFIX = "field.";

  private ModelField() {}

  static Field of(Model model) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    model
        .metadata()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                settings.put(name.substring(PREFIX.length()), value);
              }
            });
    if (!Pieces.NAME.equals(settings.get("tokenize"))) {
      return Field.fromSettings(settings);
    }
    ModelFile file = model.file();
    boolean lower = Boolean.parseBoolean(settings.get("lower"));
    return Field.fromSettings(settings, Pieces.of(file.strings(Pieces.NAME), lower));
  }
}
