/// The quality protocol: the model and its baselines on the same draws of public data sets, from a
/// hundred rows to whole sets. The entry point is [Quality]; a [Division] makes the draws, a
/// [Trial] computes one, and [Report] prints what a [RawFile] holds.
@NullMarked
package dev.recur.bench.quality;

import org.jspecify.annotations.NullMarked;
