/// From texts to numbers: the recipe for a column ([Field]), its fitted form after it has seen the
/// training texts ([FittedField]), vocabularies and pretrained vectors.
package dev.recur.text;
