package dev.recur.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.text.Field;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tokenizer from another jar, like Lucene's.
class ProvidedTokenizerTest {
  private static final String PROVIDER = "dev.recur.tokenizer.ProvidedTokenizerTest$Syllables";

  /// The content of the other jar.
  public static final class Syllables implements Tokenizer {
    /// Required for a service.
    public Syllables() {}

    @Override
    public String name() {
      return "syllables";
    }

    @Override
    public String version() {
      return "3";
    }

    @Override
    public List<String> tokenize(String text) {
      return List.of(text.split("-", -1));
    }
  }

  @TempDir private Path jar;

  @Test
  void it_is_found_by_its_name_and_survives_being_saved() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new OtherJar(contents(), before)) {
      thread.setContextClassLoader(loader);
      Field field = Field.text().tokenize("syllables").build();
      assertEquals(List.of("ta", "da"), field.preprocess("ta-da"));
      assertEquals("3", field.toSettings().get("tokenizerVersion"));
      assertEquals(List.of("ta", "da"), Field.fromSettings(field.toSettings()).preprocess("ta-da"));
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThrows(IllegalArgumentException.class, () -> Tokenizer.named("syllables"));
  }

  private URL[] contents() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(Tokenizer.class.getName()), PROVIDER);
    Path file = jar.resolve(PROVIDER.replace('.', '/') + ".class");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (InputStream in =
        Objects.requireNonNull(
            getClass().getResourceAsStream(file.getFileName().toString()), "the class's file")) {
      Files.copy(in, file);
    }
    return new URL[] {jar.toUri().toURL()};
  }

  /// Loads the provider itself, so that it is outside the library's module.
  private static final class OtherJar extends URLClassLoader {
    OtherJar(URL[] contents, ClassLoader parent) {
      super(contents, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(PROVIDER) ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
