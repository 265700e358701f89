package dev.recur.task.text;

import dev.recur.check.Finding;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.Row;
import dev.recur.data.TokenizedDataset;
import dev.recur.settings.Counts;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at the tokens of a column of texts: how many of them the vocabulary does not know, how
/// many texts are cut off, and what padding would have cost.
///
/// {@snippet class="TaskTextExamples" region="tokens"}
///
/// @param plan how texts are read
/// @param field the vocabulary of the training texts
public record TokenChecks(TextPlan plan, FittedField field) {
  private static final double MANY_UNKNOWN = TokenizerChoice.MANY_UNKNOWN;
  private static final int FEWEST = 3; // tokens; one or two are often names
  private static final double MANY_CUT = 0.05; // ten times what is cut by default

  /// Looks for texts that are cut off, if there are many, and for tokens that are not known.
  ///
  /// @param details gets the figures
  public List<Finding> of(Parts parts, Context context, Map<String, Object> details) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> read = plan.recipe().toSettings();
    details.put("tokenizer", read.getOrDefault("tokenize", ""));
    details.put("maxLength", maxLength());
    details.put("vocabulary", field.vocab().size());
    cut(parts.all(), details, findings);
    unknown(parts, context, details, findings);
    return findings;
  }

  /// How many tokens of a text are read; 0 if all are.
  private int maxLength() {
    return Integer.parseInt(plan.recipe().toSettings().getOrDefault("maxLength", "0"));
  }

  private void cut(Dataset all, Map<String, Object> details, List<Finding> findings) {
    details.put("cutShare", plan.cutShare());
    if (plan.cutShare() <= MANY_CUT) {
      return;
    }
    int kept = maxLength();
    Field oneMore = plan.recipe().but().maxLength(kept + 1).build();
    String column = all.columns().onlyTexts();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (oneMore.preprocess(all.row(i).text(column)).size() > kept) {
        rows.add(all.row(i));
      }
    }
    Sentence sentence =
        Sentence.of(
            "%s of the texts have more than %s and lose the rest (%s sets how many are read)",
            Settings.percent(plan.cutShare()), Counts.of(kept, "token"), Mention.of("maxLength"));
    findings.add(Finding.of("cut-texts", Finding.Severity.NOTE, sentence, rows));
  }

  private void unknown(
      Parts parts, Context context, Map<String, Object> details, List<Finding> findings) {
    Vocab vocab = field.vocab();
    String column = parts.all().columns().onlyTexts();
    long all = 0;
    long unknown = 0;
    List<Row> strange = new ArrayList<>(); // without a single known token
    for (Dataset held : List.of(parts.valid(), parts.test())) {
      TokenizedDataset cut = held.with(column, plan.recipe()).tokenize(context.workers());
      for (int i = 0; i < held.size(); i++) {
        List<String> tokens = cut.tokens(column, i);
        long here = tokens.stream().filter(token -> !vocab.contains(token)).count();
        all += tokens.size();
        unknown += here;
        if (here >= FEWEST && here == tokens.size()) {
          strange.add(held.row(i));
        }
      }
    }
    double share = all == 0 ? 0 : (double) unknown / all;
    details.put("unknownShare", share);
    context.report(
        new TrainingEvent.Noted(
            "unknown",
            "%s of the tokens in validation and test are not among the %s of the vocabulary"
                .formatted(Settings.percent(share), Counts.of(vocab.size()))));
    if (share > MANY_UNKNOWN) {
      findings.add(
          Finding.of(
              "unknown-tokens",
              Finding.Severity.WARNING,
              Sentence.of(
                  "%s of the tokens in validation and test are not in the vocabulary (%s)",
                  Settings.percent(share), remedy())));
    }
    if (!strange.isEmpty()) {
      findings.add(strange(strange));
    }
  }

  private Sentence remedy() {
    return plan.isInherited()
        ? Sentence.of("without %s, it would be made of these texts", Mention.of("init"))
        : Sentence.of("%s knows parts of words", Mention.of("tokenizer", "pieces"));
  }

  private static Finding strange(List<Row> rows) {
    String where = rows.getFirst().where();
    return Finding.of(
        "unknown-texts",
        Finding.Severity.NOTE,
        rows.size() == 1
            ? Sentence.of("1 text for validation or test has no known token: %s", where)
            : Sentence.of(
                "%,d texts for validation and test have no known token (the first: %s)",
                rows.size(), where),
        rows);
  }

  /// Reports what padding would have cost in batches of texts of about the same length, as they are
  /// trained on, and in batches in the order of the file.
  ///
  /// @param train the training rows
  /// @param details gets the figures
  public static void padding(
      EncodedDataset train, int batchSize, Context context, Map<String, Object> details) {
    BatchOptions bucketed = BatchOptions.rows(batchSize).seed(context.seed().split("batches"));
    BatchOptions inOrder = bucketed.shuffle(false).pool(1);
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("bucketed", share(train, bucketed, context));
    shares.put("fileOrder", share(train, inOrder, context));
    details.put("padding", shares);
    context.report(
        new TrainingEvent.Noted(
            "padding",
            "none is stored; it would be %s of a batch of texts of similar length, and %s in the"
                    .formatted(
                        Settings.percent(shares.get("bucketed")),
                        Settings.percent(shares.get("fileOrder")))
                + " file's order"));
  }

  private static double share(EncodedDataset train, BatchOptions options, Context context) {
    return new BucketIterator(train, options, context.device()).epoch(1).paddingShare();
  }
}
