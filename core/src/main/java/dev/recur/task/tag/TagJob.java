package dev.recur.task.tag;

import dev.recur.data.EncodedDataset;
import dev.recur.data.Row;
import dev.recur.file.ModelFile;
import dev.recur.nn.Embedding;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.settings.Switch;
import dev.recur.span.Scheme;
import dev.recur.task.Baseline;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Examination;
import dev.recur.task.Job;
import dev.recur.task.Learner;
import dev.recur.task.Model;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.text.Pretrained;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The job `tag`: gives each word of a sentence a tag, such as its part of speech, or finds spans,
/// such as names.
///
/// {@snippet class="TagExamples" region="job"}
public final class TagJob implements Job<TagSettings> {
  static final String WORDS = "words";
  static final String TAGS = "tags";
  static final List<Role> ROLES =
      List.of(
          Role.words(
              WORDS,
              "The column of words, or of texts, by its name or, without names, its number."),
          Role.tags(
              TAGS, "The column of tags, one for each word, or of labelled spans of the texts."));

  private final long heapLimit;

  /// The job.
  public TagJob() {
    this(Runtime.getRuntime().maxMemory());
  }

  /// @param heapLimit the bytes of heap that a training run may take
  TagJob(long heapLimit) {
    this.heapLimit = heapLimit;
  }

  @Override
  public String name() {
    return TaggerFile.TASK;
  }

  @Override
  public String help() {
    return "Trains a network that tags each word of a sentence, such as with its part of speech, or"
        + " finds spans, such as names.";
  }

  @Override
  public Class<TagSettings> settings() {
    return TagSettings.class;
  }

  @Override
  public List<Role> roles() {
    return ROLES;
  }

  @Override
  public String unit() {
    return "sentence";
  }

  @Override
  public String doing() {
    return "tagging";
  }

  @Override
  public Sentence example() {
    return Sentence.of("train.conllu %s", Mention.of(TAGS, "upos"));
  }

  @Override
  public Shell shell() {
    return new Shell(
        "Tagger tagger = Tagger.load(Path.of(%s))",
        List.of(
            "tagger.tags()",
            "tagger.tag(\"Time flies like an arrow.\").words()",
            "tagger.metadata()"));
  }

  @Override
  public TagSettings resolved(TagSettings settings, Parts parts, NamedFiles files) {
    return resolved(settings, Sentences.of(parts.train()), files).settings();
  }

  /// Settings with what the data has decided, and why the scheme is what it is.
  private record Resolved(TagSettings settings, Scheme.Detected scheme) {}

  private static Resolved resolved(TagSettings given, Sentences train, NamedFiles files) {
    Scheme.Detected scheme =
        given
            .tags()
            .scheme()
            .scheme()
            .map(named -> new Scheme.Detected(named, ""))
            .orElseGet(() -> Scheme.detect(train.tags()));
    WordSettings text = given.text();
    int width =
        Pretrained.width(
            text.vectors(),
            text.freezeVectors(),
            given.network().embedding(),
            TaggerSettings.EMBEDDING,
            files);
    Switch asked = given.network().crf();
    boolean crf = asked == Switch.AUTO ? scheme.scheme() != Scheme.NONE : asked == Switch.TRUE;
    return new Resolved(
        new TagSettings(
            text,
            given.network().with(width, crf),
            given.fit().resolved(train.all().size()),
            given.tags().with(scheme.scheme())),
        scheme);
  }

  @Override
  public SequencedMap<String, String> searched(TagSettings settings) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    if (!settings.text().hasVectors()) { // else their width is given
      values.put("embedding", "50..200");
    }
    values.put("cell", "lstm,gru");
    values.put("layers", "1..3");
    values.put("hidden", "64..256");
    values.put("charHidden", "32..128");
    values.put("dropout", "0.2..0.7");
    values.put("wordDropout", "0.05..0.4");
    values.put("lr", "0.0005..0.01");
    values.put("batchSize", "8,16,32,64");
    return values;
  }

  @Override
  public Learner prepare(Parts parts, TagSettings given, Context context) {
    context.report(new TrainingEvent.Preparing("reading sentences"));
    Sentences train = Sentences.of(parts.train());
    Sentences valid = Sentences.of(parts.valid(), train.areUnits());
    Resolved resolved = resolved(given, train, context.files());
    TagSettings settings = resolved.settings();
    require(TaggerMemory.Data.none(), settings, context);
    report(train, resolved.scheme(), context);
    Map<String, String> found = new LinkedHashMap<>();
    for (TrainingEvent.Noted reason : given.fit().reasons(train.all().size())) {
      context.report(reason);
      found.put("data." + reason.about(), reason.sentence());
    }
    context.report(new TrainingEvent.Preparing("building the vocabulary"));
    TagFields fields =
        TagFields.fit(train.all(), settings.text(), resolved.scheme().scheme(), context.workers());
    context.report(new TrainingEvent.Preparing("encoding words as numbers"));
    EncodedDataset rows = fields.encode(train.all(), context.workers());
    TagLearner.Rows of =
        new TagLearner.Rows(
            rows,
            rows.part(places(train, parts, context)),
            fields.encode(valid.all(), context.workers()));
    TaggerMemory need = require(TaggerMemory.Data.of(parts, of, fields), settings, context);
    context.report(need.note(context.workers()));
    Embedding embedding = embedding(fields, settings, context, found);
    TaggerNetwork network =
        new TaggerNetwork(
            fields, settings.network(), settings.fit().truncate(), embedding, context.seed());
    return new TagLearner(
        network, of, settings, context, notes(parts, given, settings, train, context, found));
  }

  private TaggerMemory require(TaggerMemory.Data data, TagSettings settings, Context context) {
    TaggerMemory need = new TaggerMemory(data, settings, context.workers().threads());
    need.require(context.workers(), heapLimit);
    return need;
  }

  private static Embedding embedding(
      TagFields fields, TagSettings settings, Context context, Map<String, String> found) {
    WordSettings text = settings.text();
    return text.hasVectors()
        ? Pretrained.start(
            fields.words().vocab(), text.vectors(), text.freezeVectors(), context, found)
        : Pretrained.start(fields.vectors(), settings.network().embedding().orElseThrow(), context);
  }

  private static void report(Sentences train, Scheme.Detected scheme, Context context) {
    train.note().ifPresent(note -> context.report(new TrainingEvent.Noted("spans", note)));
    if (!scheme.reason().isEmpty()) {
      boolean same = scheme.scheme() == TagFields.learnt(scheme.scheme());
      String name = scheme.scheme() == Scheme.NONE ? "none" : scheme.scheme().name();
      String learnt = same ? "" : "; trained as BIOES, answered as " + name;
      context.report(
          new TrainingEvent.Noted(
              "scheme", "%s, as %s%s".formatted(name, scheme.reason(), learnt)));
    }
  }

  /// The numbers of a sample of the training sentences among these.
  private static long[] places(Sentences train, Parts parts, Context context) {
    Map<Long, Long> places = new LinkedHashMap<>();
    for (Row row : train.rows()) {
      places.put(row.id(), (long) places.size());
    }
    return Arrays.stream(parts.sampleIds(context.seed()))
        .map(id -> places.getOrDefault(id, 0L))
        .toArray();
  }

  private static Map<String, String> notes(
      Parts parts,
      TagSettings given,
      TagSettings settings,
      Sentences train,
      Context context,
      Map<String, String> found) {
    Map<String, String> notes = new LinkedHashMap<>(Settings.metadata(settings));
    Settings.metadata(context.compute())
        .forEach((key, value) -> notes.put(ComputeSettings.GROUP + "." + key, value));
    notes.putAll(found);
    notes.putAll(Settings.asked(given, settings));
    notes.put("data." + WORDS, parts.train().columns().names().get(0));
    notes.put("data." + TAGS, parts.train().columns().names().get(1));
    notes.put(TaggerFile.TEXTS, Boolean.toString(train.areTexts()));
    notes.put(TaggerFile.OFFSETS, train.areUnits() ? TaggerFile.UTF16 : "codepoints");
    notes.put("data.rows", Integer.toString(parts.train().size()));
    notes.put(Parts.HASH, parts.train().sha256());
    return notes;
  }

  @Override
  public Examination examine(Parts parts, TagSettings given, Context context) {
    return new TagChecks(parts, resolved(given, parts, context.files())).examination(context);
  }

  @Override
  public TagSettings unregularised(TagSettings settings) {
    Map<String, String> words = Settings.values(Job.super.unregularised(settings));
    words.putAll(Map.of("dropout", "0", "wordDropout", "0", "monitor", "loss"));
    return Settings.create(TagSettings.class, words);
  }

  @Override
  public List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    return TagBaselines.of(parts, (Tagger) model);
  }

  @Override
  public String compared() {
    return "simpler taggers";
  }

  @Override
  public Tagger open(ModelFile file) throws IOException {
    return TaggerFile.read(file);
  }
}
