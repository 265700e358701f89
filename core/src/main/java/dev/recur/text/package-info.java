/// From texts to numbers: the recipe of a column (`Field`), what it becomes when it has seen the
/// training texts (`FittedField`), vocabularies and pretrained vectors.
package dev.recur.text;
