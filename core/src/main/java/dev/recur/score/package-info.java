/// How well a model does: the figures of an evaluation, confusion matrices, and how much the
/// figures would vary on other rows of the same kind.
package dev.recur.score;
