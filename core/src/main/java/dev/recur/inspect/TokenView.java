package dev.recur.inspect;

import dev.recur.tokenizer.Span;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A token as a model reads it.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// @param text the token, in lower case if the model reads texts so
/// @param id its number in the vocabulary
/// @param known whether the vocabulary has it; if not, the number is that of `<unk>`
/// @param place where it stands in the text; empty if the tokens cannot be found there
public record TokenView(String text, int id, boolean known, Optional<Span> place) {
  /// Returns the token as a map, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("token", text);
    all.put("id", id);
    all.put("known", known);
    place.ifPresent(
        span -> {
          all.put("start", span.start());
          all.put("end", span.end());
        });
    return all;
  }
}
