package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.data.Format;
import dev.recur.task.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how a labelled table is read for a model that is there already.
final class TableOptions {
  @Option(
      names = "--text",
      paramLabel = "COL",
      description = "The column of texts; without it, the name it had in training.")
  @Nullable String text;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "The column of labels; without it, the name it had in training.")
  @Nullable String label;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or tsv; without it, what the file's name ends with.")
  @Nullable String format;

  /// Reads the table with the columns that this model was trained on, or those that were named.
  Dataset read(Path file, Classifier model) throws IOException {
    Map<String, String> metadata = model.metadata();
    String texts = column(text, "--text", metadata.get("data.textColumn"));
    String labels = column(label, "--label", metadata.get("data.labelColumn"));
    if (texts.equals(labels)) {
      throw new IllegalArgumentException(
          "--text and --label must name two columns, got \"%s\" for both".formatted(texts));
    }
    return Dataset.read(file, tableFormat(file), model.columns(texts, labels));
  }

  private static String column(@Nullable String named, String flag, @Nullable String inTraining) {
    return Optional.ofNullable(named)
        .or(() -> Optional.ofNullable(inTraining))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model does not say which column it was trained on: %s COL names it"
                        .formatted(flag)));
  }

  private Format tableFormat(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String known = name.endsWith(".tsv") || name.endsWith(".tab") ? "tsv" : "csv";
    return switch (format == null ? known : format) {
      case "csv" -> Format.csv();
      case "tsv" -> Format.tsv();
      default ->
          throw new IllegalArgumentException(
              "--format must be one of csv, tsv, got \"%s\"".formatted(format));
    };
  }
}
