package dev.recur.gpu;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameters of the kernels, as their source has them.
final class Signatures {
  private static final Pattern KERNEL =
      Pattern.compile("^KERNEL (\\w+)\\(([^)]*)\\)", Pattern.MULTILINE);

  private Signatures() {}

  /// For each kernel the types of its parameters: `int`, `float`, `const int *`, `const float *` or
  /// `float *`.
  static SequencedMap<String, List<String>> read() {
    SequencedMap<String, List<String>> kernels = new LinkedHashMap<>();
    Matcher matcher = KERNEL.matcher(KernelSource.read("kernels.c"));
    while (matcher.find()) {
      kernels.put(
          matcher.group(1),
          Arrays.stream(matcher.group(2).split(",", -1)).map(Signatures::type).toList());
    }
    return kernels;
  }

  private static String type(String parameter) {
    String type = parameter.strip().replaceAll("\\w+$", "").replace("GLOBAL", "").strip();
    if (!type.matches("int|float|const int \\*|const float \\*|float \\*")) {
      throw new IllegalArgumentException("not the parameter of a kernel: " + parameter);
    }
    return type;
  }
}
