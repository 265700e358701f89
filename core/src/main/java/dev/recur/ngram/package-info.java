/// Linear models over the words and character n-grams of texts: strong on few texts, where a
/// network has too little to learn from. A classifier combines one with its network, and they also
/// serve as baselines.
package dev.recur.ngram;
