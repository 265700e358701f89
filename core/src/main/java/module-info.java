/// The library: recurrent neural networks on text and sequences, trained and run inside the JVM.
///
/// Packages stand in an order that a test enforces; `dev.recur.kernel` is not exported.
@org.jspecify.annotations.NullMarked
module dev.recur {
  requires static org.jspecify;
  requires de.siegmar.fastcsv;
  requires jdk.incubator.vector;
  requires tools.jackson.core;

  exports dev.recur;
  exports dev.recur.accelerator;
  exports dev.recur.check;
  exports dev.recur.data;
  exports dev.recur.file;
  exports dev.recur.inspect;
  exports dev.recur.lesson;
  exports dev.recur.loss;
  exports dev.recur.ngram;
  exports dev.recur.nn;
  exports dev.recur.optim;
  exports dev.recur.reading;
  exports dev.recur.run;
  exports dev.recur.score;
  exports dev.recur.settings;
  exports dev.recur.source;
  exports dev.recur.span;
  exports dev.recur.task;
  exports dev.recur.task.classify;
  exports dev.recur.task.tag;
  exports dev.recur.task.text;
  exports dev.recur.tensor;
  exports dev.recur.text;
  exports dev.recur.tokenizer;
  exports dev.recur.train;
  exports dev.recur.tune;

  uses dev.recur.accelerator.AcceleratorDriver;
  uses dev.recur.source.NamedRows;
  uses dev.recur.task.Job;
  uses dev.recur.tokenizer.Tokenizer;

  provides dev.recur.source.NamedRows with
      dev.recur.source.WordNet;
}
