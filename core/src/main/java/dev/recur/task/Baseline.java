package dev.recur.task;

import dev.recur.score.Figure;

/// A figure that a simple method reaches on the test, which a network has to beat.
///
/// @param name what JSON and metadata call the method, such as `naiveBayes`
/// @param title what people call it, such as `naive Bayes`
/// @param note a remark beside the figure; may be empty
/// @param figure the figure that is compared with the network's headline
public record Baseline(String name, String title, String note, Figure figure) {}
