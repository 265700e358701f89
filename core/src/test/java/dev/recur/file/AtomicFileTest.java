package dev.recur.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private final ModelFile model =
      new ModelFile(Map.of("task", "demo"), List.of(NamedArray.of("w", new float[] {1, 2}, 2)));

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_model_written_to_a_path_is_the_only_new_file() throws IOException {
    Path file = folder.resolve("m".repeat(250) + ".rec"); // near the longest name there is
    model.write(file, false);
    assertArrayEquals(ModelFileTest.bytes(model), Files.readAllBytes(file));
    assertEquals(List.of(file.getFileName().toString()), names());
    assertEquals(Map.of("task", "demo"), ModelFile.read(file).metadata());
  }

  @Test
  void an_existing_file_is_replaced_only_on_request() throws IOException {
    Path file = Files.writeString(folder.resolve("m.recur"), "precious");
    String message =
        assertThrows(FileAlreadyExistsException.class, () -> model.write(file, false)).getMessage();
    assertEquals(file + ": already exists, and overwriting was not requested", message);
    assertEquals("precious", Files.readString(file));
    model.write(file, true);
    assertEquals(Map.of("task", "demo"), ModelFile.read(file).metadata());
    assertEquals(List.of("m.recur"), names());
  }

  @Test
  void a_link_stays_a_link_and_its_target_is_replaced() throws IOException {
    Path file = Files.writeString(folder.resolve("m.recur"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.recur"), file);
    model.write(link, true);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(Map.of("task", "demo"), ModelFile.read(file).metadata());
    assertEquals(List.of("link.recur", "m.recur"), names());
  }

  @Test
  void a_file_that_appears_while_writing_is_kept() throws IOException {
    Path file = folder.resolve("m.recur");
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            AtomicFile.write(
                file,
                false,
                out -> {
                  out.write(1);
                  Files.writeString(file, "precious");
                }));
    assertEquals("precious", Files.readString(file));
    assertEquals(List.of("m.recur"), names());
  }

  @Test
  void when_writing_fails_the_old_file_stays_and_nothing_is_left() throws IOException {
    Path file = Files.writeString(folder.resolve("m.recur"), "precious");
    IOException full = new IOException("No space left on device");
    AtomicFile.Content half =
        out -> {
          out.write(new byte[200_000]);
          throw full;
        };
    assertEquals(full, assertThrows(IOException.class, () -> AtomicFile.write(file, true, half)));
    assertEquals("precious", Files.readString(file));
    Path other = folder.resolve("n.recur");
    assertThrows(IOException.class, () -> AtomicFile.write(other, false, half));
    assertEquals(List.of("m.recur"), names());
  }

  @Test
  void the_error_of_a_full_disk_names_the_file_and_leaves_it_unchanged() throws IOException {
    Path file = Files.writeString(folder.resolve("m.recur"), "precious");
    AtomicFile.Content content =
        out -> {
          for (int i = 0; i < 200_000; i++) {
            out.write(1);
          }
        };
    assertEquals(
        file + ": cannot be written: No space left on device (nothing was left behind)",
        assertThrows(
                FileSystemException.class, () -> AtomicFile.write(file, true, content, Full::new))
            .getMessage());
    assertEquals("precious", Files.readString(file));
    assertEquals(List.of("m.recur"), names());
  }

  @Test
  void the_error_of_a_folder_without_write_permission_names_the_file() {
    assumeTrue(
        folder.toFile().setWritable(false) && !Files.isWritable(folder),
        "root may write everywhere");
    Path file = folder.resolve("m.recur");
    assertEquals(
        file + ": cannot be written: no permission to write in its folder",
        assertThrows(AccessDeniedException.class, () -> model.write(file, false)).getMessage());
  }

  @Test
  void a_model_can_be_replaced_while_it_is_in_use() throws IOException {
    Path file = folder.resolve("m.recur");
    model.write(file, false);
    ModelFile inUse = ModelFile.read(file);
    new ModelFile(Map.of("task", "other"), List.of()).write(file, true);
    assertArrayEquals(new float[] {1, 2}, inUse.floats("w", 2));
  }

  @Test
  void a_file_system_without_links_is_enough() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("models.zip"), Map.of("create", "true"))) {
      Path file = zip.getPath("m.recur");
      model.write(file, false);
      assertThrows(FileAlreadyExistsException.class, () -> model.write(file, false));
      assertArrayEquals(new float[] {1, 2}, ModelFile.read(file).floats("w", 2));
    }
  }

  @Test
  void a_folder_is_not_overwritten() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("models"));
    assertEquals(
        directory + ": is not a file, so it is not overwritten",
        assertThrows(FileAlreadyExistsException.class, () -> model.write(directory, true))
            .getMessage());
    Path nowhere = folder.resolve("nowhere").resolve("m.recur");
    assertEquals(
        nowhere + ": its folder does not exist",
        assertThrows(NoSuchFileException.class, () -> model.write(nowhere, false)).getMessage());
  }

  /// A disk that only has room for the first block of a file.
  private static final class Full extends FilterOutputStream {
    private int written;

    Full(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (written > 0) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, from, length);
      written += length;
    }
  }
}
