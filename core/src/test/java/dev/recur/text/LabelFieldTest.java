package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelFieldTest {
  @Test
  void labels_are_numbered_by_frequency_and_then_by_code_point() {
    FittedLabels labels =
        new LabelField()
            .buildVocab(TokenSource.of(List.of("neg", "pos", "\uD83D\uDE00", "pos", "\uFF5E")));
    assertEquals(List.of("pos", "neg", "\uFF5E", "\uD83D\uDE00"), labels.labels());
    assertEquals(1, labels.index("neg"));
    assertEquals(2, labels.count(0));
  }

  @Test
  void labels_keep_their_case_and_are_not_split() {
    FittedLabels labels =
        new LabelField().buildVocab(TokenSource.of(List.of("very good", "Very good", "<unk>")));
    assertEquals(List.of("<unk>", "Very good", "very good"), labels.labels());
  }

  @Test
  void an_unknown_label_is_refused_with_the_known_ones() {
    FittedLabels labels = new LabelField().withLabels(List.of("spam", "ham"));
    assertEquals(
        "the label \"Spam\" is not among the 2 known ones: spam, ham",
        assertThrows(IllegalArgumentException.class, () -> labels.index("Spam")).getMessage());
  }

  @Test
  void the_error_names_the_first_twenty_of_many_labels() {
    FittedLabels labels =
        new LabelField().withLabels(IntStream.range(0, 21).mapToObj(String::valueOf).toList());
    assertEquals(
        "the label \"x\" is not among the 21 known ones: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,"
            + " 13, 14, 15, 16, 17, 18, 19, …",
        assertThrows(IllegalArgumentException.class, () -> labels.index("x")).getMessage());
  }

  @Test
  void a_label_that_occurs_twice_in_a_saved_list_is_refused() {
    assertEquals(
        "a label occurs twice among [a, b, a]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new LabelField().withLabels(List.of("a", "b", "a")))
            .getMessage());
  }
}
