package dev.recur.task;

import java.nio.file.Path;

/// Where the files are that settings name, such as pretrained vectors. The caller of a run decides:
/// a command takes the name for a path, a server may know other files or none.
@FunctionalInterface
public interface NamedFiles {
  /// The file of this name.
  ///
  /// @throws IllegalArgumentException if the caller has no such file
  Path path(String name);
}
