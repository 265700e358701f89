package dev.recur.task;

import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.train.LossCurve;
import java.util.List;
import java.util.Map;

/// The course of one network's run, on which [Job#advise] bases its advice.
///
/// {@snippet class="TaskExamples" region="advice"}
///
/// @param parts the rows, split
/// @param curve the losses of all trained epochs
/// @param bestEpoch the epoch whose weights were kept, from 1
/// @param model the trained model
/// @param test its scores on the test
/// @param at95 the 95 % intervals of the test's figures, by name
/// @param baselines the figures of simple methods on the test
public record Course(
    Parts parts,
    LossCurve curve,
    int bestEpoch,
    Model model,
    Scores test,
    Map<String, Interval> at95,
    List<Baseline> baselines) {}
