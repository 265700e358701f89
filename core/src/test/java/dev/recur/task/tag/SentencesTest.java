package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.TokenCell;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows become words with a tag for each, whatever they hold.
class SentencesTest {

  private static Sentences read(String... cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      rows.add(List.of(cells[i], cells[i + 1]));
    }
    return Sentences.of(
        Dataset.of(Role.columns(TagJob.ROLES, Map.of("words", "text", "tags", "label")), rows));
  }

  private static String tags(String text, String spans) {
    Sentence sentence = read(text, spans).all().getFirst();
    return String.join(" ", sentence.tags());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "Ann Lee met Bo. | [[0,7,\"PER\"],[12,14,\"PER\"]]                    | B-PER I-PER O B-PER O",
        "Ann Lee met Bo. | [{\"start_offset\":0,\"end_offset\":7,\"label\":\"PER\"}] | B-PER I-PER O O O",
        "Ann Lee met Bo. | [{\"start\":12,\"end\":14,\"type\":\"P\",\"id\":[1]}]   | O O O B-P O",
        "Ann Lee met Bo. | [[3,8,\"PER\"]]                                  | O B-PER O O O",
        "Ann Lee met Bo. | [[1,2,\"PER\"]]                                  | B-PER O O O O",
        "Ann Lee met Bo. | [[0,3,\"A\"],[4,7,\"A\"]]                          | B-A B-A O O O",
        "Ann Lee met Bo. | []                                             | O O O O O",
      })
  void labelled_spans_become_tags_of_whole_words(String text, String spans, String tags) {
    assertEquals(tags, tags(text, spans));
  }

  @Test
  void what_was_changed_about_spans_is_counted() {
    assertEquals(
        Optional.of(
            "offsets are counted in code points; 1 span was widened to whole words, and white space"
                + " was trimmed from 2 spans"),
        read("Ann Lee met Bo.", "[[3,8,\"A\"],[8,12,\"B\"],[12,13,\"C\"]]").note());
    assertEquals(Optional.empty(), read("a b", "O O").note());
  }

  @Test
  void places_are_counted_in_code_points_unless_only_code_units_fit() {
    assertEquals("O B-PER O", tags("😀 Ann left", "[[2,5,\"PER\"]]"));
    assertEquals("O B-PER O", tags("😀 Ann left", "[[3,6,\"PER\"]]"));
  }

  @Test
  void an_empty_list_of_json_is_a_text_without_spans() {
    assertEquals("O O", tags("Ann left", TokenCell.of(List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "[[0,7,\"A\"],[4,9,\"B\"]] | the spans [0, 7, \"A\"] and [4, 9, \"B\"] overlap; a word can be in one span only",
        "[[0,99,\"A\"]] | the span [0, 99, \"A\"] is outside the text, which has 15 code points",
        "[[3,4,\"A\"]]  | the span [3, 4, \"A\"] contains no word",
        "[[0,4]]       | expected spans such as [0, 5, \"PER\"] or {\"start\": 0, \"end\": 5, \"label\": \"PER\"}, got one in which start, end or label is missing",
        "[3]           | expected spans such as [0, 5, \"PER\"] or {\"start\": 0, \"end\": 5, \"label\": \"PER\"}, got 3",
      })
  void wrong_spans_are_refused_with_their_row(String spans, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read("Ann Lee met Bo.", spans));
    assertEquals("the data set, row 0: " + message, e.getMessage());
  }

  @Test
  void a_wrong_span_of_a_text_with_an_emoji_is_refused_with_its_row() {
    String refusal =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> read("a", "[]", "😀 a", "[[0,1,null]]"))
                .getMessage());
    assertTrue(refusal.startsWith("the data set, row 1: expected spans such as"), refusal);
  }

  @Test
  void rows_that_do_not_show_how_offsets_are_counted_follow_the_others() {
    Dataset unclear =
        Dataset.of(
            Role.columns(TagJob.ROLES, Map.of("words", "text", "tags", "label")),
            List.of(List.of("😀 ab cd", "[[2,5,\"X\"]]"))); // ab and a blank, either way
    assertTrue(Sentences.of(unclear, true).areUnits());
    assertFalse(Sentences.of(unclear, false).areUnits());
  }

  @Test
  void rows_without_words_are_left_out() {
    Sentences sentences = read("Ann left", "[[0,3,\"A\"]]", "  ", "[]", "", "[]", "Bo", "[]");
    assertEquals(2, sentences.all().size());
    assertEquals(List.of(0L, 3L), sentences.rows().stream().map(Row::id).toList());
  }

  @Test
  void two_tags_for_a_word_are_refused_in_every_format() {
    assertEquals(
        "the data set, row 0: word 2: expected one tag, got \"B-a,B-b\" (did annotators disagree?"
            + " keep one of them)",
        assertThrows(
                IllegalArgumentException.class,
                () -> read(TokenCell.of(List.of("a", "b")), TokenCell.of(List.of("O", "B-a,B-b"))))
            .getMessage());
  }

  @Test
  void words_and_tags_may_be_separated_by_spaces() {
    assertEquals(
        List.of(new Sentence(List.of("a", "b"), List.of("X", "Y"))), read("a b", " X  Y").all());
    assertEquals(
        "the data set, row 0: expected a tag for each word, got 2 words and 1 tag",
        assertThrows(IllegalArgumentException.class, () -> read("a b", "X")).getMessage());
  }
}
