package dev.recur.task.text;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Rejects a pipe or a device as a file that a run reads more than once.
///
/// {@snippet class="TaskTextExamples" region="pipe"}
public final class ReadAgain {
  private ReadAgain() {}

  /// Checks that a file exists and is not a pipe or a device.
  ///
  /// @param setting the setting that names the file
  /// @throws IllegalArgumentException if it does not, or is; the message names the setting
  public static void require(String setting, Path file) {
    check(setting, file);
    if (Files.notExists(file)) {
      throw SettingException.of(
          "%s: %s",
          Mention.of(setting, file),
          Files.isSymbolicLink(file)
              ? "it is a link to a file that does not exist"
              : "there is no such file");
    }
  }

  /// Checks that a file is not a pipe or a device; a missing file passes.
  ///
  /// @param setting the setting that names the file
  /// @throws IllegalArgumentException if it is; the message names the setting
  public static void check(String setting, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw SettingException.of(
          "%s: expected a regular file, because it is read more than once, got a pipe or a device",
          Mention.of(setting, file));
    }
  }
}
