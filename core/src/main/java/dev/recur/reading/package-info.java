/// Reading and writing rows of text. Files, pipes and folders are opened once, decompressed,
/// decoded without replacing malformed bytes, and read as tables, JSON Lines, labelled lines or
/// plain lines.
package dev.recur.reading;
