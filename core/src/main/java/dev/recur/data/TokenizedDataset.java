package dev.recur.data;

import dev.recur.text.Fitted;
import dev.recur.text.Recipe;
import dev.recur.text.TokenSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A data set with its texts cut into tokens, from which a vocabulary is built and which is then
/// encoded.
///
/// {@snippet class="DataExamples" region="tokenized"}
///
/// Immutable.
public final class TokenizedDataset implements TokenSource {
  private final Dataset data;
  private final Map<String, TokenColumn> tokens; // of each column of texts

  TokenizedDataset(Dataset data, Map<String, TokenColumn> tokens) {
    this.data = data;
    this.tokens = tokens;
  }

  /// The rows.
  public Dataset data() {
    return data;
  }

  /// The tokens of a row in a column of texts.
  ///
  /// @param position of the row, from 0
  public List<String> tokens(String column, int position) {
    return column(column).row(position);
  }

  /// The number of tokens of a row in a column of texts.
  public int length(String column, int position) {
    TokenColumn of = column(column);
    return of.from(position + 1) - of.from(position);
  }

  private TokenColumn column(String name) {
    TokenColumn column = tokens.get(name);
    if (column == null) {
      data.columns().recipe(name); // reports an unknown name
      throw new IllegalArgumentException("the column \"%s\" holds no texts".formatted(name));
    }
    return column;
  }

  @Override
  public Map<String, Long> tokenCounts(Recipe recipe) {
    Map<String, Long> totals = new HashMap<>();
    for (String column : data.columnsOf(recipe)) {
      TokenColumn cut = tokens.get(column);
      if (cut == null) { // labels: each is a single token
        return data.tokenCounts(recipe);
      }
      cut.countInto(totals);
    }
    return totals;
  }

  /// Turns every cell into numbers. Each column needs the fitted form of its recipe; number columns
  /// need none.
  ///
  /// @throws IllegalArgumentException for a column without one, or a cell that it rejects; the
  ///   message says where
  public EncodedDataset encode(Fitted... fields) {
    Map<Recipe, Fitted> byRecipe = new HashMap<>();
    for (Fitted field : fields) {
      data.columnsOf(field.recipe());
      byRecipe.put(field.recipe(), field);
    }
    return Encoder.encode(data.table(), data.rows(), tokens, byRecipe);
  }
}
