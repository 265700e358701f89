package dev.recur.lucene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneTokenizersTest {
  private static List<String> tokens(String name, String text) {
    return Tokenizer.named(name).tokenize(text);
  }

  @Test
  void standard_gives_words_in_lower_case_without_punctuation() {
    assertEquals(
        List.of("the", "cat's", "3.5", "naïve", "friends", "😀", "영화가", "日", "本"),
        tokens("lucene:standard", "The cat's 3.5 naïve friends! 😀 영화가 日本"));
    assertEquals(List.of(), tokens("lucene:standard", " \n...!"));
  }

  @Test
  void the_documentation_shows_what_is_returned() {
    LuceneExamples.standard();
    LuceneExamples.nori();
  }

  @Test
  void nori_gives_the_morphemes_that_carry_meaning() {
    assertEquals(List.of("한국", "영화", "좋"), tokens("lucene:nori", "한국영화가 좋다."));
    assertEquals(List.of("movie", "보"), tokens("lucene:nori", "Movie를 보다"));
    assertEquals(List.of(), tokens("lucene:nori", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene:standard", "lucene:nori"})
  void terms_stand_in_the_text_where_their_spans_say(String name) {
    String text = "The Cat, 아버지가 방에 들어가신다";
    List<Span> spans = Tokenizer.named(name).spans(text);
    assertEquals(tokens(name, text), spans.stream().map(Span::token).toList());
    assertTrue(
        spans.stream().anyMatch(s -> text.substring(s.start(), s.end()).equals("Cat")), "" + spans);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene:standard", "lucene:nori"})
  void threads_get_the_same_terms_from_one_tokenizer(String name) {
    Tokenizer tokenizer = Tokenizer.named(name);
    List<String> texts = Stream.of("영화가 재밌다", "a dog barks", "아버지가방에들어가신다", "x 1 😀").toList();
    List<List<String>> alone = texts.stream().map(tokenizer::tokenize).toList();
    boolean[] wrong = new boolean[32];
    try (Workers workers = new Workers(4)) {
      workers.run(
          wrong.length,
          i -> {
            for (int round = 0; round < 100; round++) {
              wrong[i] |= !texts.stream().map(tokenizer::tokenize).toList().equals(alone);
            }
          });
    }
    for (boolean one : wrong) {
      assertTrue(!one, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene:standard", "lucene:nori"})
  void a_field_keeps_the_name_and_lucenes_version(String name) {
    Field field = Field.text().tokenize(name).build();
    String version = String.valueOf(field.toSettings().get("tokenizerVersion"));
    assertTrue(version.startsWith("10."), version);
    assertEquals(
        field.preprocess("the 영화"), Field.fromSettings(field.toSettings()).preprocess("the 영화"));
  }
}
