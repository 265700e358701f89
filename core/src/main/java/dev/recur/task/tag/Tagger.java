package dev.recur.task.tag;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.reading.Blank;
import dev.recur.reading.Shown;
import dev.recur.reading.TokenCell;
import dev.recur.score.TagScores;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.task.Tapes;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.FittedField;
import dev.recur.tokenizer.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// A trained tagger of words. Immutable and safe to share between threads.
///
/// {@snippet class="TagExamples" region="tagger"}
///
/// A text is cut into sentences and words first, at the boundaries of Java's `BreakIterator`; if
/// the tagger was trained on texts, these are not cut into sentences. Words that are known already
/// are given as a list. Prediction runs in the calling thread and starts no other threads.
public final class Tagger implements Model {
  private static final int MOST = 1000; // answers to a sentence
  private static final Set<Scheme> MARKING_ENDS = EnumSet.of(Scheme.BIOES, Scheme.BILOU);

  private final TaggerNetwork network;
  private final SequencedMap<String, String> notes;
  private final Tapes tapes;
  private final int best;

  /// @param notes the metadata, apart from what the tagger itself knows
  Tagger(TaggerNetwork network, Map<String, String> notes) {
    this(network, notes, new Tapes(network.parameters().values()), 1);
  }

  private Tagger(TaggerNetwork network, Map<String, String> notes, Tapes tapes, int best) {
    this.network = network;
    this.notes = new LinkedHashMap<>(notes);
    this.tapes = tapes;
    this.best = best;
  }

  /// Reads a tagger from a model file.
  ///
  /// @throws IOException if there is no such file, or it is not such a model; the message says why
  public static Tagger load(Path file) throws IOException {
    return TaggerFile.read(ModelFile.read(file));
  }

  /// Reads a tagger from a stream, to its end.
  ///
  /// @throws IOException if the stream does not hold such a model; the message says why
  public static Tagger load(InputStream in) throws IOException {
    return TaggerFile.read(ModelFile.read(in));
  }

  /// Reads a tagger from the bytes of a model file.
  ///
  /// @throws IOException if the bytes are not such a model; the message says why
  public static Tagger load(byte[] bytes) throws IOException {
    return TaggerFile.read(ModelFile.read(bytes));
  }

  /// Tags a text, which is cut into sentences and words first.
  public Tagged tag(String text) {
    return answer(List.of(List.of(text))).getFirst();
  }

  /// Tags a sentence whose words are known.
  ///
  /// @throws IllegalArgumentException if a word is blank or contains a unit separator (U+001F)
  public Tagged tag(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (Blank.is(words.get(i))
          || TokenCell.tokens(TokenCell.of(List.of(words.get(i)))).size() > 1) {
        throw new IllegalArgumentException(
            "word %s: expected a word, got \"%s\"".formatted(i + 1, Shown.line(words.get(i))));
      }
    }
    return tag(TokenCell.of(words));
  }

  @Override
  public List<Tagged> answer(List<List<String>> rows) {
    boolean cut = !Boolean.parseBoolean(notes.getOrDefault(TaggerFile.TEXTS, "false"));
    List<WordsOfText> texts = new ArrayList<>();
    List<List<String>> sentences = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != 1) {
        throw new IllegalArgumentException(
            "row %s of %s: expected one cell, words or a text, got %s"
                .formatted(i + 1, rows.size(), rows.get(i).size()));
      }
      WordsOfText text = WordsOfText.of(rows.get(i).getFirst(), cut);
      texts.add(text);
      text.sentences().forEach(words -> sentences.add(words.stream().map(Span::token).toList()));
    }
    List<SentenceAnswer> answers = new ArrayList<>();
    for (int from = 0; from < sentences.size(); from = answers.size()) {
      answers.addAll(answers(sentences.subList(from, end(sentences, from))));
    }
    List<Tagged> all = new ArrayList<>();
    int at = 0;
    for (WordsOfText text : texts) {
      int to = at + text.sentences().size();
      all.add(Tagged.of(text, answers.subList(at, to), scheme(), best));
      at = to;
    }
    return all;
  }

  /// The end of the sentences that are answered together with this one.
  private static int end(List<List<String>> sentences, int from) {
    int tokens = sentences.get(from).size();
    int to = from + 1;
    while (to < sentences.size() && tokens + sentences.get(to).size() <= TaggerNetwork.TOKENS) {
      tokens += sentences.get(to++).size();
    }
    return to;
  }

  /// The answers to sentences, which are computed together.
  private List<SentenceAnswer> answers(List<List<String>> sentences) {
    TagFields fields = network.fields();
    int[][] words = new int[sentences.size()][];
    int[][] letters = new int[sentences.size()][];
    for (int i = 0; i < words.length; i++) {
      String cell = TokenCell.of(sentences.get(i));
      words[i] = fields.words().encode(cell);
      letters[i] = fields.letters().encode(cell);
    }
    long start = System.nanoTime();
    Tape tape = tapes.borrow();
    PackedSequence scores =
        network.scores(tape, network.words(new Tokens(words), new Tokens(letters)));
    List<List<TagDecoder.Path>> paths = network.decoder().best(scores, best);
    float[] probabilities = network.decoder().probabilities(scores);
    List<SentenceAnswer> answers = new ArrayList<>();
    for (int b = 0; b < words.length; b++) {
      answers.add(answer(scores, paths.get(b), probabilities, b));
    }
    tape.reset();
    tapes.giveBack(tape, System.nanoTime() - start);
    return answers;
  }

  private SentenceAnswer answer(
      PackedSequence scores, List<TagDecoder.Path> paths, float[] probabilities, int b) {
    TagFields fields = network.fields();
    List<String> tags = paths.getFirst().names();
    List<Double> ofWords = new ArrayList<>();
    for (int t = 0; t < tags.size(); t++) {
      int tag = fields.tags().index(tags.get(t));
      int at = scores.packing().index(b, t) * fields.tags().size() + tag;
      ofWords.add((double) probabilities[at]);
    }
    List<Tagged.Alternative> alternatives =
        paths.stream()
            .map(
                path ->
                    new Tagged.Alternative(
                        fields.written(path.names()), StrictMath.exp(path.logProbability())))
            .toList();
    return new SentenceAnswer(alternatives, ofWords);
  }

  /// The answer to a sentence.
  ///
  /// @param alternatives its likeliest sequences of tags, the first one being the answer
  /// @param probabilities the probability of each word's tag
  record SentenceAnswer(List<Tagged.Alternative> alternatives, List<Double> probabilities) {}

  @Override
  public String shown(List<String> row, String truth) {
    List<String> tags = TokenCell.is(truth) ? TokenCell.tokens(truth) : List.of();
    WordsOfText text = WordsOfText.of(row.getFirst(), false);
    if (text.sentences().size() != 1 || text.sentences().getFirst().size() != tags.size()) {
      return TokenCell.shown(truth);
    }
    var certain =
        new SentenceAnswer(
            List.of(new Tagged.Alternative(tags, 1)), tags.stream().map(_ -> 1.0).toList());
    return Tagged.of(text, List.of(certain), scheme(), 1).line(1);
  }

  @Override
  public List<String> answers() {
    return Tagged.cells(scheme(), best);
  }

  @Override
  public List<String> words() {
    return tags();
  }

  /// The tags that it can give, as the training data has them.
  public List<String> tags() {
    return network.fields().writtenTags();
  }

  /// How the tags encode spans.
  public Scheme scheme() {
    return network.fields().scheme();
  }

  @Override
  public List<Role> roles() {
    return TagJob.ROLES;
  }

  /// Scores the tagger on sentences whose tags are known. A tag that it does not know is an error.
  ///
  /// Tags of a scheme that writes the ends of spans otherwise than the tagger's are converted to
  /// its.
  ///
  /// @param rows a column of words or texts, and one of tags or spans
  /// @throws IllegalArgumentException if a row does not have a tag for each word, or its spans are
  ///   not in its text; the message says where
  @Override
  public TagScores score(Dataset rows, Workers workers) {
    Sentences given = Sentences.of(rows, TaggerFile.UTF16.equals(notes.get(TaggerFile.OFFSETS)));
    Scheme theirs = Scheme.detect(given.tags()).scheme();
    List<Sentence> sentences =
        isOther(theirs)
            ? given.all().stream().map(s -> s.converted(theirs, scheme())).toList()
            : given.all();
    return network.evaluate(
        TaggerNetwork.inOrder(network.fields().encode(sentences, workers)).epoch(0),
        workers,
        (row, tags) -> sentences.get(row).tags());
  }

  private boolean isOther(Scheme theirs) {
    return theirs != scheme()
        && theirs != Scheme.NONE
        && scheme() != Scheme.NONE
        && (MARKING_ENDS.contains(theirs) || MARKING_ENDS.contains(scheme()));
  }

  @Override
  public SequencedMap<String, String> metadata() {
    return TaggerFile.metadata(this);
  }

  @Override
  public long parameters() {
    return network.parameters().values().stream().mapToLong(p -> p.count()).sum();
  }

  @Override
  public SequencedMap<String, Object> about() {
    SequencedMap<String, Object> about = new LinkedHashMap<>();
    about.put("tags", tags());
    return about;
  }

  @Override
  public Tagger with(Map<String, String> metadata) {
    Map<String, String> more = new LinkedHashMap<>(notes);
    more.putAll(metadata);
    return new Tagger(network, more, tapes, best);
  }

  @Override
  public Tagger withBest(int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("expected 1 to %s answers, got %s".formatted(MOST, count));
    }
    return new Tagger(network, notes, tapes, count);
  }

  @Override
  public ModelFile file() {
    return TaggerFile.write(this);
  }

  /// How the tagger reads words: the recipe and the vocabulary, whose first words have vectors.
  public FittedField field() {
    return network.fields().words();
  }

  /// The layers of the network, for programs that look into it: frozen copies. The recurrent layers
  /// read [#inputs]; the head computes the scores of each tag at each word, (N, C).
  public NetworkLayers layers() {
    return network.frozen(Settings.create(TaggerSettings.class, Settings.under("network.", notes)));
  }

  /// What the recurrent layers read of the words of a sentence: their vectors, and what their
  /// characters say, (T, I).
  ///
  /// @param words at least one
  public Tensor inputs(List<String> words) {
    String cell = TokenCell.of(words);
    Tokens ids = new Tokens(new int[][] {network.fields().words().encode(cell)});
    Tokens letters = new Tokens(new int[][] {network.fields().letters().encode(cell)});
    Tape tape = tapes.borrow();
    long start = System.nanoTime();
    Tensor inputs = network.inputs(tape, network.words(ids, letters)).data().copy();
    tape.reset();
    tapes.giveBack(tape, System.nanoTime() - start);
    return inputs;
  }

  TaggerNetwork network() {
    return network;
  }

  SequencedMap<String, String> notes() {
    return notes;
  }
}
