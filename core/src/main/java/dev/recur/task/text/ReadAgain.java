package dev.recur.task.text;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Refuses data that can be read only once, for files that a run reads more than once.
public final class ReadAgain {
  private ReadAgain() {}

  /// Refuses a pipe or a device.
  public static void check(String setting, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw SettingException.of(
          "%s: expected a regular file, because it is read more than once, got a pipe or a device",
          Mention.of(setting, file));
    }
  }
}
