package dev.recur.examples;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every example: each is a class with a `main` that throws where its number is not met.
class ExamplesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "recur", "examples");

  @TestFactory
  List<DynamicTest> every_example_meets_its_number() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (String name : names()) {
      Method main = Class.forName("dev.recur.examples." + name).getMethod("main", String[].class);
      tests.add(DynamicTest.dynamicTest(name, () -> run(main)));
    }
    return tests;
  }

  private static List<String> names() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.startsWith("package-info"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .sorted()
          .toList();
    }
  }

  private static void run(Method main) throws Throwable {
    try {
      main.invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
