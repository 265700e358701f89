package dev.recur.task;

import dev.recur.score.Figure;

/// The figure that a simple method reaches on the test, which a network should beat.
///
/// {@snippet class="TaskExamples" region="baseline"}
///
/// @param name the method's name in JSON and metadata, such as `naiveBayes`
/// @param title its name for people, such as `naive Bayes`
/// @param note a remark beside the figure; may be empty
/// @param figure compared with the network's headline figure
public record Baseline(String name, String title, String note, Figure figure) {}
