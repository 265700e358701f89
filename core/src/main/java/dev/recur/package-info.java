/// The front door: one class for each job that a network can be trained for, typed and checked by
/// the compiler. [Classify] trains a classifier of texts, [Tag] a tagger of words.
///
/// {@snippet class="FrontDoorExamples" region="sixLines"}
///
/// Below it lies [dev.recur.run], which carries out any job, as the command does: with plans as
/// data (JSON, forms), uploads, progress and cancelling. Below that are the layers
/// ([dev.recur.nn]), losses, optimisers and the text pipeline, for training loops of your own.
package dev.recur;
