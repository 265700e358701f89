package dev.recur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A treebank: three files of sentences in CoNLL-U, of which the words and their universal parts of
/// speech are read.
///
/// It is not read with the library, so that a mistake of its reader would show.
///
/// @param train the file to learn from
/// @param valid the file by which an epoch is chosen
/// @param test the file that taggers are tested on
record Treebank(Path train, Path valid, Path test) {
  private static final Pattern TAB = Pattern.compile("\t");
  private static final int COLUMNS = 10;
  private static final int FORM = 1;
  private static final int UPOS = 3;

  /// A sentence.
  ///
  /// @param words its words
  /// @param tags the part of speech of each
  record Sentence(List<String> words, List<String> tags) {
    /// Copies the lists.
    Sentence {
      words = List.copyOf(words);
      tags = List.copyOf(tags);
    }
  }

  /// The treebank of a folder: its files that end with `-train.conllu`, `-dev.conllu` and
  /// `-test.conllu`.
  ///
  /// @throws IllegalArgumentException if there is not one of each
  static Treebank in(Path folder) throws IOException {
    return new Treebank(file(folder, "train"), file(folder, "dev"), file(folder, "test"));
  }

  private static Path file(Path folder, String part) throws IOException {
    String end = "-" + part + ".conllu";
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(end)).toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(
            "%s: expected one file that ends with %s, got %s".formatted(folder, end, found.size()));
      }
      return found.getFirst();
    }
  }

  /// The sentences of a file. Comments, tokens of several words (`3-4`) and words that are not
  /// written (`8.1`) are left out.
  ///
  /// @throws IllegalArgumentException if a line is not a word in CoNLL-U
  static List<Sentence> read(Path file) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isEmpty()) {
        end(words, tags, sentences);
      } else if (!line.startsWith("#")) {
        String[] cells = TAB.split(line, -1);
        if (cells.length != COLUMNS) {
          throw new IllegalArgumentException(
              "%s, line %s: expected %s columns, got %s"
                  .formatted(file, number, COLUMNS, cells.length));
        }
        if (cells[0].matches("\\d+")) {
          words.add(cells[FORM]);
          tags.add(cells[UPOS]);
        }
      }
    }
    end(words, tags, sentences);
    return sentences;
  }

  private static void end(List<String> words, List<String> tags, List<Sentence> sentences) {
    if (!words.isEmpty()) {
      sentences.add(new Sentence(words, tags));
      words.clear();
      tags.clear();
    }
  }

  /// The words of some sentences, each once, in lower case.
  static Set<String> known(List<Sentence> sentences) {
    return sentences.stream()
        .flatMap(sentence -> sentence.words().stream())
        .map(Treebank::known)
        .collect(Collectors.toSet());
  }

  /// How a word is looked up among those that are known.
  static String known(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /// The number of words of all sentences.
  static int words(List<Sentence> sentences) {
    return sentences.stream().mapToInt(sentence -> sentence.words().size()).sum();
  }
}
