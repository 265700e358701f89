/// How bytes from outside become text, for whichever file, pipe or stream: opened once, unpacked,
/// decoded without a replacement, cut into lines, and what counts as blank.
package dev.recur.reading;
