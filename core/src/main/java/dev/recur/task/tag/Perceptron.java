package dev.recur.task.tag;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongToIntFunction;

/// A linear tagger with fixed features, trained with the averaged perceptron. It tags from left to
/// right; its own tags of the two words before are among the features of the next.
///
///     score(tag) = Σ w[feature, tag] over the features of a word
///     w[feature, right tag] += 1, w[feature, answered tag] −= 1, if they differ
///
/// and the weights of the result are their means over all steps. Besides the features of the words
/// ([TaggedWord]): the tag before, the two tags before, and the tag before with the word.
///
/// It may answer a sequence of tags that its scheme does not allow.
///
/// Source: Collins 2002, *Discriminative Training Methods for Hidden Markov Models*, sections 2.5
/// and 3; the greedy search as in NLTK's `PerceptronTagger`.
final class Perceptron implements SimpleTagger {
  private static final int EPOCHS = 8;
  private static final int MARGIN = 2; // words before and after a sentence
  private static final int MOST_FEATURES = 64; // of a word

  private static final int TAG = 60; // templates, beside those of TaggedWord
  private static final int TWO_TAGS = 61;
  private static final int TAG_AND_WORD = 62;

  private final List<String> tags;
  private final FeatureNumbers numbers;
  private final TagWeights.Averages weights;

  private Perceptron(List<String> tags, FeatureNumbers numbers, TagWeights.Averages weights) {
    this.tags = tags;
    this.numbers = numbers;
    this.weights = weights;
  }

  /// Trains a tagger; the same data and seed give the same tagger.
  ///
  /// @param words of each sentence
  /// @param tags of each sentence, one for each word
  /// @param seed of the order of the sentences in each epoch
  /// @throws IllegalArgumentException if there are no words, or not a tag for each
  static Perceptron train(List<List<String>> words, List<List<String>> tags, Seed seed) {
    SimpleTagger.check(words, tags);
    Lesson lesson = new Lesson(words, tags);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int s : seed.split(epoch).permutation(words.size())) {
        lesson.learn(s);
      }
    }
    return new Perceptron(lesson.tags(), lesson.numbers, lesson.weights.averages(lesson.steps));
  }

  @Override
  public List<String> tags(List<String> words) {
    TaggedWord[] sentence = sentence(words, new HashMap<>(), numbers::known);
    int[] features = new int[MOST_FEATURES];
    float[] scores = new float[tags.size()];
    List<String> answers = new ArrayList<>(words.size());
    int before = tags.size(); // the tag of nothing
    int twoBefore = tags.size();
    for (int i = 0; i < words.size(); i++) {
      int n = TaggedWord.write(sentence, MARGIN + i, features);
      long word = sentence[MARGIN + i].word();
      n = append(numbers.known(key(before)), features, n);
      n = append(numbers.known(key(twoBefore, before)), features, n);
      n = append(numbers.known(key(before, word)), features, n);
      weights.score(features, n, scores);
      twoBefore = before;
      before = best(scores);
      answers.add(tags.get(before));
    }
    return answers;
  }

  private static int append(int feature, int[] features, int n) {
    features[n] = feature;
    return feature < 0 ? n : n + 1;
  }

  private static long key(int before) {
    return TaggedWord.key(TAG, before);
  }

  private static long key(int twoBefore, int before) {
    return TaggedWord.key(TWO_TAGS, ((long) twoBefore << Integer.SIZE) | before);
  }

  private static long key(int before, long word) {
    return TaggedWord.key(TAG_AND_WORD, word + before);
  }

  /// The tag with the highest score; of equals, the first.
  private static int best(float[] scores) {
    int best = 0;
    for (int t = 1; t < scores.length; t++) {
      best = scores[t] > scores[best] ? t : best;
    }
    return best;
  }

  /// The words of a sentence, with empty ones before and after.
  ///
  /// @param known the words seen before, to which new ones are added
  private static TaggedWord[] sentence(
      List<String> words, Map<String, TaggedWord> known, LongToIntFunction numbers) {
    TaggedWord[] sentence = new TaggedWord[words.size() + 2 * MARGIN];
    Arrays.fill(sentence, known.computeIfAbsent("", word -> new TaggedWord(word, numbers)));
    for (int i = 0; i < words.size(); i++) {
      sentence[MARGIN + i] =
          known.computeIfAbsent(words.get(i), word -> new TaggedWord(word, numbers));
    }
    return sentence;
  }

  /// A tagger that is being trained.
  private static final class Lesson {
    private final FeatureNumbers numbers = new FeatureNumbers();
    private final TagWeights weights = new TagWeights();
    private final SequencedMap<String, Integer> tagNumbers = new LinkedHashMap<>();
    private final TaggedWord[][] sentences;
    private final int[][] gold;
    private final int[] features = new int[MOST_FEATURES];
    private final float[] scores;
    private long steps;

    Lesson(List<List<String>> words, List<List<String>> tags) {
      Map<String, TaggedWord> known = new HashMap<>();
      sentences = new TaggedWord[words.size()][];
      gold = new int[words.size()][];
      for (int s = 0; s < sentences.length; s++) {
        sentences[s] = sentence(words.get(s), known, numbers::numbered);
        gold[s] = tags.get(s).stream().mapToInt(this::number).toArray();
      }
      scores = new float[tagNumbers.size()];
    }

    private int number(String tag) {
      return tagNumbers.computeIfAbsent(tag, any -> tagNumbers.size());
    }

    List<String> tags() {
      return List.copyOf(tagNumbers.sequencedKeySet());
    }

    /// Tags a sentence, and corrects the weights after each wrong tag.
    void learn(int s) {
      TaggedWord[] sentence = sentences[s];
      int before = scores.length; // the tag of nothing
      int twoBefore = scores.length;
      for (int i = 0; i < gold[s].length; i++) {
        int n = TaggedWord.write(sentence, MARGIN + i, features);
        features[n++] = numbers.numbered(key(before));
        features[n++] = numbers.numbered(key(twoBefore, before));
        features[n++] = numbers.numbered(key(before, sentence[MARGIN + i].word()));
        weights.score(features, n, scores);
        int answer = best(scores);
        if (answer != gold[s][i]) {
          weights.add(features, n, gold[s][i], 1, steps);
          weights.add(features, n, answer, -1, steps);
        }
        steps++;
        twoBefore = before;
        before = answer;
      }
    }
  }
}
