import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Compiles a changed file, loads it instead of the library's own class, and runs the tests until
/// one fails.
///
/// Each change gets class loaders of its own; classes that it cannot affect (the oracle, and the
/// kernels unless one of them is changed) are loaded once, so that their compiled code stays warm.
final class Tests {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path TESTS = Path.of("target/test-classes");
  private static final Path CHANGED = Path.of("target/mutation/classes");
  private static final int SECONDS = 120;

  /// The tests that find most, the quickest first; the others follow by name.
  private static final List<String> FIRST =
      List.of(
          "laws.LossGradientTest",
          "laws.OperationGradientTest",
          "laws.LayerGradientTest",
          "laws.CrfGradientTest",
          "laws.GradientTest",
          "laws.ChunkLawTest",
          "laws.HandLoopLawTest",
          "laws.LayerLawTest",
          "laws.MergingLawTest",
          "laws.PaddingLawTest",
          "laws.ThreadLawTest");

  private static final Set<String> PACKAGES = Set.of("laws", "loss", "nn", "tensor", "golden");

  /// One that takes long, and the tests of the oracle, which call nothing that is changed.
  private static final Set<String> LEFT_OUT =
      Set.of("laws.RepetitionLawTest", "laws.OracleTest", "golden.OracleGoldenTest");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
  private final Launcher launcher = LauncherFactory.create();
  private final ClassLoader oracle = new Shared(Set.of("oracle"));
  private final ClassLoader oracleAndKernels = new Shared(Set.of("oracle", "kernel"));
  private final List<String> names = names();

  Tests() throws IOException {
    Path unchanged = Path.of("target/mutation/unchanged");
    Files.createDirectories(unchanged);
    if (!pass(unchanged, oracleAndKernels)) {
      throw new IllegalStateException("the tests must pass before anything is changed");
    }
  }

  enum Outcome {
    KILLED,
    SURVIVED,
    NOT_JAVA
  }

  Outcome run(Mutant mutant) throws IOException {
    clear();
    if (!compile(mutant)) {
      return Outcome.NOT_JAVA;
    }
    ClassLoader shared = mutant.file().getParent().endsWith("kernel") ? oracle : oracleAndKernels;
    AtomicBoolean passed = new AtomicBoolean();
    Thread thread = new Thread(() -> passed.set(pass(CHANGED, shared)), "tests");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(SECONDS * 1000L);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return passed.get() ? Outcome.SURVIVED : Outcome.KILLED; // a test that never ends counts
  }

  private static List<String> names() throws IOException {
    List<String> names = new ArrayList<>(FIRST);
    try (Stream<Path> files = Files.walk(TESTS.resolve("dev/recur"))) {
      files
          .map(f -> TESTS.resolve("dev/recur").relativize(f).toString())
          .filter(f -> f.endsWith("Test.class") && f.contains("/"))
          .filter(f -> PACKAGES.contains(f.substring(0, f.indexOf('/'))))
          .map(f -> f.replace('/', '.').replace(".class", ""))
          .filter(n -> !names.contains(n) && !LEFT_OUT.contains(n))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  private static void clear() throws IOException {
    if (Files.exists(CHANGED)) {
      try (Stream<Path> old = Files.walk(CHANGED)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(CHANGED);
  }

  private boolean compile(Mutant mutant) {
    String path = CLASSES + ":" + System.getProperty("java.class.path");
    List<String> options =
        List.of("-proc:none", "-nowarn", "-g", "-d", CHANGED.toString(), "-cp", path);
    URI uri = mutant.file().toAbsolutePath().toUri();
    JavaFileObject source =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return mutant.changed();
          }
        };
    return compiler.getTask(null, manager, d -> {}, options, null, List.of(source)).call();
  }

  /// Whether all tests pass with these classes in front of the library's own.
  private boolean pass(Path changed, ClassLoader shared) {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {url(changed), url(CLASSES), url(TESTS)}, shared)) {
      for (String name : List.copyOf(names)) {
        if (!passes(Class.forName("dev.recur." + name, false, loader))) {
          names.remove(name);
          names.addFirst(name); // the file's next change is likely to fail there, too
          return false;
        }
      }
      return true;
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean passes(Class<?> test) {
    CancellationToken cancel = CancellationToken.create();
    AtomicBoolean failed = new AtomicBoolean();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier id, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
              failed.set(true);
              cancel.cancel();
            }
          }
        };
    launcher.execute(
        LauncherExecutionRequestBuilder.request(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(test))
                    .build())
            .cancellationToken(cancel)
            .listeners(listener)
            .build());
    return !failed.get();
  }

  private static URL url(Path folder) throws IOException {
    return folder.toUri().toURL();
  }

  /// Loads only these packages of the library and its tests.
  private static final class Shared extends ClassLoader {
    private final Set<String> packages;

    Shared(Set<String> packages) {
      this.packages = packages;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      Path file = Files.exists(CLASSES.resolve(path)) ? CLASSES.resolve(path) : TESTS.resolve(path);
      if (packages.stream().noneMatch(p -> name.startsWith("dev.recur." + p + "."))
          || !Files.exists(file)) {
        throw new ClassNotFoundException(name);
      }
      try {
        byte[] bytes = Files.readAllBytes(file);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
