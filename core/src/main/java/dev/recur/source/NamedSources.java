package dev.recur.source;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The sources of [NamedRows]; settings name files by their paths, which may be relative to a
/// folder.
final class NamedSources implements Sources {
  private final Path folder;

  NamedSources(Path folder) {
    this.folder = folder;
  }

  @Override
  public Found find(String name) throws IOException {
    return new Found.Known(
        NamedRows.find(name)
            .orElseThrow(
                () -> new NoSuchFileException(name, null, "there are no rows with this name")));
  }

  @Override
  public Path path(String name) {
    return folder.resolve(name);
  }
}
