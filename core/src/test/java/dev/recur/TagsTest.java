package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tests of equal bits have the tags with which the build runs them again without vectors and
/// at other widths. Without a tag they would silently not run there.
class TagsTest {
  private static final Pattern SCALAR_AND_WIDTHS =
      Pattern.compile(".*\\.(KernelsTest|GoldenTest|\\w*(Law|Laws|Gradient)Test)");

  @Test
  void the_suites_of_equal_bits_run_in_every_variant() {
    List<String> untagged =
        ClassFiles.under(ClassFiles.TESTS).stream()
            .map(ClassFiles::name)
            .filter(name -> SCALAR_AND_WIDTHS.matcher(name).matches())
            .filter(name -> !tags(name).containsAll(Set.of("scalar", "widths")))
            .toList();
    assertEquals(List.of(), untagged, "these need @Tag(\"scalar\") and @Tag(\"widths\")");
  }

  private static List<String> tags(String name) {
    try {
      Class<?> type = Class.forName(name, false, TagsTest.class.getClassLoader());
      return Stream.of(type.getAnnotationsByType(Tag.class)).map(Tag::value).toList();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " lies in target/test-classes but does not load", e);
    }
  }
}
