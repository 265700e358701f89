package dev.recur.optim;

import dev.recur.kernel.Mirror;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the named arrays and strings of a checkpoint; an entry that is missing, malformed or left
/// over is an error that names it.
final class SavedState {
  private final Map<String, float[]> arrays;
  private final Map<String, String> strings;
  private final Set<String> used = new HashSet<>();

  SavedState(Map<String, float[]> arrays, Map<String, String> strings) {
    this.arrays = arrays;
    this.strings = strings;
  }

  String text(String key) {
    String text = strings.get(key);
    if (text == null) {
      throw missing(key);
    }
    used.add(key);
    return text;
  }

  double number(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notANumber(key), e);
    }
  }

  long count(String key) {
    try {
      long count = Long.parseLong(text(key));
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notANumber(key), e);
    }
    throw new IllegalArgumentException(notANumber(key));
  }

  /// A slot for the same parameter as the old one, with the saved step count and state arrays.
  Slot slot(Slot old, List<String> names, String stepsKey) {
    var slot = new Slot(old.group, old.name, old.parameter);
    slot.steps = count(stepsKey);
    if (slot.steps > 0) {
      slot.arrays = new Mirror[names.size()];
      for (int i = 0; i < names.size(); i++) {
        slot.arrays[i] = Slot.mirror(array(slot.key(names.get(i)), slot.parameter.count()));
      }
    }
    return slot;
  }

  /// Throws if any entry has not been read: it belongs to other parameters or options.
  void requireAllUsed() {
    for (Map<String, ?> map : List.of(arrays, strings)) {
      for (String key : map.keySet()) {
        if (!used.contains(key)) {
          throw new IllegalArgumentException(
              "the saved state has '%s', which this optimiser does not know (other options or"
                      .formatted(key)
                  + " parameters?)");
        }
      }
    }
  }

  private float[] array(String key, int count) {
    float[] array = arrays.get(key);
    if (array == null) {
      throw missing(key);
    }
    if (array.length != count) {
      throw new IllegalArgumentException(
          "the saved state's '%s' has %s values, its parameter has %s"
              .formatted(key, array.length, count));
    }
    used.add(key);
    return array.clone();
  }

  private String notANumber(String key) {
    return "the saved state's '%s' should be a number of at least 0, got '%s'"
        .formatted(key, strings.get(key));
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(
        "the saved state lacks '%s' (saved with other options or parameters?)".formatted(key));
  }
}
