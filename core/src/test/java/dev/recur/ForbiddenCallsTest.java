package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the library may not call: functions whose bits differ between machines or while the JIT
/// warms up, and calls that belong to the application.
class ForbiddenCallsTest {
  /// Members that nothing in the library may name, and what to do instead.
  private record Rule(String owners, String members, String instead) {
    boolean forbids(String owner, String member) {
      return Pattern.matches(owners, owner) && Pattern.matches(members, member);
    }
  }

  private static final String CURVES =
      "a?(sin|cos|tan)h?|atan2|exp|expm1|log|log10|log1p|pow|cbrt|hypot";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "java/lang/Math",
              CURVES,
              "its last bit is left to the platform: StrictMath, or the kernels"),
          new Rule(
              "jdk/incubator/vector/VectorOperators",
              CURVES.toUpperCase(java.util.Locale.ROOT),
              "its bits change with the JIT and the width: the kernels' polynomials"),
          new Rule(
              "jdk/incubator/vector/(Float|Double)?Vector",
              "reduceLanes.*",
              "its order of adding differs between widths: 16 lanes and the fixed tree"),
          new Rule("java/lang/System", "out|err|exit|setProperty", "events and exceptions"),
          new Rule("java/lang/Runtime", "exit|halt", "exceptions"),
          new Rule("java/lang/ThreadLocal", ".*", "scratch is leased from the model"),
          new Rule(
              "java/util/concurrent/ForkJoinPool|java/util/.*",
              "commonPool|parallel.*",
              "Workers"));

  @Test
  void the_library_calls_nothing_forbidden() {
    assertEquals(List.of(), forbiddenIn(ClassFiles.library()));
  }

  @Test
  void a_forbidden_call_is_found() {
    var offender =
        ClassFiles.under(ClassFiles.TESTS).stream()
            .filter(type -> ClassFiles.name(type).endsWith("ForbiddenCallsTest$Offender"))
            .toList();
    String name = "dev.recur.ForbiddenCallsTest$Offender";
    assertEquals(
        Set.of(
            name + " uses Math.tanh; instead: " + RULES.get(0).instead(),
            name + " uses Math.pow; instead: " + RULES.get(0).instead(),
            name + " uses System.out; instead: " + RULES.get(3).instead()),
        Set.copyOf(forbiddenIn(offender)));
    for (var operator : List.of("TANH", "EXP", "LOG", "POW", "SIN")) {
      assertEquals(true, RULES.get(1).forbids("jdk/incubator/vector/VectorOperators", operator));
    }
    assertEquals(true, RULES.get(2).forbids("jdk/incubator/vector/FloatVector", "reduceLanes"));
  }

  private static List<String> forbiddenIn(List<ClassModel> classes) {
    var found = new ArrayList<String>();
    for (ClassModel type : classes) {
      for (var entry : type.constantPool()) {
        if (entry instanceof MemberRefEntry member) {
          String owner = member.owner().asInternalName();
          String called = member.name().stringValue();
          RULES.stream()
              .filter(rule -> rule.forbids(owner, called))
              .forEach(
                  rule ->
                      found.add(
                          ClassFiles.name(type)
                              + " uses "
                              + owner.substring(owner.lastIndexOf('/') + 1)
                              + "."
                              + called
                              + "; instead: "
                              + rule.instead()));
        }
      }
    }
    return found;
  }

  /// Breaks three rules: by a call, by a method reference and by a field.
  static final class Offender {
    static final DoubleUnaryOperator TANH = Math::tanh;
    static final PrintStream OUT = System.out;

    private Offender() {}

    static double square(double x) {
      return Math.abs(Math.pow(x, 2));
    }
  }
}
