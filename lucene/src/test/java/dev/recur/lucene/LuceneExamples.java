package dev.recur.lucene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.text.Field;
import dev.recur.tokenizer.Tokenizer;
import java.util.List;

/// What the documentation of the tokenizers shows.
final class LuceneExamples {
  private LuceneExamples() {}

  static void standard() {
    // @start region="standard"
    Tokenizer tokenizer = Tokenizer.named("lucene:standard"); // a StandardTokenizer
    List<String> tokens = tokenizer.tokenize("The cat's naïve!"); // [the, cat's, naïve]
    // @end
    assertTrue(tokenizer instanceof StandardTokenizer, tokenizer::name);
    assertEquals(List.of("the", "cat's", "naïve"), tokens);
  }

  static void nori() {
    // @start region="nori"
    List<String> tokens = new NoriTokenizer().tokenize("한국영화가 좋다."); // [한국, 영화, 좋]
    Field field = Field.text().tokenize("lucene:nori").build(); // the same tokenizer, by its name
    // @end
    assertEquals(List.of("한국", "영화", "좋"), tokens);
    assertEquals(tokens, field.preprocess("한국영화가 좋다."));
  }
}
