/// Rows from outside: files, pipes and folders, opened once, unpacked, decoded without a
/// replacement, and read as tables, JSON Lines, labelled lines or texts.
package dev.recur.reading;
