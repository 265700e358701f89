/// What cuts a text into tokens: words, characters, jamo, and pieces that are learnt from texts.
package dev.recur.tokenizer;
