/// Linear models over the words and character n-grams of texts: strong on few texts, where a
/// network has too little to learn from. A classifier pools one with its network, and they serve as
/// baselines.
///
/// Texts become sparse vectors ([NGramRows]), linear models learn from them ([CrossFit]), and the
/// result answers texts ([NGramModel]). [Pooling] combines the answers of several models.
package dev.recur.ngram;
