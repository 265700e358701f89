package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The library's sentences name settings as [dev.recur.settings.Mention]s. Only the command writes
/// flags, which a program in Java does not have.
class NoFlagsTest {
  /// A flag in a text, a concatenation or an annotation; `--add-modules` is Java's own.
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--(?!add-modules)[a-z]");

  @Test
  void no_text_of_the_library_names_a_flag() {
    assertEquals(List.of(), flagsIn(ClassFiles.library()));
  }

  @Test
  void a_flag_is_found_wherever_a_text_holds_it() {
    var offender =
        ClassFiles.under(ClassFiles.TESTS).stream()
            .filter(type -> ClassFiles.name(type).equals("dev.recur.NoFlagsTest$Offender"))
            .toList();
    String name = "dev.recur.NoFlagsTest$Offender: ";
    assertEquals(
        Set.of(
            name + "--at-the-start",
            name + "(try --in-brackets or \"--quoted\"?)",
            name + "\u0001--after-a-value=\u0001",
            name + "as many as --in-an-annotation has"),
        Set.copyOf(flagsIn(offender)));
  }

  private static List<String> flagsIn(List<ClassModel> classes) {
    return classes.stream()
        .flatMap(
            type ->
                texts(type).stream()
                    .filter(text -> FLAG.matcher(text).find())
                    .map(text -> ClassFiles.name(type) + ": " + text))
        .toList();
  }

  private static List<String> texts(ClassModel type) {
    var texts = new ArrayList<String>();
    for (var entry : type.constantPool()) {
      if (entry instanceof Utf8Entry text) {
        texts.add(text.stringValue());
      }
    }
    return texts;
  }

  @Help("as many as --in-an-annotation has")
  static final class Offender {
    private Offender() {}

    static List<String> texts(String value) {
      return List.of(
          "--at-the-start",
          "(try --in-brackets or \"--quoted\"?)",
          value + "--after-a-value=" + value,
          "a dash -- between words, --add-modules of Java, two--words and a line: ---x");
    }
  }

  @interface Help {
    String value();
  }
}
