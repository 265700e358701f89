package dev.recur.data;

import dev.recur.reading.ColumnNames;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.RawText;
import dev.recur.text.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The columns of a table that are read, each with its recipe. Immutable.
///
/// {@snippet class="DataExamples" region="csv"}
public final class Columns {
  private final Map<String, Recipe> recipes;

  private Columns(Map<String, Recipe> recipes) {
    this.recipes = Collections.unmodifiableMap(recipes);
  }

  /// One column; the table may have more, which are not read.
  public static Columns of(String name, Recipe recipe) {
    return new Columns(new LinkedHashMap<>(Map.of(name, recipe)));
  }

  /// These columns and one more.
  ///
  /// @throws IllegalArgumentException if the name is already used
  public Columns and(String name, Recipe recipe) {
    Map<String, Recipe> more = new LinkedHashMap<>(recipes);
    if (more.put(name, recipe) != null) {
      throw new IllegalArgumentException("the column \"%s\" is named twice".formatted(name));
    }
    return new Columns(more);
  }

  /// The names, in the order in which they were added.
  public List<String> names() {
    return List.copyOf(recipes.keySet());
  }

  /// The recipe of a column.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Recipe recipe(String name) {
    Recipe recipe = recipes.get(name);
    if (recipe == null) {
      throw new IllegalArgumentException(
          ColumnNames.unknown("the data set", name, new ArrayList<>(recipes.keySet())));
    }
    return recipe;
  }

  /// The only column of texts, raw or read by a [Field].
  ///
  /// @throws IllegalArgumentException if there are none or several
  public String onlyTexts() {
    return only("texts", recipe -> recipe instanceof RawText || recipe instanceof Field);
  }

  /// The only column of labels.
  ///
  /// @throws IllegalArgumentException if there are none or several
  public String onlyLabels() {
    return only("labels", recipe -> recipe instanceof LabelField);
  }

  /// The only column of numbers, or of series of them.
  ///
  /// @throws IllegalArgumentException if there are none or several
  public String onlyNumbers() {
    return only("numbers", recipe -> recipe instanceof NumberField);
  }

  private String only(String what, Predicate<Recipe> wanted) {
    List<String> found =
        recipes.entrySet().stream()
            .filter(column -> wanted.test(column.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "expected one column of %s, got %s"
              .formatted(what, found.isEmpty() ? "none" : String.join(", ", found)));
    }
    return found.getFirst();
  }

  /// The same columns, one of them with another recipe.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Columns with(String name, Recipe recipe) {
    recipe(name); // reports an unknown name
    Map<String, Recipe> other = new LinkedHashMap<>(recipes);
    other.put(name, recipe);
    return new Columns(other);
  }
}
