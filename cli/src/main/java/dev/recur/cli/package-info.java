/// The `recur` command: it parses, calls the library and prints.
@NullMarked
package dev.recur.cli;

import org.jspecify.annotations.NullMarked;
