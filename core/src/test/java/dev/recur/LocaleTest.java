package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.nn.RecurrentOptions;
import dev.recur.tensor.Tensor;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Messages are the same in every country: no digit and no letter of them follows the default
/// locale, which belongs to the application.
///
/// `formatted` is for words and `%s`, which prints a number as Java writes it; a format that makes
/// digits itself names `Locale.ROOT`.
class LocaleTest {
  private static final Pattern DIGITS =
      Pattern.compile("%[-#+ 0,(]*[0-9]*(\\.[0-9]+)?[deEfgGaAtTSC]");

  @Test
  void no_method_of_the_library_follows_the_default_locale() {
    assertEquals(List.of(), followers(ClassFiles.library()));
  }

  @Test
  void a_method_that_follows_the_default_locale_is_found() {
    var offender =
        ClassFiles.under(ClassFiles.TESTS).stream()
            .filter(type -> ClassFiles.name(type).endsWith("LocaleTest$Offender"))
            .toList();
    assertEquals(
        List.of(
            "dev.recur.LocaleTest$Offender.digits: formats \"got %,d\"",
            "dev.recur.LocaleTest$Offender.letters: calls toLowerCase"),
        followers(offender));
  }

  private static List<String> followers(List<ClassModel> classes) {
    List<String> found = new ArrayList<>();
    for (ClassModel type : classes) {
      for (MethodModel method : type.methods()) {
        String name = ClassFiles.name(type) + "." + method.methodName().stringValue() + ": ";
        method.code().ifPresent(code -> found.addAll(faults(name, code)));
      }
    }
    return found;
  }

  private static List<String> faults(String name, CodeModel code) {
    List<String> found = new ArrayList<>();
    List<String> formats = new ArrayList<>();
    boolean formatted = false;
    for (var element : code) {
      switch (element) {
        case ConstantInstruction.LoadConstantInstruction load
            when load.constantEntry() instanceof StringEntry text
                && DIGITS.matcher(text.stringValue()).find() ->
            formats.add(name + "formats \"" + text.stringValue() + "\"");
        case InvokeInstruction call
            when call.owner().asInternalName().equals("java/lang/String") -> {
          String called = call.name().stringValue();
          String takes = call.type().stringValue();
          formatted |=
              called.equals("formatted")
                  || (called.equals("format") && !takes.startsWith("(Ljava/util/Locale;"));
          if (called.matches("to(Lower|Upper)Case") && takes.startsWith("()")) {
            found.add(name + "calls " + called);
          }
        }
        default -> {}
      }
    }
    if (formatted) {
      found.addAll(formats);
    }
    return found;
  }

  /// Breaks both rules, and keeps them.
  static final class Offender {
    private Offender() {}

    static String digits(int n) {
      return "got %,d".formatted(n) + "%s".formatted(n) + String.format(Locale.ROOT, "%s", n);
    }

    @SuppressWarnings("StringCaseLocaleUsage")
    static String letters(String text) {
      return text.toLowerCase() + text.toUpperCase(Locale.ROOT);
    }

    static String kept(int n) {
      return String.format(Locale.ROOT, "%,d", n);
    }
  }

  @Test
  void messages_have_the_same_digits_in_egypt() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(
          "١", String.format(Locale.getDefault(), "%d", 1), "the locale has digits of its own");
      assertEquals(
          "hiddenSize must be at least 1, got -20",
          assertThrows(IllegalArgumentException.class, () -> RecurrentOptions.of(3, -20))
              .getMessage());
      assertEquals(
          "shape (2, 3) needs 6 values, got 1",
          assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1}, 2, 3))
              .getMessage());
    } finally {
      Locale.setDefault(before);
    }
  }
}
