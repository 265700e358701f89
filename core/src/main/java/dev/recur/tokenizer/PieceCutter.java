package dev.recur.tokenizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits texts into learnt pieces: joins the characters of each run, pair by pair.
final class PieceCutter implements Cutter {
  private static final int NONE = -1;

  private final boolean lower;
  private final TokenTable symbols = new TokenTable(1024);
  private final PairTable pairs = new PairTable();
  private final int[] results; // the symbol that a pair becomes, by the pair's rank
  private final int[] characters = new int[Character.MAX_VALUE + 1]; // symbol + 1, or 0
  private final Map<Integer, Integer> astral = new HashMap<>();

  PieceCutter(List<String> merges, boolean lower) {
    this.lower = lower;
    this.results = new int[merges.size()];
    for (int i = 0; i < results.length; i++) {
      String[] two = merges.get(i).split(" ", -1);
      if (two.length != 2 || two[0].isEmpty() || two[1].isEmpty()) {
        throw new IllegalArgumentException(
            "piece %s: expected two parts separated by a space, got \"%s\""
                .formatted(i, merges.get(i)));
      }
      int left = symbols.add(two[0]);
      int right = symbols.add(two[1]);
      if (pairs.add(left, right) != i) {
        throw new IllegalArgumentException(
            "piece %s: the pair \"%s\" occurs twice".formatted(i, merges.get(i)));
      }
      results[i] = symbols.add(two[0] + two[1]);
    }
    for (int i = 0; i < symbols.size(); i++) {
      String symbol = symbols.token(i);
      if (symbol.codePointCount(0, symbol.length()) == 1) {
        note(symbol.codePointAt(0), i);
      }
    }
  }

  private void note(int point, int symbol) {
    if (point < characters.length) {
      characters[point] = symbol + 1;
    } else {
      astral.put(point, symbol);
    }
  }

  @Override
  public String name() {
    return Pieces.NAME;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void cut(String text, TokenSink sink) {
    int[] ids = new int[PieceRuns.LONGEST];
    int[] ends = new int[PieceRuns.LONGEST]; // of each symbol, in the run as it is joined
    PieceRuns.cut(text, (run, space, start, end) -> cut(run, space, start, end, ids, ends, sink));
  }

  private void cut(
      String run, boolean space, int start, int end, int[] ids, int[] ends, TokenSink sink) {
    String cased = lower ? LowerCase.of(run) : run;
    int mark = space ? 1 : 0;
    String marked = space ? PieceRuns.SPACE + cased : cased;
    // A letter whose lower case is longer (İ) can make a run too long, which then stays whole.
    int count = marked.codePointCount(0, marked.length());
    if (count > PieceRuns.LONGEST) {
      sink.token(marked, start, end);
      return;
    }
    count = join(ids, ends, split(marked, ids, ends));
    boolean known = cased.length() == run.length();
    for (int i = 0, from = 0; i < count; from = ends[i++]) {
      sink.token(
          marked.substring(from, ends[i]),
          known ? start + Math.max(0, from - mark) : start,
          known ? start + ends[i] - mark : end);
    }
  }

  private int split(String run, int[] ids, int[] ends) {
    int count = 0;
    for (int i = 0; i < run.length(); ) {
      int point = run.codePointAt(i);
      i += Character.charCount(point);
      ids[count] =
          point < characters.length ? characters[point] - 1 : astral.getOrDefault(point, NONE);
      ends[count++] = i;
    }
    return count;
  }

  private int join(int[] ids, int[] ends, int symbolsBefore) {
    int count = symbolsBefore;
    while (true) {
      int best = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < count; i++) {
        int rank = ids[i] < 0 || ids[i + 1] < 0 ? NONE : pairs.index(ids[i], ids[i + 1]);
        best = rank >= 0 ? Math.min(best, rank) : best;
      }
      if (best == Integer.MAX_VALUE) {
        return count;
      }
      int left = pairs.left(best);
      int right = pairs.right(best);
      int kept = 0;
      for (int i = 0; i < count; i++, kept++) {
        boolean pair = ids[i] == left && i + 1 < count && ids[i + 1] == right;
        ids[kept] = pair ? results[best] : ids[i];
        i += pair ? 1 : 0;
        ends[kept] = ends[i];
      }
      count = kept;
    }
  }
}
