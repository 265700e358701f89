package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadAndTailTest {
  private static String numbers(int n) {
    return IntStream.rangeClosed(1, n).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Field field(int most) {
    return Field.text().maxLength(most).build();
  }

  @Test
  void a_long_text_keeps_three_quarters_from_its_beginning_and_the_rest_from_its_end() {
    assertEquals(
        List.of("1", "2", "3", "4", "5", "6", "19", "20"), field(8).preprocess(numbers(20)));
    assertEquals(List.of("1", "2", "3", "4", "5", "6", "20"), field(7).preprocess(numbers(20)));
    assertEquals(List.of("1", "2", "3"), field(3).preprocess(numbers(20)));
    assertEquals(List.of("1"), field(1).preprocess(numbers(20)));
  }

  @Test
  void a_text_that_fits_stays_whole() {
    assertEquals(8, field(8).preprocess(numbers(8)).size());
    assertEquals(List.of("1", "2"), field(8).preprocess("1 2"));
    assertEquals(List.of(), field(8).preprocess(""));
  }

  @Test
  void only_the_ends_of_a_very_long_text_are_tokenized() {
    AtomicInteger seen = new AtomicInteger();
    Tokenizer watched =
        Tokenizer.of(
            text -> {
              seen.addAndGet(text.length());
              return Tokenizer.whitespace().tokenize(text);
            });
    String text = numbers(200_000);
    assertTrue(text.length() > 1_000_000);
    List<String> tokens = Field.text().tokenize(watched).maxLength(100).build().preprocess(text);
    assertEquals(
        List.of("1", "75", "199976", "200000"),
        List.of(tokens.get(0), tokens.get(74), tokens.get(75), tokens.get(99)));
    assertEquals(100, tokens.size());
    assertTrue(seen.get() < 4_000, "cut " + seen);
  }

  @Test
  void a_very_long_text_without_white_space_is_cut_between_letters() {
    String text = "😀".repeat(50_000);
    List<String> tokens =
        Field.text().tokenize("characters").maxLength(20).build().preprocess(text);
    assertEquals(20, tokens.size());
    tokens.forEach(token -> assertEquals("😀", token));
  }

  @Test
  void positions_are_those_in_the_whole_text() {
    String text = numbers(200_000);
    Field field = field(40);
    List<Span> spans = field.spans(text);
    assertEquals(field.preprocess(text), spans.stream().map(Span::token).toList());
    for (Span span : spans) {
      assertEquals(span.token(), text.substring(span.start(), span.end()));
    }
    assertEquals(text.length(), spans.getLast().end());
  }

  @Test
  void initial_and_end_tokens_are_not_counted() {
    Field field = Field.text().initToken("<s>").eosToken("</s>").maxLength(2).build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("a b c")));
    assertEquals(List.of("<s>", "a", "b", "</s>"), fitted.decode(fitted.encode("a b c")));
  }
}
