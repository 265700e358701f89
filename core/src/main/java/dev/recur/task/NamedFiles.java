package dev.recur.task;

import java.nio.file.Path;

/// Finds the files that settings name, such as pretrained vectors. The caller of a run decides: for
/// a command the name is a path; a server may have other files, or none.
///
/// {@snippet class="TaskExamples" region="files"}
@FunctionalInterface
public interface NamedFiles {
  /// The file of this name.
  ///
  /// @throws IllegalArgumentException if the caller has no such file
  Path path(String name);
}
