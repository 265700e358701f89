package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void a_file_that_cannot_be_written_is_the_users_to_mend_and_has_exit_code_2() {
    var full =
        new FileSystemException(
            "m.recur",
            null,
            "cannot be written: No space left on device (nothing was left behind)");
    assertEquals(
        new Failure(
            "m.recur: cannot be written: No space left on device (nothing was left behind)", 2),
        Failure.of(full));
    assertEquals(
        new Failure("the cable was pulled", 1),
        Failure.of(new IOException("the cable was pulled")));
  }
}
