/// How well a model does: figures of an evaluation, what was taken for what, and how much the
/// figures would vary on other rows of the same kind.
package dev.recur.score;
