package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The short list of public types: `api.txt` names each type that a user can reach.
class PublicApiTest {
  private static final Path LIST = Path.of("api.txt");

  @Test
  void api_txt_lists_every_type_that_a_user_can_reach() throws IOException {
    assertEquals("", difference(listed(), reachable()));
  }

  @Test
  void a_type_too_many_or_too_few_is_named() {
    assertEquals(
        """
        add to core/api.txt, with the reason in the commit, or make package-private: b.New
        remove from core/api.txt: b.Old
        """,
        difference(Set.of("a.Kept", "b.Old"), Set.of("a.Kept", "b.New")));
  }

  private static String difference(Set<String> listed, Set<String> reachable) {
    var text = new StringBuilder();
    new TreeSet<>(reachable)
        .stream()
            .filter(name -> !listed.contains(name))
            .forEach(
                name ->
                    text.append(
                            "add to core/api.txt, with the reason in the commit,"
                                + " or make package-private: ")
                        .append(name)
                        .append('\n'));
    new TreeSet<>(listed)
        .stream()
            .filter(name -> !reachable.contains(name))
            .forEach(name -> text.append("remove from core/api.txt: ").append(name).append('\n'));
    return text.toString();
  }

  private static Set<String> listed() throws IOException {
    return Files.readAllLines(LIST).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Set<String> reachable() {
    return ClassFiles.library().stream()
        .filter(type -> !ClassFiles.packageOf(type).equals("kernel"))
        .map(ClassFiles::name)
        .map(PublicApiTest::load)
        .filter(PublicApiTest::isReachable)
        .map(Class::getCanonicalName)
        .collect(Collectors.toSet());
  }

  private static boolean isReachable(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
      return false;
    }
    int modifiers = type.getModifiers();
    boolean open = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    Class<?> outer = type.getEnclosingClass();
    return open && (outer == null || isReachable(outer));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " lies in target/classes but does not load", e);
    }
  }
}
