/// A search over the settings of a job, such as layers and units: [Tuning], its result [Tuned], and
/// the file that records it.
///
/// {@snippet class="TuneExamples" region="search"}
package dev.recur.tune;
