/// Tokenizers, which split texts into words, characters, jamo, or subwords that are learnt from
/// texts.
package dev.recur.tokenizer;
